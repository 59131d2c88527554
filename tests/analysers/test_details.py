"""Personal details by their shape: what must be found, what may stay and why, what is an ordinary number."""

import time

import pytest

from checker.analysers.details import ShapeDetails
from checker.core.context import Settings
from checker.core.evidence import DetailHit, DetailKind, ParsedText

SETTINGS = Settings(own_phones=("01952 555 123",), own_emails=("@oak.example.sch.uk",), own_postcodes=("TF4 3AB",))
OFFICE = "the sentence gives it as the school office's number"
MAILBOX = "it is an office's mailbox, not a person's"
# Seconds for 100,000 code points on a busy two-core machine; 0.4 was measured.
LONG_ENOUGH = 3.0


def find(text: str) -> list[tuple[str, str, bool, str]]:
    hits = ShapeDetails().find(ParsedText(text, (), ()), SETTINGS)
    return [(hit.kind.name, text[hit.start : hit.end], hit.certain, hit.excuse) for hit in hits]


@pytest.mark.parametrize(
    ("text", "kind", "written"),
    [
        ("Ring Teddy's mum on 07700 900771.", "PHONE", "07700 900771"),
        ("Dad's WhatsApp is +44 7700 900 123", "PHONE", "+44 7700 900 123"),
        ("Lost dog? Call (01632) 960471, ask for our neighbour Jo", "PHONE", "(01632) 960471"),
        ("Ring Lakshmi on 01632 960471 after six", "PHONE", "01632 960471"),
        ("Text Mr Marsh on 07\u200b700 900‑123", "PHONE", "07\u200b700 900‑123"),
        ("Nan is on +33 6 12 34 56 78", "PHONE", "+33 6 12 34 56 78"),
        ("Bank details from kmarsden@example.com", "EMAIL", "kmarsden@example.com"),
        ("write to tom (at) firm (dot) co.uk", "EMAIL", "tom (at) firm (dot) co.uk"),
        ("jo at hotmail dot co dot uk has the cakes", "EMAIL", "jo at hotmail dot co dot uk"),
        ("The label says 3 Wheelwright Mews, TF1 9ZX.", "POSTCODE", "TF1 9ZX"),
        ("Her family live near tf19zx now", "POSTCODE", "tf19zx"),
        ("UPN A801200001001", "UPN", "A801200001001"),
        ("NHS number 943 476 5919", "NHS_NUMBER", "943 476 5919"),
        ("My NI number is QQ 12 34 56 C", "NI_NUMBER", "QQ 12 34 56 C"),
        ("A tag reading 'born 3.9.2014'", "BIRTH_DATE", "3.9.2014"),
        ("DOB: 12/4/15", "BIRTH_DATE", "12/4/15"),
        ("Miss Hill, date of birth 12 April 1989", "BIRTH_DATE", "12 April 1989"),
        ("12.03.2016 is her date of birth", "BIRTH_DATE", "12.03.2016"),
        ("born on the 5th of May 2017!", "BIRTH_DATE", "5th of May 2017"),
        ("Silver people carrier, reg BK98 ZZX, lights on", "VEHICLE", "BK98 ZZX"),
        ("number plate A123 BCD", "VEHICLE", "A123 BCD"),
        ("the registration is ABC 123D", "VEHICLE", "ABC 123D"),
        ("reg bk71 zzx is blocking the gate", "VEHICLE", "bk71 zzx"),
        ("Tel:07700900123", "PHONE", "07700900123"),
        ("Call Sam-07700 900123.", "PHONE", "07700 900123"),
        ("Sam,07700 900123", "PHONE", "07700 900123"),
        ("Sam.07700 900123", "PHONE", "07700 900123"),
        ("Mum/07700 900123", "PHONE", "07700 900123"),
        ("_07700 900123_", "PHONE", "07700 900123"),
        ("sam_07700900123_.jpg", "PHONE", "07700900123"),
        ("tel:+447700900123", "PHONE", "+447700900123"),
        ("Sam's mum: 07700/900123", "PHONE", "07700/900123"),
        ("Sam's mum: 07700·900·123", "PHONE", "07700·900·123"),
        ("-joe.bloggs@example.com", "EMAIL", "joe.bloggs@example.com"),
        ("_joe.bloggs@example.com_", "EMAIL", "joe.bloggs@example.com"),
        ("She lives at _TF1 9ZX_", "POSTCODE", "TF1 9ZX"),
        ("_QQ123456C_", "NI_NUMBER", "QQ123456C"),
        ("NHS number-943 476 5919", "NHS_NUMBER", "943 476 5919"),
        ("number plate: _BK98ZZX_", "VEHICLE", "BK98ZZX"),
    ],
)
def test_a_personal_detail_is_found_for_certain(text: str, kind: str, written: str) -> None:
    assert find(text) == [(kind, written, True, "")]


@pytest.mark.parametrize(
    ("text", "kind", "written"),
    [
        ("Call Kay on 960471 for cakes", "PHONE", "960471"),
        ("The trip mobile is 07700 900123", "PHONE", "07700 900123"),
        ("Write to s.ellis@elm.example.sch.uk", "EMAIL", "s.ellis@elm.example.sch.uk"),
        ("elmwoodpta@gmail.com", "EMAIL", "elmwoodpta@gmail.com"),
        ("It is at TF1 9ZX", "POSTCODE", "TF1 9ZX"),
        ("943 476 5919", "NHS_NUMBER", "943 476 5919"),
        ("Her birthday is 14 March", "BIRTH_DATE", "14 March"),
        ("AB12 CDE", "VEHICLE", "AB12 CDE"),
    ],
)
def test_where_the_shape_is_not_enough_a_person_is_asked(text: str, kind: str, written: str) -> None:
    assert find(text) == [(kind, written, False, "")]


@pytest.mark.parametrize(
    ("text", "excuse"),
    [
        ("More on 01632 960 200", "it reads as the number families ring the school on"),
        ("Our number is 01952 555123", "it is the school's own number"),
        ("Ring +44 (0)1952 555 123", "it is the school's own number"),
        ("Please call the office on 01632 960 200", OFFICE),
        ("01632 960 200 (school office)", OFFICE),
        ("If your child is ill, 01632 960 200 and press 1", OFFICE),
        ("If your child is unwell, ring 01632 960 200 by nine and leave a message.", OFFICE),
        ("Money tight? Ring 01632 960 200 or call in.", OFFICE),
        ("Mrs Pell in the office is on 01632 960 200", OFFICE),
        ("Poorly? Please ring 01632 960 200 before 9am.", "it reads as the number families ring the school on"),
        ("Childline is free on 0800 1111", "it is a free helpline number"),
        ("Samaritans: 116 123, or 0808 800 5000", "it is a free helpline number"),
        ("Council out of hours 0345 678 9000", "it is an organisation's public number"),
        ("The box office takes bookings on 01632 960 300", "the sentence gives it as the school office's number"),
        ("Ask at the library on 01632 960 300", "the sentence gives it as a public number"),
        ("anyone@oak.example.sch.uk", "it is the school's own address"),
        ("office@elm.example.sch.uk", MAILBOX),
        ("bookings@theatre.example.com", MAILBOX),
        ("See parking@shire.gov.uk", "it is a public service's address"),
        ("Sat nav: TF4 3AB", "it is the school's own postcode"),
        ("Elmwood Primary School, Church Road, TF1 2AB", "the sentence gives it as the school's address"),
        ("Meet at the museum, TF8 7DQ", "the sentence gives it as a public place's address"),
    ],
)
def test_what_may_stay_says_why(text: str, excuse: str) -> None:
    assert [hit[3] for hit in find(text)] == [excuse]


@pytest.mark.parametrize(
    "text",
    [
        "Check we have your up-to-date mobile number: 01632 960505 or pop in.",
        "Ring the lettings officer, Mr Dyce, on 01632 960821 in office hours.",
        "Site manager wanted, interviews on the 16th. To look round, ring Mrs Jarrold on 01632 960733.",
        "If you cannot get here, stay home and let us know on 01632 960425.",
        "Letters go to the school. Wraparound: 01632 960734 between 7.30 and 9.",
        "Our help desk is at apphelp@oakhanger.example.sch.uk",
        "Tell us at web@brookfield-primary.example.org",
        "Lettings: hall.hire@hillside.example.com",
    ],
)
def test_what_an_office_or_a_role_gives_out_may_stay(text: str) -> None:
    assert [written for _, written, _, excuse in find(text) if not excuse] == []


@pytest.mark.parametrize(
    "text",
    [
        "Ring Zac's mum, Mrs Pell, on 01632 960388 about the office party.",
        "Lift share: Mrs Doyle, mum of two, 01632 960388",
        "Ring Mrs Pell on 01632 960388 for a lift to judo",
        "Derek: 01632 960388",
        "Call Mrs Doyle, our governor, at her house on 01632 960388",
        "Text me on my mobile, your mobile will do, 07700 900388",
        "Ask jo.web.smith@firm.example.com",
    ],
)
def test_a_persons_own_number_beside_a_role_still_blocks(text: str) -> None:
    assert [(certain, excuse) for _, _, certain, excuse in find(text)] == [(True, "")]


def test_a_persons_mailbox_at_a_school_is_for_a_person() -> None:
    assert find("Write to j.marlow@hill-primary.example.org") == [
        ("EMAIL", "j.marlow@hill-primary.example.org", False, "")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Children born September to February come in on Wednesday 3 September.",
        "Those born in the spring start on 5 September.",
        "Born between 1 September 2022 and 31 August 2023? Apply now.",
    ],
)
def test_an_intakes_dates_are_nobodys_birthday(text: str) -> None:
    assert find(text) == []


def test_one_childs_date_of_birth_beside_a_start_date_is_found() -> None:
    assert find("Leo was born on 4 September 2021 and started on Thursday.") == [
        ("BIRTH_DATE", "4 September 2021", True, "")
    ]


def test_a_parents_number_beside_the_offices_is_not_excused() -> None:
    text = "Ring the office on 01632 960 200 or Priya's mum on 01632 960471."
    assert [(written, excuse) for _, written, _, excuse in find(text)] == [
        ("01632 960 200", OFFICE),
        ("01632 960471", ""),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Not 01234 56789",
        "Open 09.00-10.30 and 13.00-15.15 on 03/09/2026",
        "We won 3-0, 12-10 and 2-1 in 2026.",
        "Text 70085 to give £5",
        "Order number 0123456789012",
        "We raised £1,234.56 from 480 cakes",
        "Room 455, A5 flyers, the A49 and KS2 3rd place",
        "THE A49 NOW CLOSED, NO PARKING AT Y6 2ND",
        "E4 1st and L1 5th heat",
        "Roald Dahl was born on 13 September 1916",
        "Tim Peake, born 7 April 1972",
        "Birthday party at 3.15 on Friday",
        "The Battle of Hastings, 14 October 1066",
        "Meet at Gmail headquarters",
        "Pupils scored 9434765919 points",
        "Dial 999, 111 or 101",
        "Follow @oakprimary on X",
        "B12 vitamins and 3D shapes",
        "Year 5 drove a 1960s mini to the fair",
        "Parents' evenings: 07/11 14/11 21/11 28/11",
        "Doors 18:00700, part 3-01234567, total £1,07700900123",
        "Watch https://video.example.org/watch/07700900123 again",
        "www.example.org/news/2026/07700900123",
    ],
)
def test_an_ordinary_number_is_left_alone(text: str) -> None:
    assert find(text) == []


def test_offsets_are_those_of_the_text_as_written() -> None:
    text = "Ünïcôdé ﬁrst: 07700 900771"
    assert ShapeDetails().find(ParsedText(text, (), ()), SETTINGS) == (
        DetailHit(DetailKind.PHONE, text.index("0"), len(text)),
    )


@pytest.mark.parametrize("noise", ["a", "0 ", "1", "07700 900123 ", "a@", "a.b-", "born on ", "call ", "TF1 ", "A1 "])
def test_a_very_long_text_is_read_in_time(noise: str) -> None:
    text = noise * (100_000 // len(noise))
    began = time.perf_counter()
    ShapeDetails().find(ParsedText(text, (), ()), SETTINGS)
    assert time.perf_counter() - began < LONG_ENOUGH
