"""Addresses of incidents and the files they come from."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
