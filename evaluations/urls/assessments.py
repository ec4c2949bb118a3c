"""Addresses of evaluations of areas and the framework, and lessons."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
