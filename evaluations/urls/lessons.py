"""Addresses of the lessons of mobile use."""

from django.urls import URLPattern, path

from ..views import lessons

urlpatterns: list[URLPattern] = [
    path("lessen/", lessons.lesson_list, name="lessons"),
    path("lessen/inzet-<int:pk>/", lessons.lesson_add, name="lesson_add"),
]
