"""Addresses of incidents and the files they come from."""

from django.urls import URLPattern, path

from ..views import incidents as views

urlpatterns: list[URLPattern] = [
    path("incidenten/", views.imports, name="imports"),
    path("incidenten/inlezen/", views.import_add, name="import_add"),
    path("incidenten/<int:pk>/", views.import_run, name="import_run"),
    path("incidenten/<int:pk>/kolommen/", views.import_columns, name="import_columns"),
    path("incidenten/<int:pk>/fouten.csv", views.import_faults, name="import_faults"),
    path("incidenten/<int:pk>/terugdraaien/", views.import_undo, name="import_undo"),
    path("incidenten/<int:pk>/overnemen/", views.import_act, {"act": "overnemen"}, name="import_take"),
    path("incidenten/<int:pk>/opnieuw/", views.import_act, {"act": "opnieuw"}, name="import_again"),
    path("incidenten/<int:pk>/weg/", views.import_act, {"act": "niet-overnemen"}, name="import_drop"),
]
