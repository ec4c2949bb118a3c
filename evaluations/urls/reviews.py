"""Addresses of the yearly review of positions."""

from django.urls import path

from ..views import purposes, review_acts, reviews

urlpatterns = [
    path("posities/", reviews.review_years, name="review_years"),
    path("posities/openen/", review_acts.plan, name="review_plan"),
    path("posities/<int:year>/", reviews.review_year, name="review_year"),
    path("beoordelingen/<int:pk>/", reviews.review, name="review"),
    path("beoordelingen/<int:pk>/oordeel/", review_acts.judge, name="review_judge"),
    path("beoordelingen/<int:pk>/bevestigen/", review_acts.confirm, name="review_confirm"),
    path("beoordelingen/<int:pk>/terugsturen/", review_acts.send_back, name="review_return"),
    path("beoordelingen/<int:pk>/uitgevoerd/", review_acts.carried_out, name="review_carried_out"),
    path("beoordelingen/<int:pk>/vervolg/", review_acts.follow_up, name="review_follow_up"),
    path("posities/doelen/<int:pk>/", purposes.purpose_list, name="purpose_list"),
    path("posities/doelen/<int:pk>/nieuw/", purposes.purpose_add, name="purpose_add"),
    path("doelen/<int:pk>/beeindigen/", purposes.purpose_end, name="purpose_end"),
]
