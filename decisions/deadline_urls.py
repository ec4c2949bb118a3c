"""Addresses of what comes up: the page, the calendar of a person, and the feed it reads."""

from django.urls import path

from .views import agenda

app_name = "deadlines"
urlpatterns = [
    path("wat-komt-eraan/", agenda.upcoming, name="list"),
    path("agenda/", agenda.own_feed, name="own_feed"),
    path("agenda/maken/", agenda.create_feed, name="create_feed"),
    path("agenda/intrekken/", agenda.revoke_feed, name="revoke_feed"),
    path("agenda/<str:token>.ics", agenda.feed, name="feed"),
]
