"""Addresses of the public register; those of the API stand in `api`."""

from django.urls import path

from . import downloads, views

app_name = "register"
urlpatterns = [
    path("", views.decision_list, name="list"),
    path("kaart/", views.map_page, name="map"),
    path("besluiten.json", downloads.as_json, name="json"),
    path("besluiten.geojson", downloads.as_geojson, name="geojson"),
    path("besluiten.csv", downloads.as_csv, name="csv"),
    path("besluiten/<str:slug>/", views.decision, name="decision"),
    path("besluiten/<str:slug>/besluit.pdf", views.decision_pdf, name="pdf"),
]
