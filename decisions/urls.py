"""Addresses of cases and decisions; those of the steps stand in `step_urls`."""

from django.urls import path

from .step_urls import urlpatterns as step_urlpatterns
from .views import acts, adopting, cases, files, signing

app_name = "decisions"
urlpatterns = [
    path("", cases.case_list, name="list"),
    path("nieuw/", cases.start, name="start"),
    path("overzicht/", cases.overview, name="overview"),
    path("<int:pk>/", cases.detail, name="detail"),
    path("<int:pk>/regels/", cases.findings, name="findings"),
    path("<int:pk>/logboek/", cases.log, name="log"),
    path("<int:pk>/versies/", cases.versions, name="versions"),
    path("<int:pk>/versies/<int:number>/", cases.version, name="version"),
    # what may happen
    path("<int:pk>/aanbieden/", acts.submit, name="submit"),
    path("<int:pk>/terugsturen/", acts.return_to_author, name="return_to_author"),
    path("<int:pk>/akkoord/", acts.agree, name="agree"),
    path("<int:pk>/vaststellen/", adopting.adopt, name="adopt"),
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
    path("<int:pk>/waarschuwing/<str:code>/", adopting.acknowledge, name="acknowledge"),
    path("<int:pk>/kopie/", acts.copy, name="copy"),
    # files
    path("<int:pk>/besluit.pdf", files.pdf, name="pdf"),
    path("<int:pk>/concept.pdf", files.draft_pdf, name="draft_pdf"),
    path("<int:pk>/driehoek.pdf", files.paper_pdf, name="paper_pdf"),
    path("<int:pk>/tekenexemplaar.pdf", signing.signing_copy, name="signing_copy"),
    path("<int:pk>/getekend/", files.signed_copy, name="signed_copy"),
    path("<int:pk>/stukken/<int:evidence>/bestand/", files.evidence_file, name="evidence_file"),
    *step_urlpatterns,
]
