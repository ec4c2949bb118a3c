"""Addresses of areas, positions and units."""

from django.urls import URLPattern

app_name = "areas"
urlpatterns: list[URLPattern] = []
