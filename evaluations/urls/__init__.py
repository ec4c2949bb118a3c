"""Addresses of evaluations: every subject has its own module."""

from django.urls import path

from ..views import overview
from . import accounts, assessments, figures, incidents, lessons, reviews, safeguards

app_name = "evaluations"
urlpatterns = [
    path("", overview.overview, name="overview"),
    *incidents.urlpatterns,
    *figures.urlpatterns,
    *reviews.urlpatterns,
    *assessments.urlpatterns,
    *lessons.urlpatterns,
    *safeguards.urlpatterns,
    *accounts.urlpatterns,
]
