"""Addresses of hours, defects, footage, events and police figures."""

from django.urls import URLPattern, path

from ..views import figures, police

urlpatterns: list[URLPattern] = [
    path("cijfers/", figures.hub, name="figures"),
    path("cijfers/politie/", police.overview, name="police"),
    path("cijfers/politie/inlezen/", police.upload, name="police_upload"),
    path("cijfers/politie/gebied-<int:pk>/", police.area, name="police_area"),
    path("cijfers/politie/gebied-<int:pk>/buurt/", police.neighbourhood_add, name="neighbourhood_add"),
    path("cijfers/politie/buurt-<int:pk>/einde/", police.neighbourhood_end, name="neighbourhood_end"),
    path("cijfers/<slug:subject>/", figures.figure_list, name="figure_list"),
    path("cijfers/<slug:subject>/nieuw/", figures.figure_add, name="figure_add"),
    path("cijfers/<slug:subject>/<int:pk>/", figures.figure_edit, name="figure_edit"),
]
