"""The addresses of filling in a case: the steps, and the pages under them."""

from __future__ import annotations

from django.urls import URLPattern, path

from .views import consultations, evidence, steps, text

urlpatterns: list[URLPattern] = [
    path("<int:pk>/stap/stukken/nieuw/", evidence.evidence_add, name="evidence_add"),
    path("<int:pk>/stap/stukken/<int:evidence>/", evidence.evidence_edit, name="evidence_edit"),
    path(
        "<int:pk>/stap/stukken/<int:evidence>/verwijderen/", evidence.evidence_delete, name="evidence_delete"
    ),
    path("<int:pk>/stap/driehoek/nieuw/", consultations.consultation_add, name="consultation_add"),
    path(
        "<int:pk>/stap/driehoek/<int:consultation>/",
        consultations.consultation_edit,
        name="consultation_edit",
    ),
    path(
        "<int:pk>/stap/driehoek/<int:consultation>/verwijderen/",
        consultations.consultation_delete,
        name="consultation_delete",
    ),
    path("<int:pk>/stap/gebieden/<int:area>/verwijderen/", steps.area_remove, name="area_remove"),
    path("<int:pk>/stap/<slug:step>/", steps.step, name="step"),
    path("<int:pk>/tekst/<str:key>/", text.paragraph, name="paragraph"),
]
