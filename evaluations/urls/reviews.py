"""Addresses of the yearly review of positions."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
