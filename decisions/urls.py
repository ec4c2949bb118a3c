"""Addresses of cases and decisions; those of the steps stand in `step_urls`."""

from django.urls import path

from .step_urls import urlpatterns as step_urlpatterns
from .views import (
    acts,
    adopting,
    afterwards,
    case_list,
    cases,
    comparing,
    duties,
    files,
    objections,
    publication,
    rulings,
    signing,
)

app_name = "decisions"
urlpatterns = [
    path("", case_list.case_list, name="list"),
    path("nieuw/", cases.start, name="start"),
    path("overzicht/", cases.overview, name="overview"),
    path("<int:pk>/", cases.detail, name="detail"),
    path("<int:pk>/regels/", cases.findings, name="findings"),
    path("<int:pk>/logboek/", cases.log, name="log"),
    path("<int:pk>/dossier.zip", files.dossier_zip, name="dossier_zip"),
    path("<int:pk>/versies/", cases.versions, name="versions"),
    path("<int:pk>/versies/<int:number>/", cases.version, name="version"),
    path("<int:pk>/versies/<int:first>/<int:second>/", comparing.version_diff, name="version_diff"),
    # what may happen
    path("<int:pk>/aanbieden/", acts.submit, name="submit"),
    path("<int:pk>/terugsturen/", acts.return_to_author, name="return_to_author"),
    path("<int:pk>/overnemen/", acts.take_over, name="take_over"),
    path("<int:pk>/akkoord/", acts.agree, name="agree"),
    path("<int:pk>/vaststellen/", adopting.adopt, name="adopt"),
    path("<int:pk>/vaststellen/spoed/", adopting.adopt_urgently, name="adopt_urgently"),
    path("<int:pk>/toets-achteraf/", afterwards.review, name="review_afterwards"),
    path("<int:pk>/motivering/", afterwards.write_motivation, name="write_motivation"),
    path("<int:pk>/motivering/vaststellen/", afterwards.freeze_motivation, name="freeze_motivation"),
    path("<int:pk>/afsluiten/voorstel/", acts.propose_closing, name="propose_closing"),
    path("<int:pk>/afsluiten/", acts.close, name="close"),
    path("<int:pk>/intrekken/voorstel/", acts.propose_withdrawal, name="propose_withdrawal"),
    path("<int:pk>/intrekken/", acts.withdraw, name="withdraw"),
    path("<int:pk>/bekendmaken/", acts.publish, name="publish"),
    path(
        "<int:pk>/bekendmaken/<int:publication>/verbeteren/",
        acts.correct_publication,
        name="correct_publication",
    ),
    path("<int:pk>/vergelijken/", comparing.compare, name="compare"),
    path("<int:pk>/waarschuwing/<str:code>/", adopting.acknowledge, name="acknowledge"),
    path("<int:pk>/kopie/", acts.copy, name="copy"),
    # what must happen around a designation
    path("<int:pk>/gebied/<int:area>/taken/<str:task>/", duties.task_done, name="task_done"),
    path(
        "<int:pk>/gebied/<int:area>/niet-langer-noodzakelijk/",
        duties.no_longer_necessary,
        name="no_longer_necessary",
    ),
    # objections, rulings, destruction
    path("<int:pk>/bezwaren/", objections.register, name="objections"),
    path("<int:pk>/bezwaren/nieuw/", objections.objection_add, name="objection_add"),
    path("<int:pk>/bezwaren/<int:objection>/", objections.objection, name="objection"),
    path("<int:pk>/bezwaren/<int:objection>/wijzigen/", objections.objection_edit, name="objection_edit"),
    path(
        "<int:pk>/bezwaren/<int:objection>/voorziening/", objections.objection_relief, name="objection_relief"
    ),
    path(
        "<int:pk>/bezwaren/<int:objection>/beslissing/", objections.objection_decide, name="objection_decide"
    ),
    path(
        "<int:pk>/bezwaren/<int:objection>/vernietigen/",
        objections.objection_destroy,
        name="objection_destroy",
    ),
    path("<int:pk>/uitspraken/nieuw/", rulings.interruption_add, name="interruption_add"),
    path(
        "<int:pk>/uitspraken/<int:interruption>/verbeteren/",
        rulings.interruption_correct,
        name="interruption_correct",
    ),
    path("<int:pk>/stukken/<int:evidence>/vernietigen/", rulings.evidence_destroy, name="evidence_destroy"),
    # what goes to DROP
    path("<int:pk>/drop/", publication.for_drop, name="for_drop"),
    path("<int:pk>/publicatiepakket.zip", publication.package, name="publication_package"),
    # files
    path("<int:pk>/besluit.pdf", files.pdf, name="pdf"),
    path("<int:pk>/concept.pdf", files.draft_pdf, name="draft_pdf"),
    path("<int:pk>/driehoek.pdf", files.paper_pdf, name="paper_pdf"),
    path("<int:pk>/tekenexemplaar.pdf", signing.signing_copy, name="signing_copy"),
    path("<int:pk>/getekend/", files.signed_copy, name="signed_copy"),
    path("<int:pk>/stukken/<int:evidence>/bestand/", files.evidence_file, name="evidence_file"),
    *step_urlpatterns,
]
