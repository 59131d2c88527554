"""Documents say what is so in this installation, name nobody, and come as HTML and PDF."""

from __future__ import annotations

import re
import zlib
from html import unescape
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from checker.core.decision import Role
from checker.core.errors import InputError, NotAllowed
from checker.store.database import Database
from checker.store.register import open_register
from checker.workflow.documents import DRAFT, DocumentKind, write_document
from checker.workflow.documents import facts as truth
from checker.workflow.documents.as_pdf import as_pdf
from checker.workflow.documents.facts import Storage
from checker.workflow.documents.parts import Boxes, Bullets, Document, Grid, Heading, Para, ToFill
from checker.workflow.permits import this_machine
from tests.staff import acting, add_people, person
from tests.store.school import enrolled

KINDS = [kind.name.lower() for kind in DocumentKind]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    with enrolled(tmp_path) as register:
        add_people(register, person("petra", Role.POSTER), person("hilda", Role.PRINCIPAL))
    (tmp_path / "school.toml").write_text('school = "Łąka <b>Primary</b>"\n[retention]\ntemplates = 200\n')
    return tmp_path


def html(home: Path, kind: str) -> str:
    out = home / f"{kind}.html"
    list(write_document(this_machine(), kind, out, home, str(home)))
    return out.read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_each_document_is_written_both_ways_and_is_in_the_ledger(home: Path, kind: str) -> None:
    page = html(home, kind)
    assert "<b>" not in page
    assert DRAFT in page
    said = list(write_document(this_machine(), kind, home / f"{kind}.pdf", home, str(home)))
    assert said[0] == f"Written: {kind}.pdf. {DRAFT}"
    assert (home / f"{kind}.pdf").read_bytes().startswith(b"%PDF-")
    with open_register(str(home)) as store:
        rows = store.ledger.rows()[-2:]
    number = KINDS.index(kind) + 1
    assert [(row.deed, row.reference, len(row.digest)) for row in rows] == [("document_made", number, 64)] * 2


@pytest.mark.parametrize("kind", KINDS)
def test_no_document_names_a_pupil_or_a_person(home: Path, kind: str) -> None:
    page = html(home, kind)
    names = ("Thistlewood", "Brambleby", "Larkspur", "Wilfie", "Zuzanna", "Kofi", "T01", "Quillfeather", "petra")
    assert [name for name in names if name in page] == []


def test_the_impact_assessment_is_filled_from_the_settings(home: Path) -> None:
    page = html(home, "dpia")
    rows = dict(re.findall(r"<tr><td>([^<]*)</td><td>([^<]*)</td></tr>", unescape(page)))
    assert rows["Face matching"] == "on since 20 November 2026 (assessment DPIA-3)"
    assert (rows["Pupils enrolled"], rows["Pupils in the register"]) == ("1", "3")
    assert rows["Face templates"] == "200 days"
    assert rows["Data about faces in photos that are checked"] == "not kept: in memory only"
    assert rows["let a blocked post through"] == "Principal, Designated safeguarding lead"
    assert dict(truth.measured_faces()).items() <= rows.items()
    assert "<td>dlib-bin</td><td>20.0.1.post1</td>" in page
    assert "Weights of the recogniser" in page or "school_en" in page


def test_with_matching_off_parents_are_not_told_that_faces_are_compared(home: Path) -> None:
    assert "also compares faces" in html(home, "privacy")
    with open_register(str(home)) as store:
        store.switch_matching_off()
    (home / "privacy.html").unlink()
    page = html(home, "privacy")
    assert "also compares faces" not in page
    assert "It does not compare them with anybody" in page


def test_parents_read_their_rights_and_the_form_has_nothing_ticked(home: Path) -> None:
    letter, form, child = html(home, "parents"), html(home, "consent"), html(home, "pupils")
    for right in ("at least one parent agrees in writing and no parent objects", "Your child can say no at any time",
                  "If you say nothing, the answer is no", "after 200 days in any case"):  # fmt: skip
        assert right in letter
    assert "[x]" not in form.lower()
    assert "parental responsibility" in form
    assert "You can say no, even if your parents said yes" in child


def test_governors_read_counts(home: Path) -> None:
    rows = re.findall(r"<tr><td>([^<]*)</td><td>([^<]*)</td></tr>", html(home, "governors"))
    counts = dict(rows)
    assert (counts["lists imported"], counts["face photos enrolled"], counts["switched on"]) == ("1", "1", "1")
    assert (counts["pupils in the register"], counts["published"], counts["roles given or taken"]) == ("3", "0", "2")


@pytest.mark.parametrize(
    ("kind", "file", "says"),
    [
        ("novel", "a.pdf", "Give a document: dpia, parents, consent, pupils, privacy, governors."),
        ("dpia", "a.docx", "Give a file that ends with .pdf or .html."),
        ("dpia", "school.toml.html", "There is such a file already. Give another name."),
    ],
)
def test_what_cannot_be_is_said(home: Path, kind: str, file: str, says: str) -> None:
    (home / "school.toml.html").write_text("")
    with pytest.raises(InputError) as caught:
        list(write_document(this_machine(), kind, home / file, home, str(home)))
    assert str(caught.value) == says


def test_a_poster_makes_no_documents(home: Path) -> None:
    with pytest.raises(NotAllowed):
        list(write_document(acting(Role.POSTER), "dpia", home / "a.pdf", home, str(home)))


def test_without_the_measured_figures_there_is_no_assessment(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(truth, "_ROOT", home)
    with pytest.raises(InputError, match="measured figures are not part"):
        html(home, "dpia")


SMALL = Document(
    "Łódź",
    (Heading("A"), Para("“It’s…” – 中"), Bullets(("one",)), Grid(("a", "b"), (("c", "d"),)), ToFill(("Date",))),
    "foot",
)


def words_of(pdf: bytes) -> str:
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    return b"".join(zlib.decompress(one) for one in streams).decode("latin-1")


def test_letters_that_the_own_font_of_pdf_lacks_are_told_and_quotes_stay_readable() -> None:
    made = as_pdf(SMALL, ())
    assert made.lost == ("Ł", "ź", "中")
    assert "?\xf3d?" in words_of(made.data)
    assert '"It\'s..." - ?' in words_of(made.data)


def test_with_a_font_of_the_machine_more_letters_are_written() -> None:
    made = as_pdf(SMALL)
    assert made.lost in (("中",), ("Ł", "ź", "中"))


@pytest.mark.parametrize(
    ("storage", "register", "templates"),
    [
        (Storage.ENCRYPTED_FILE, "one file on the school's machine, encrypted whole", "inside the encrypted file"),
        (Storage.PLAIN_FILE, "NOT encrypted", "NOT encrypted"),
        (Storage.SERVER, "a PostgreSQL database of the trust", "sealed one by one with the school's own key"),
    ],
)
def test_the_impact_assessment_says_how_this_register_is_kept_safe(
    home: Path, monkeypatch: pytest.MonkeyPatch, storage: Storage, register: str, templates: str
) -> None:
    found = truth._storage
    with open_register(str(home)) as store:
        assert found(store) is Storage.ENCRYPTED_FILE
    monkeypatch.setattr(truth, "_storage", lambda _: storage)
    rows = dict(re.findall(r"<tr><td>([^<]*)</td><td>([^<]*)</td></tr>", unescape(html(home, "dpia"))))
    assert (register in rows["The register"], templates in rows["Templates of enrolled faces"]) == (True, True)
    assert rows["The key"].startswith("a key file apart from the register, which only its owner may read")


def test_a_register_on_a_server_is_said_to_be_one() -> None:
    class Server:
        database = Database(create_engine("postgresql+psycopg://"))

    assert truth._storage(Server()) is Storage.SERVER  # type: ignore[arg-type]


LONG = Document(
    "A long one",
    (
        *(Para("Words that fill the page. " * 12) for _ in range(13)),
        Heading("Together"),
        Grid(("What", "Count"), tuple((f"row {count}", str(count)) for count in range(8))),
        Boxes("Choose", ("Yes.", "No.")),
    ),
    "foot of every page",
)


def test_every_page_has_its_foot_and_number_and_a_heading_stays_with_its_table() -> None:
    words = words_of(as_pdf(LONG, ()).data)
    pages = words.split("foot of every page")[:-1]
    assert re.findall(r"Page (\d) of \) Tj \((\d)", words) == [("1", "2"), ("2", "2")]
    assert [("Together" in page, "row 0" in page, "row 7" in page) for page in pages] == [(False,) * 3, (True,) * 3]
