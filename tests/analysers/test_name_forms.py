"""Surnames in several pieces, with prefixes, saints and marks: in every spelling that a keyboard lets through."""

import pytest

from checker.analysers.register_names import RegisterNames
from checker.core.evidence import NameForm, NameHit
from checker.core.people import Pupil
from tests.fakes import parse

NAMES = RegisterNames(
    (
        Pupil("maeve", "Maeve", "O'Kell-Marchetti"),
        Pupil("nia", "Nia", "Fox-D'Arcy"),
        Pupil("tess", "Tess", "Van der Meulen"),
        Pupil("ines", "Inés", "de la Cruz-Santos"),
        Pupil("rory", "Rory", "MacAllinder-Reid"),
        Pupil("isla", "Isla", "McGarrow"),
        Pupil("hal", "Hal", "St John-Tremlett"),
        Pupil("jude", "Jude", "St. Aubyn"),
        Pupil("kit", "Kit", "Fitzwarren"),
        Pupil("soren", "Søren", "Bjørkmann"),
        Pupil("jurgen", "Jürgen", "Müllender"),
        Pupil("amina", "Amina", "al-Rashidi"),
        Pupil("ewa", "Ewa", "Wiśniowska"),
        Pupil("padraig", "Pádraig", "Ó Briainn"),
        Pupil("anne", "Anne-Marie", "D’Souzas"),
        Pupil("robbie", "Robbie", "Mac an Bhaird"),
    )
)
FORMS = {
    "maeve": (
        "Maeve O'Kell-Marchetti|maeve o'kell-marchetti|maeve o’kell marchetti|Maeve OKell-Marchetti|"
        "maeve okell marchetti|Maeve O Kell Marchetti|Maeve O' Kell - Marchetti|Maeve O'Kell|maeve okell|"
        "Maeve Marchetti|MAEVE O`KELL-MARCHETTI|O'Kell-Marchetti, Maeve|"
        "O'KELL-MARCHETTI Maeve|M. O'Kell-Marchetti|maeve.okell|maeve_okell|Maeve Kell|"
        "Maeve O’Kell‑Marchetti|maeveokellmarchetti|MaeveOKellMarchetti|Maeve OʻKell|Maeve O‛Kell|Maeve O＇Kell"
    ),
    "nia": "nia d'arcy|Nia D’Arcy|Nia Darcy|NIA DARCY|nia fox d'arcy|Nia Fox Darcy|nia fox-d arcy",
    "tess": (
        "Tess Van der Meulen|tess van der meulen|Tess Vandermeulen|Tess vander Meulen|tess van dermeulen|Tess Meulen|"
        "van der Meulen, Tess|Tess Van-der-Meulen"
    ),
    "ines": (
        "Inés de la Cruz-Santos|Ines de la Cruz Santos|Inés de la Cruz|ines delacruz|Ines dela Cruz|Ines Cruz|"
        "Ines Santos|ines delacruz-santos|Ine\u0301s de la Cruz"
    ),
    "rory": (
        "Rory MacAllinder-Reid|Rory McAllinder-Reid|rory mcallinder|Rory Mac Allinder Reid|rory mac allinder|Rory Reid|"
        "Rory Mc Allinder"
    ),
    "isla": "Isla McGarrow|Isla MacGarrow|isla mac garrow|Isla Mc-Garrow|Isla M'Garrow|isla mc garrow|Isla Mc. Garrow",
    "hal": (
        "Hal St John-Tremlett|Hal St. John-Tremlett|hal st john|Hal Saint John Tremlett|Hal Tremlett|"
        "hal stjohn-tremlett|Hal St-John-Tremlett"
    ),
    "jude": "Jude St. Aubyn|Jude St Aubyn|jude saint aubyn|Jude Staubyn|Jude Saint-Aubyn|Jude Aubyn",
    "kit": "Kit Fitzwarren|Kit Fitz Warren|kit fitz-warren|Kit FitzWarren",
    "soren": "Søren Bjørkmann|Soren Bjorkmann|Soeren Bjoerkmann|Sören Björkmann",
    "jurgen": "Jürgen Müllender|Jurgen Mullender|Juergen Muellender|Ju\u0308rgen Mu\u0308llender",
    "amina": "Amina al-Rashidi|Amina Alrashidi|amina al rashidi|Amina Rashidi|Amina El-Rashidi",
    "ewa": "Ewa Wiśniowska|Ewa Wisniowska|Ewa Wis\u0301niowska|Ewa Wi\ufffdniowska|Ewa Wi?niowska|Ewa Wiśniowski",
    "padraig": "Pádraig Ó Briainn|Padraig O Briainn|padraig o'briainn|Pádraig OBriainn|P\u0430draig Ó Briainn",
    "anne": "Anne-Marie D’Souzas|Anne Marie D'Souzas|annemarie dsouzas|Anne Souzas|anne-marie d souzas",
    "robbie": "Robbie Mac an Bhaird|Robbie Bhaird|robbie macanbhaird|Robbie Mac An Bhaird",
}
WRITTEN = [(pupil, name) for pupil, names in FORMS.items() for name in names.split("|")]


def find(text: str) -> list[tuple[str, tuple[str, ...], bool]]:
    return [(text[hit.start : hit.end], hit.pupil_ids, hit.certain) for hit in NAMES.find(parse(text))]


@pytest.mark.parametrize(("pupil", "name"), WRITTEN, ids=[name for _, name in WRITTEN])
def test_a_name_in_pieces_is_certain_however_it_is_spelt(pupil: str, name: str) -> None:
    text = f"well done {name}, what a week"
    assert find(text) == [(name, (pupil,), True)]


@pytest.mark.parametrize(("name", "pupil"), [("M O'Kell", "maeve"), ("Nia Fox", "nia")])
def test_half_a_surname_with_an_initial_or_that_is_a_word_is_for_a_person(name: str, pupil: str) -> None:
    assert find(f"Well done {name}!") == [(name, (pupil,), False)]


@pytest.mark.parametrize(
    "text",
    [
        "Maeve is at the fox den. Santos scored for Brazil.",
        "We climbed St John's church tower; Hal stayed below.",
        "Thank you to Mrs Okell and Nia.",
        "Kit brought the fitzgerald costume. Warren led the way.",
        "Isla and the Mac computers, Garrow Hill at four.",
        "Amina came. Al made tea.",
        "What? ewa?Nobody knows",
        "The van der drove was late, Tess.",
    ],
)
def test_pieces_alone_are_no_name(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "marked"), [("maeve.okell logged in", "maeve.okell"), ("see maeve_okell_2.jpg", "maeve_okell")]
)
def test_a_user_name_is_a_name(text: str, marked: str) -> None:
    start = text.index(marked)
    assert NAMES.find(parse(text)) == (NameHit(start, start + len(marked), ("maeve",), NameForm.JOINED),)


def test_two_pupils_whose_names_differ_by_mac_are_both_meant() -> None:
    pair = (Pupil("one", "Ada", "McQuill"), Pupil("two", "Ada", "MacQuill"))
    assert [hit.pupil_ids for hit in RegisterNames(pair).find(parse("Ada McQuill sang."))] == [("one", "two")]
