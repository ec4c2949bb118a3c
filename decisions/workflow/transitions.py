"""What may happen to a case: the table that buttons, permission tests and the workflow page ask."""

from __future__ import annotations

from dataclasses import dataclass

from almere_camera.roles import Perm, who

from ..models import CLOSABLE, COMPLETABLE, EDITABLE, SavedVersion, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """One act: its name, its Dutch label, from which statuses, to which, and by whom.

    `to` is None when the status stays. Any one of `permissions` is enough. `other_person`: not by
    anybody who saved content since the last return. `why` explains the act on the workflow page.
    """

    action: str
    label: str
    sources: frozenset[Status]
    to: Status | None
    permissions: tuple[Perm, ...]
    why: str
    other_person: bool = False
    remark_needed: bool = False

    @property
    def who(self) -> str:
        """Who may do it, in words."""
        return " of ".join(dict.fromkeys(" of ".join(who(p) for p in self.permissions).split(" of ")))


TRANSITIONS: dict[str, Transition] = {
    t.action: t
    for t in (
        Transition(
            action="start",
            label="Zaak starten",
            sources=frozenset(),
            to=Status.DRAFT,
            permissions=(Perm.EDIT_CASES,),
            why="Elk besluit begint met een vraag om cameratoezicht.",
        ),
        Transition(
            action="edit",
            label="Invullen",
            sources=EDITABLE,
            to=None,
            permissions=(Perm.EDIT_CASES,),
            why="De stappen mogen in elke volgorde en mogen half af blijven.",
        ),
        Transition(
            action="consult",
            label="Overleg vastleggen",
            sources=COMPLETABLE,
            to=None,
            permissions=(Perm.CONSULT,),
            why="Het overleg met de driehoek mag ook na het akkoord worden vastgelegd.",
        ),
        Transition(
            action="acknowledge",
            label="Waarschuwing bevestigen",
            sources=frozenset({Status.DRAFT, Status.REVIEW, Status.AGREED, Status.ADOPTED}),
            to=None,
            permissions=(Perm.EDIT_CASES, Perm.REVIEW_CASES, Perm.ADOPT),
            why="Een waarschuwing houdt niets tegen, maar vraagt waarom u doorgaat. Ook na de vaststelling.",
        ),
        Transition(
            action="submit",
            label="Ter toetsing aanbieden",
            sources=EDITABLE,
            to=Status.REVIEW,
            permissions=(Perm.EDIT_CASES,),
            why="Ook een onvolledig concept mag worden voorgelegd: tot de vaststelling is alles advies.",
        ),
        Transition(
            action="return_to_author",
            label="Terugsturen",
            sources=frozenset({Status.REVIEW, Status.AGREED}),
            to=Status.DRAFT,
            permissions=(Perm.REVIEW_CASES, Perm.ADOPT, Perm.EDIT_CASES),
            why="Wie iets wil veranderen, stuurt de zaak met een opmerking terug naar de schrijver.",
            remark_needed=True,
        ),
        Transition(
            action="take_over",
            label="Zaak overnemen",
            sources=frozenset({Status.DRAFT, Status.REVIEW, Status.AGREED}),
            to=None,
            permissions=(Perm.EDIT_CASES,),
            why="Een collega behandelt de zaak verder, bijvoorbeeld bij ziekte of verlof. De inhoud "
            "verandert daardoor niet.",
            remark_needed=True,
        ),
        Transition(
            action="agree",
            label=SavedVersion.AGREED,
            sources=frozenset({Status.REVIEW}),
            to=Status.AGREED,
            permissions=(Perm.REVIEW_CASES,),
            why="Een ander dan de schrijver leest mee. Daarna verandert de inhoud niet meer.",
            other_person=True,
        ),
        Transition(
            action="adopt",
            label="Vaststelling registreren",
            sources=frozenset({Status.AGREED}),
            to=Status.ADOPTED,
            permissions=(Perm.ADOPT,),
            why="De burgemeester besluit; het kabinet registreert. Alle regels gelden en de tekst bevriest.",
            other_person=True,
        ),
        Transition(
            action="adopt_urgently",
            label="Vaststelling registreren bij spoed",
            sources=frozenset({Status.DRAFT, Status.REVIEW, Status.AGREED}),
            to=Status.ADOPTED,
            permissions=(Perm.ADOPT,),
            why="Bij spoed (alleen mobiel) is akkoord vooraf niet nodig: wie registreert, schreef zelf niet "
            "mee. Dezelfde regels gelden, en een ander toetst achteraf.",
            other_person=True,
        ),
        Transition(
            action="review_afterwards",
            label="Achteraf toetsen",
            sources=frozenset({Status.ADOPTED}),
            to=None,
            permissions=(Perm.REVIEW_CASES,),
            why="Na een vaststelling met spoed kijkt een ander dan de schrijver en wie registreerde mee.",
            other_person=True,
            remark_needed=True,
        ),
        Transition(
            action="write_motivation",
            label="Motivering achteraf schrijven",
            sources=frozenset({Status.ADOPTED}),
            to=None,
            permissions=(Perm.EDIT_CASES,),
            why="Liet spoed de motivering niet toe bij de bekendmaking, dan volgt zij binnen een week "
            "(artikel 3:47, derde lid, van de Awb).",
        ),
        Transition(
            action="freeze_motivation",
            label="Motivering achteraf vaststellen",
            sources=frozenset({Status.ADOPTED}),
            to=None,
            permissions=(Perm.ADOPT,),
            why="De motivering wordt een tweede vastgestelde tekst, met een eigen plaatsing in het "
            "Gemeenteblad. Het besluit verandert niet.",
            other_person=True,
        ),
        Transition(
            action="propose_closing",
            label="Voorstellen om af te sluiten",
            sources=CLOSABLE,
            to=Status.REVIEW,
            permissions=(Perm.EDIT_CASES,),
            why="Een zaak kan eindigen zonder besluit. Ook dat krijgt redenen en een toets.",
        ),
        Transition(
            action="close_without_decision",
            label="Afsluiten zonder besluit",
            sources=frozenset({Status.REVIEW}),
            to=Status.CLOSED,
            permissions=(Perm.REVIEW_CASES,),
            why="Een ander dan de schrijver bevestigt dat er geen besluit komt.",
            other_person=True,
        ),
        Transition(
            action="propose_withdrawal",
            label="Voorstellen om in te trekken voor bekendmaking",
            sources=frozenset({Status.ADOPTED}),
            to=None,
            permissions=(Perm.ADOPT,),
            why="Een vastgesteld besluit dat nog niet is bekendgemaakt, kan worden ingetrokken.",
        ),
        Transition(
            action="withdraw_before_publication",
            label="Intrekking voor bekendmaking bevestigen",
            sources=frozenset({Status.ADOPTED}),
            to=None,
            permissions=(Perm.REVIEW_CASES, Perm.ADOPT),
            why="Een ander dan de voorsteller bevestigt de intrekking. Het besluit zelf verandert niet.",
            other_person=True,
        ),
        Transition(
            action="publish",
            label="Bekendmaking vastleggen",
            sources=frozenset({Status.ADOPTED}),
            to=None,
            permissions=(Perm.PUBLISH,),
            why="De bekendmaking is een feit: zij wordt altijd vastgelegd, en de gevolgen worden getoond.",
        ),
        Transition(
            action="correct_publication",
            label="Bekendmaking verbeteren",
            sources=frozenset({Status.ADOPTED}),
            to=None,
            permissions=(Perm.PUBLISH,),
            why="Een verkeerd vastgelegd gegeven wordt verbeterd door een nieuwe regel met reden.",
        ),
        Transition(
            action="compare_publication",
            label="Bekendmaking vergelijken",
            sources=frozenset({Status.ADOPTED}),
            to=None,
            permissions=(Perm.PUBLISH,),
            why="Wat is bekendgemaakt, moet gelijk zijn aan wat is vastgesteld; wat verschilt, ligt vast.",
        ),
        Transition(
            action="copy",
            label="Kopiëren naar een nieuwe zaak",
            sources=frozenset(Status),
            to=None,
            permissions=(Perm.EDIT_CASES,),
            why="Een eerdere zaak kan het begin zijn van een nieuwe.",
        ),
        Transition(
            action="record_objection",
            label="Bezwaar vastleggen",
            sources=frozenset(Status),
            to=None,
            permissions=(Perm.OBJECTIONS,),
            why="Een bezwaar is een feit, ook als het te vroeg of te laat komt (Awb 6:9 tot en met 6:11).",
        ),
        Transition(
            action="change_objection",
            label="Bezwaar aanvullen",
            sources=frozenset(Status),
            to=None,
            permissions=(Perm.OBJECTIONS,),
            why="Gronden, hoorzitting en toelichting komen vaak later dan het bezwaar zelf.",
        ),
        Transition(
            action="record_interim_relief",
            label="Voorlopige voorziening vastleggen",
            sources=frozenset(Status),
            to=None,
            permissions=(Perm.OBJECTIONS,),
            why="Wie bezwaar maakt, kan de rechter om een voorlopige voorziening vragen (Awb 8:81).",
        ),
        Transition(
            action="decide_objection",
            label="Beslissing op bezwaar vastleggen",
            sources=frozenset(Status),
            to=None,
            permissions=(Perm.OBJECTIONS,),
            why="De uitkomst blijft bewaard, ook als de persoonsgegevens zijn vernietigd.",
        ),
        Transition(
            action="destroy_personal_data",
            label="Persoonsgegevens vernietigen",
            sources=frozenset(Status),
            to=None,
            permissions=(Perm.OBJECTIONS,),
            why="Gegevens van een indiener blijven niet langer dan nodig; nummer, data en uitkomst wel.",
        ),
        Transition(
            action="destroy_evidence_file",
            label="Bestand vernietigen",
            sources=frozenset({Status.ADOPTED, Status.CLOSED}),
            to=None,
            permissions=(Perm.REVIEW_CASES,),
            why="Een vertrouwelijk stuk blijft niet langer dan nodig. Welk stuk het was, blijft te zien.",
        ),
        Transition(
            action="record_interruption",
            label="Schorsing, herroeping of vernietiging vastleggen",
            sources=frozenset({Status.ADOPTED}),
            to=None,
            permissions=(Perm.OBJECTIONS, Perm.ADOPT),
            why="Een uitspraak verandert of het besluit werkt. De vastgestelde tekst blijft zoals zij is.",
        ),
        Transition(
            action="correct_interruption",
            label="Schorsing, herroeping of vernietiging verbeteren",
            sources=frozenset({Status.ADOPTED}),
            to=None,
            permissions=(Perm.OBJECTIONS, Perm.ADOPT),
            why="Een verkeerd vastgelegd gegeven wordt verbeterd door een nieuwe regel met reden.",
        ),
    )
}
