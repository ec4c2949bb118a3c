"""Addresses of the safeguards register."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
