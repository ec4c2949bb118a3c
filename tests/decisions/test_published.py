"""Reading what was published: every kind of file the national system gives, and hostile ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.urls import reverse

from almere_camera.models import User
from almere_camera.roles import Role
from almere_camera.uploads import PUBLISHED_TYPES, checked
from decisions import published, workflow
from decisions.models import Comparison, Decision, Publication
from decisions.published import Published
from decisions.tasks import Todo, open_tasks
from tests import factories as make
from tests.decisions import acts
from tests.decisions.pages import signed_in

# The forms of metadata that officielebekendmakingen.nl gives (domein.md 3.3).
OP_METADATA = """<?xml version="1.0" encoding="UTF-8"?>
<metadata_gegevens>
  <metadata name="OVERHEIDop.publicationName" scheme="" content="Gemeenteblad" />
  <metadata name="DC.creator" scheme="OVERHEID.Gemeente" content="{creator}" />
  <metadata name="DC.title" scheme="" content="{title}" />
  <metadata name="DCTERMS.available" scheme="DCTERMS.W3CDTF" content="{day}" />
  <metadata name="DC.identifier" scheme="OVERHEIDop.GmbID" content="{number}" />
</metadata_gegevens>"""
OWMS = """<?xml version="1.0" encoding="UTF-8"?>
<owms-metadata xmlns:dcterms="http://purl.org/dc/terms/" xmlns:overheid="http://standaarden.overheid.nl/owms/terms/">
   <owmskern>
      <dcterms:identifier>{number}</dcterms:identifier><dcterms:title>{title}</dcterms:title>
      <dcterms:creator scheme="OVERHEID.Gemeente">{creator}</dcterms:creator>
   </owmskern>
   <owmsmantel><dcterms:available>{day}</dcterms:available></owmsmantel>
</owms-metadata>"""
PUBLICATION = """<?xml version="1.0" encoding="UTF-8"?>
<officiele-publicatie>
<metadata><meta name="DC.title" content="Aanwijzingsbesluit"/>
<meta name="DC.identifier" content="gmb-2026-1"/></metadata>
<kop><titel>GEMEENTEBLAD</titel><subtitel>Officiële uitgave van de gemeente Almere</subtitel></kop>
<gemeenteblad><kop><titel>Aanwijzingsbesluit</titel></kop><regeling>
<aanhef><preambule><al>De burgemeester van <nadruk type="vet">Almere</nadruk>,</al>
<lijst><li><li.nr>-</li.nr><al>artikel 151c van de Gemeentewet;</al></li></lijst></preambule></aanhef>
<regeling-tekst><artikel><kop><label>Artikel</label><nr>1</nr><titel>Gebied</titel></kop>
<lid><lidnr>1.</lidnr><al>Aangewezen wordt: de Hofmark.</al></lid></artikel></regeling-tekst>
<regeling-sluiting><slotformulering>Aldus vastgesteld.</slotformulering>
<ondertekening><functie>De burgemeester,</functie>
<naam><voornaam>A.</voornaam> <achternaam>Proef</achternaam></naam></ondertekening>
</regeling-sluiting></regeling></gemeenteblad></officiele-publicatie>"""


def read(content: bytes | str, name: str = "bekendmaking") -> Published:
    data = content.encode() if isinstance(content, str) else content
    return published.read(checked(SimpleUploadedFile(name, data), PUBLISHED_TYPES))


def refused(content: bytes | str) -> str:
    with pytest.raises(ValidationError) as refusal:
        read(content)
    return " ".join(refusal.value.messages)


# --- Reading -------------------------------------------------------------------------------------


def test_the_xml_of_a_publication() -> None:
    found = read(PUBLICATION)
    assert found.text.splitlines() == [
        "Aanwijzingsbesluit",
        "De burgemeester van Almere ,",
        "artikel 151c van de Gemeentewet;",
        "Artikel 1 Gebied",
        "Aangewezen wordt: de Hofmark.",
        "Aldus vastgesteld.",
        "De burgemeester,",
        "A. Proef",
    ]
    assert found.particulars == {"titel": "Aanwijzingsbesluit", "nummer": "gmb-2026-1"}
    assert found.source == "xml"


@pytest.mark.parametrize("form", [OP_METADATA, OWMS])
def test_metadata_alone(form: str) -> None:
    found = read(form.format(title="Besluit", creator="Almere", day="2026-04-02", number="gmb-2026-7"))
    assert found.text == ""
    assert found.source == "metadata"
    assert found.particulars == {
        "titel": "Besluit",
        "maker": "Almere",
        "datum van uitgifte": "2026-04-02",
        "nummer": "gmb-2026-7",
    }


def test_html_without_what_surrounds_it() -> None:
    found = read(
        "<!DOCTYPE html><html><head><title>x</title><style>p{}</style></head><body><nav>Menu</nav><main>"
        "<h1>Besluit</h1><p>De &ldquo;straat&rdquo; en<br>het plein.</p><ul><li>een;</li><li>twee.</li></ul>"
        "</main><footer>Over</footer></body></html>"
    )
    assert found.text.splitlines() == ["Besluit", "De “straat” en", "het plein.", "een;", "twee."]


def test_plain_text_of_an_old_windows_machine() -> None:
    assert read("Artikel één – ‘gebied’".encode("cp1252")).text == "Artikel één – ‘gebied’"


# --- Hostile -------------------------------------------------------------------------------------

XXE = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><al>&x;</al>'
LAUGHS = (
    "<!DOCTYPE a ["
    + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))
    + "]><al>&l9;</al>"
)


def zipped() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bom.xml", b"0" * 10_000_000)
    return held.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (XXE, "DOCTYPE of ENTITY"),
        (LAUGHS, "DOCTYPE of ENTITY"),
        ("<al>niet af", "beschadigd"),
        ("<a>" * 5_000 + "</a>" * 5_000, "te diep"),
        ("<leeg/>", "geen tekst"),
        (zipped(), "XML of HTML, PDF, platte tekst"),
        (b"%PDF-1.7 kapot", "niet te lezen"),
        (b"\x89PNG\r\n\x1a\n", "XML of HTML"),
        (b"", "leeg"),
    ],
)
def test_hostile_and_broken_files_get_a_clear_message(content: bytes | str, words: str) -> None:
    assert words in refused(content)


def test_a_file_that_is_too_big_is_not_read() -> None:
    with override_settings(UPLOAD_MAX_BYTES=1_048_576):
        assert "te groot (2 MB)" in refused(b"x" * 2_097_152)


# --- The act, its page and its command -----------------------------------------------------------


@pytest.fixture
def case() -> Decision:
    officer, reviewer = make.make_user(Role.POLICY_OFFICER), make.make_user(Role.REVIEWER)
    made = acts.agreed(officer, reviewer)
    response = acts.do(make.make_user(Role.MAYORS_OFFICE), made, "adopt", **acts.adoption())
    assert response.status_code == 302, acts.text_of(response)
    make.publish(made, number="gmb-2026-140000")
    return Decision.objects.get(pk=made.pk)


@pytest.fixture
def sender() -> User:
    return make.make_user(Role.COMMUNICATIONS, username="communicatie")


@pytest.fixture
def _today() -> Iterator[None]:
    with time_machine.travel(f"{make.TODAY}T12:00:00+02:00", tick=False):
        yield


def post(sender: User, case: Decision, content: bytes, name: str) -> Comparison:
    url = reverse("decisions:compare", kwargs={"pk": case.pk})
    response = signed_in(sender).post(url, {"bestand": SimpleUploadedFile(name, content)})
    assert response.status_code == 302, response.content.decode()
    return Comparison.objects.filter(decision=case).latest("pk")


@pytest.mark.django_db
@pytest.mark.usefixtures("_today")
class TestComparing:
    def test_our_own_html_text_and_pdf_are_equal_to_what_was_adopted(
        self, case: Decision, sender: User
    ) -> None:
        """The municipality puts these on its website: reading them back gives the same text."""
        adopted = case.adopted_text
        assert post(sender, case, adopted.html.encode(), "besluit.html").differences == []
        assert post(sender, case, adopted.text.encode(), "besluit.txt").differences == []
        made = post(sender, case, bytes(adopted.pdf), "besluit.pdf")
        assert (made.source, made.differences) == ("pdf", [])
        changed = bytes(adopted.pdf).replace(b"%%EOF", b"%%EOF\n")  # another file with the same pages
        told = post(sender, case, changed, "besluit.pdf").differences
        # The pages hold what a Gemeenteblad has not: the particulars above, the map in words beneath.
        assert len(told) == 2

    def test_one_viewing_hour_differs_and_a_rectificatie_is_asked(self, case: Decision, sender: User) -> None:
        wrong = case.adopted_text.html.replace("van 20.00 uur", "van 21.00 uur").encode()
        made = post(sender, case, wrong, "gmb.html")
        ((ours, theirs),) = made.differences
        assert ours.replace("20.00", "21.00") == theirs
        asked = [t for t in open_tasks(make.TODAY, decision=case) if t.key == Todo.RECTIFIED]
        assert len(asked) == 1
        workflow.publish(
            decision=case,
            by=sender,
            version=case.version,
            kind=Publication.Kind.RECTIFICATION,
            number="gmb-2026-140001",
            published_on=make.TODAY,
        )

    def test_metadata_beside_what_was_recorded(self, case: Decision, sender: User) -> None:
        told = {"title": case.title, "creator": "Almere", "day": "2026-03-31", "number": "gmb-2026-140000"}
        assert post(sender, case, OP_METADATA.format(**told).encode(), "metadata.xml").differences == []
        other = OP_METADATA.format(**told | {"day": "2026-04-01"}).encode()
        assert post(sender, case, other, "metadata.xml").differences == [
            ["datum van uitgifte: 2026-03-31", "datum van uitgifte: 2026-04-01"]
        ]

    def test_a_hostile_file_is_refused_on_the_page_and_nothing_is_kept(
        self, case: Decision, sender: User
    ) -> None:
        url = reverse("decisions:compare", kwargs={"pk": case.pk})
        answer = signed_in(sender).post(url, {"bestand": SimpleUploadedFile("x.xml", XXE.encode())})
        assert answer.status_code == 422
        assert "DOCTYPE of ENTITY" in answer.content.decode()
        assert not Comparison.objects.exists()

    def test_the_command_says_equal_or_what_differs(
        self, case: Decision, sender: User, tmp_path: Path
    ) -> None:
        file = tmp_path / "gmb.txt"
        file.write_text(case.adopted_text.text, encoding="utf-8")
        said = StringIO()
        call_command("compare_publication", case.kenmerk, str(file), stdout=said)
        assert "gelijk" in said.getvalue()
        file.write_text(case.adopted_text.text.replace("20.00 uur", "21.00 uur"), encoding="utf-8")
        with pytest.raises(CommandError, match="1 plaats"):
            call_command("compare_publication", case.kenmerk, str(file), stdout=said)
        assert "21.00" in said.getvalue()
        assert not Comparison.objects.exists()
        with pytest.raises(CommandError):
            call_command("compare_publication", case.kenmerk, str(file), namens="communicatie", stdout=said)
        assert Comparison.objects.get().compared_by == sender

    @pytest.mark.parametrize(("arguments", "words"), [(["ONBEKEND"], "geen vastgesteld besluit")])
    def test_the_command_names_what_is_wrong(self, arguments: list[str], words: str, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match=words):
            call_command("compare_publication", *arguments, str(tmp_path / "geen.xml"))
