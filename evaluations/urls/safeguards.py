"""Addresses of the safeguards register."""

from django.urls import URLPattern, path

from ..views import safeguards

urlpatterns: list[URLPattern] = [
    path("waarborgen/", safeguards.register, name="safeguards"),
    path("waarborgen/nieuwe-technologie/", safeguards.technology, name="technology_add"),
    path("waarborgen/<int:pk>/", safeguards.detail, name="safeguard"),
    path("waarborgen/<int:pk>/bevestigen/", safeguards.confirm, name="safeguard_confirm"),
]
