"""The data protection impact assessment from the settings: what is done, why, the risks, what stands against them."""

from __future__ import annotations

from collections.abc import Iterator

from checker.core.retention import Kept
from checker.workflow.documents.facts import Facts, Storage, measured_faces, models, versions
from checker.workflow.documents.parts import Block, Bullets, Grid, Heading, Para, ToFill
from checker.workflow.permits import MAY, Act

_RISKS = (
    ("A pupil without consent is shown or named", "Every face must be resolved; no match is never taken for safe; a "
     "person decides; what is approved is the very file."),
    ("A face is taken for another pupil", "Two thresholds and a margin that grow stricter with the number of pupils; "
     "siblings and look-alikes are always asked; a pupil once at most in a photo."),
    ("Faces are compared without a lawful basis", "Face matching is off until this assessment is signed; the database "
     "refuses a template without a parent's written consent, before every parent was told, or after an objection; "
     "withdrawing deletes it in the same step."),
    ("Children are matched worse than adults, and some groups worse than others", "Published research says so of every "
     "system. A doubt goes to a person; templates are not used after twelve months; the school can measure on its own "
     "consenting people: checker evaluate faces."),
    ("Hidden details of a photo tell where a child is", "Only a copy without them leaves, and it is read again."),
    ("Somebody looks at the register who may not", "Accounts with roles, sign-in, sessions that end, a ledger that "
     "only grows; why a pupil is protected is for the safeguarding lead alone."),
    ("Data is kept longer than needed", "Periods below, applied daily; erasure with a certificate."),
    ("The machine, its disk or a backup is stolen", "The register, drafts and backups are encrypted, and the key is "
     "kept apart from them (below)."),
    ("Data leaves the school", "Nothing is sent anywhere. The program runs on the school's machine. Only the school's "
     "own sign-in, where it is set up, speaks to another machine."),
)  # fmt: skip


def dpia(facts: Facts) -> Iterator[Block]:
    """Raises: InputError where the measured figures are missing."""
    yield Para(
        "UK GDPR Article 35 asks for this assessment before children's biometric data is processed. The parts below "
        "are filled from the checker's settings; the data protection officer completes, corrects and signs it."
    )
    yield from _what(facts)
    yield from _why()
    yield Heading("Risks, and what stands against them")
    yield Grid(("Risk", "What stands against it"), _RISKS)
    yield from _measured()
    yield from _safe(facts)
    yield from _kept(facts)
    yield Heading("Who may do what")
    yield Grid(("What", "Roles"), tuple((act.value, ", ".join(role.value for role in MAY[act])) for act in Act))
    yield Heading("Models and versions")
    yield Grid(("Part", "Version", "For"), versions())
    yield Grid(("Model", "What it is", "Licence", "SHA-256 begins"), models())
    yield Heading("Consulted, and decided")
    yield ToFill((
        "Parents and pupils were asked on", "and said", "Advice of the data protection officer",
        "Risks that remain, and who accepts them", "Data protection officer, date", "Principal, date",
        "To be looked at again on",
    ))  # fmt: skip


def _what(facts: Facts) -> Iterator[Block]:
    state = f"on since {facts.matching.on:%d %B %Y} (assessment {facts.matching.dpia})" if facts.matching else "off"
    yield Heading("What is done")
    yield Para(
        "Before a post goes up, the checker looks at its words and photos, says what it found and why, and a person "
        "decides. With face matching switched on, faces in still photos are compared with those of enrolled pupils. "
        "There is no live camera, and nothing is decided automatically (UK GDPR Article 22)."
    )
    yield Grid(("What", "Now"), (
        ("Pupils in the register", str(facts.pupils)),
        ("Face matching", state),
        ("Pupils enrolled", str(facts.enrolled)),
        ("Policy", facts.policy),
        ("Devices on the school's list", str(len(facts.devices))),
        ("People with an account", str(len(facts.staff))),
    ))  # fmt: skip
    yield Para(
        "Personal data: names, years and classes; answers about consent, by whom and when; that a pupil is protected; "
        "for enrolled pupils vectors of the face (special category data); drafts and photos while they are worked on."
    )


def _why() -> Iterator[Block]:
    yield Heading("Why it is necessary and proportionate, and on which basis")
    yield Bullets((
        "Purpose: that no pupil is published whom the school may not publish. The ICO's advice after two reprimands of "
        "primary schools in March 2020: do not rely on one member of staff remembering to check a spreadsheet.",
        "Photos and names in posts: consent, for each purpose and channel, by opt-in only (UK GDPR Articles 6 and 7).",
        "Comparing faces: explicit consent (UK GDPR Article 9(2)(a)) and the Protection of Freedoms Act 2012 ss.26-28: "
        "every parent is told, one consents in writing, none objects, the child does not object. It is separate from "
        "consent to photos, and refusing it has no disadvantage.",
        "The alternative is complete: without face matching a person says who each face is, with the same checks.",
        "A face in a group photo may be that of a child without consent to matching. While matching is on its vector "
        "exists in memory, inside one comparison, and is never stored. The school decides here whether that is "
        "justified; photos with children whose families refused are best checked with matching off.",
    ))  # fmt: skip


def _measured() -> Iterator[Block]:
    yield Heading("How often it is wrong")
    yield Para(
        "There is no lawful set of photos of primary-school children to measure on, so these figures are of adults. "
        "Children are matched worse than adults by every system that was ever tested."
    )
    yield Grid(("What was measured", "Figure"), measured_faces())


_REGISTER = {
    Storage.ENCRYPTED_FILE: "one file on the school's machine, encrypted whole (SQLCipher, AES-256): without the key "
                            "nothing of it can be read",
    Storage.PLAIN_FILE: "one file on the school's machine, NOT encrypted: it was made by an earlier version. Encrypt "
                        "it before this is signed: checker register encrypt",
    Storage.SERVER: "a PostgreSQL database of the trust, each school's apart. Whoever runs the server can read it, but "
                    "for what is sealed (below): the trust encrypts the server's disks and the way to it",
}  # fmt: skip
_TEMPLATES = {
    Storage.ENCRYPTED_FILE: "inside the encrypted file",
    Storage.PLAIN_FILE: "inside the file, NOT encrypted",
    Storage.SERVER: "sealed one by one with the school's own key (AES-SIV), bound to the pupil, before they reach the "
                    "server: its files, dumps and administrators hold nothing that can be compared",
}  # fmt: skip


def _safe(facts: Facts) -> Iterator[Block]:
    yield Heading("How it is kept safe: encrypted at rest")
    yield Grid(("What", "How"), (
        ("The register", _REGISTER[facts.kept_in]),
        ("Templates of enrolled faces", _TEMPLATES[facts.kept_in]),
        ("Why a pupil is protected", "sealed once more inside the register (AES-256); only the designated "
                                     "safeguarding lead is shown it"),
        ("The key", f"{facts.key_place}; never in the register, a backup or the program's folder"),
        ("Saved drafts", "sealed with the register's key, for their writer (AES-256)"),
        ("Answers kept for albums", "sealed with a key made of the photo itself: who does not hold the photo opens "
                                    "nothing"),
        ("Backups", "one encrypted file, opened by the same key only; who was erased does not come back with it"),
        ("Passwords", "never kept: argon2 digests of them"),
        ("Templates of faces in photos that are checked", "in memory, inside one comparison, and nowhere else"),
    ))  # fmt: skip


def _kept(facts: Facts) -> Iterator[Block]:
    def period(kept: Kept) -> str:
        days = facts.retention.period(kept).removeprefix("kept ").removeprefix("for ")
        return "not kept: in memory only" if kept is Kept.PROBES else days

    yield Heading("How long it is kept")
    rows = [(kept.value.capitalize(), period(kept)) for kept in Kept]
    rows += [
        ("Face templates besides", "until withdrawal, objection or leaving; not used after twelve months in any case"),
        ("Reference photos for enrolment", "not kept"),
        ("Answers about consent", "until the pupil is erased"),
        ("The ledger (no names, texts or vectors)", "kept"),
    ]
    yield Grid(("What", "How long"), tuple(rows))
