"""Addresses of the account to driehoek and council."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
