"""Addresses of evaluations of areas and the framework, and of informing the council."""

from django.urls import URLPattern, path

from ..views import assessments as areas
from ..views import frameworks

TELL = (("area", "gebied"), ("framework_evaluation", "beleidsevaluatie"), ("framework", "beleidskader"))

urlpatterns: list[URLPattern] = [
    path("gebieden/", areas.assessments, name="assessments"),
    path("gebieden/beginnen/<int:pk>/", areas.assessment_add, name="assessment_add"),
    path("gebieden/<int:pk>/", areas.assessment, name="assessment"),
    path("gebieden/<int:pk>/invullen/", areas.assessment_edit, name="assessment_edit"),
    path("gebieden/<int:pk>/maatregel/", areas.measure_add, name="assessment_measure_add"),
    path("gebieden/<int:pk>/cijfer/", areas.survey_add, name="assessment_survey_add"),
    path("gebieden/<int:pk>/afronden/", areas.assessment_complete, name="assessment_complete"),
    path("gebieden/<int:pk>/zaak-starten/", areas.assessment_follow_up, name="assessment_follow_up"),
    path("maatregelen/<int:pk>/verwijderen/", areas.measure_remove, name="measure_remove"),
    path("cijfers-uit-onderzoek/<int:pk>/verwijderen/", areas.survey_remove, name="survey_remove"),
    path("beleid/beginnen/<int:pk>/", frameworks.framework_add, name="framework_add"),
    path("beleid/<int:pk>/", frameworks.framework, name="framework"),
    path("beleid/<int:pk>/invullen/", frameworks.framework_edit, name="framework_edit"),
    path("beleid/<int:pk>/cijfer/", frameworks.framework_survey_add, name="framework_survey_add"),
    path("beleid/<int:pk>/afronden/", frameworks.framework_complete, name="framework_complete"),
    *(
        path(f"raad-informeren/{word}/<int:pk>/", frameworks.inform, {"about": word}, name=f"inform_{name}")
        for name, word in (*TELL, ("report", "verslag"))
    ),
]
