"""Addresses of hours, defects, footage, events and police figures."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
