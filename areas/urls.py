"""Addresses of areas, positions, mobile units and deployments."""

from django.urls import path

from .views import areas, deployments, positions, signs, units

app_name = "areas"
urlpatterns = [
    path("", areas.area_list, name="list"),
    path("nieuw/", areas.area_add, name="area_add"),
    path("<int:pk>/", areas.area, name="area"),
    path("<int:pk>/wijzigen/", areas.area_edit, name="area_edit"),
    path("<int:pk>/grens/", areas.boundary_add, name="boundary_add"),
    path("<int:pk>/borden/nieuw/", signs.sign_add, name="sign_add"),
    path("borden/<int:pk>/verwijderd/", signs.sign_remove, name="sign_remove"),
    path("borden/<int:pk>/foto/", signs.sign_photo, name="sign_photo"),
    path("posities/", positions.position_list, name="position_list"),
    path("posities/nieuw/", positions.position_add, name="position_add"),
    path("posities/<int:pk>/", positions.position, name="position"),
    path("posities/<int:pk>/wijzigen/", positions.position_edit, name="position_edit"),
    path("posities/<int:pk>/code/", positions.position_rename, name="position_rename"),
    path("posities/<int:pk>/afscherming/", signs.masking_add, name="masking_add"),
    path("units/", units.unit_list, name="unit_list"),
    path("units/nieuw/", units.unit_add, name="unit_add"),
    path("units/<int:pk>/", units.unit, name="unit"),
    path("units/<int:pk>/wijzigen/", units.unit_edit, name="unit_edit"),
    path("units/<int:pk>/code/", units.unit_rename, name="unit_rename"),
    path("inzet/nieuw/", deployments.deploy, name="deploy"),
    path("inzet/<int:pk>/einde/", deployments.deployment_end, name="deployment_end"),
]
