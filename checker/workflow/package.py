"""What may be posted, in one file? The approved words, descriptions and cleaned pictures with their certificate; and it
is offered only after it was opened again, every file compared and every picture searched once more."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from checker.core.errors import CannotRead, InputError
from checker.core.review import Bound
from checker.core.staff import Actor
from checker.workflow.analysers import Analysers
from checker.workflow.deciding import GateFor, Opened, open_sent, still_stands
from checker.workflow.desk import CHANNELS
from checker.workflow.documents.as_html import as_html
from checker.workflow.documents.certificate import Certified, CertifiedFile, certificate
from checker.workflow.permits import Act
from checker.workflow.readiness import LOOKED
from checker.workflow.register import opened_for
from checker.workflow.sent_posts import SentCopy
from checker.workflow.settings_file import read_school
from checker.workflow.waiting import SOMEBODY, names_of

WORDS, DESCRIPTIONS = "post.txt", "descriptions.txt"
CERTIFICATE = "certificate"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The day that stands at each file in the zip: the earliest it can say, so that it tells nothing."""
NOT_PROVEN = (
    "No package is offered: when it was opened again, {}. Nothing was saved. Try once more, and if it happens again, "
    "tell whoever looks after this computer."
)


@dataclass(frozen=True, slots=True)
class Package:
    """A proven package: its file name, bytes, and SHA-256 in hex, as it stands in the ledger."""

    name: str
    data: bytes = field(repr=False)
    digest: str
    files: tuple[CertifiedFile, ...]


def make_package(
    actor: Actor, opened: Opened, gate_for: GateFor, home: Path, register: str | None, analysers: Analysers
) -> Package:
    """The package of an approved post, proven, and noted in the ledger by its digest.

    Raises: NotAllowed, InputError with why none is offered, NoRegister.
    """
    from checker.store.reviews import Reviews

    if not still_stands(actor, opened, gate_for, register):
        now = open_sent(actor, opened.sent.number, home, register)
        raise InputError(f"No package is offered. {now.told}")
    files, bound = _contents(actor, opened, home, register)
    _require_approved_copies(opened.kept.copies, bound)
    data = zipped(files)
    prove(data, files, bound, analysers)
    digest = hashlib.sha256(data).hexdigest()
    listed = tuple(CertifiedFile(name, _digest(one)) for name, one in files.items())
    others = {place: one.digest for place, one in enumerate(listed, start=1) if one.digest not in bound.copies}
    with opened_for(actor, Act.TAKE_PACKAGE, register) as store:
        Reviews(store).note_package(opened.sent.number, digest, others)
    return Package(f"approved-post-{opened.sent.number}.zip", data, digest, listed)


def zipped(files: dict[str, bytes]) -> bytes:
    """The files in a zip that tells nothing besides: no day, no machine, no comment."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return whole.getvalue()


def prove(data: bytes, files: dict[str, bytes], bound: Bound, analysers: Analysers) -> None:
    """Open the zip again: the very files and no others, the approved pictures, and none with a hidden detail.

    Raises: InputError with what was seen.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    except (zipfile.BadZipFile, OSError, EOFError, ValueError):
        raise InputError(NOT_PROVEN.format("it could not be read whole")) from None
    if {name: _digest(one) for name, one in found.items()} != {name: _digest(one) for name, one in files.items()}:
        raise InputError(NOT_PROVEN.format("a file in it was not as it was approved"))
    pictures = [one for name, one in found.items() if name.startswith("photo-")]
    if tuple(map(_digest, pictures)) != bound.copies:
        raise InputError(NOT_PROVEN.format("a picture in it was not the approved one"))
    for number, picture in enumerate(pictures, start=1):
        if not is_bare(picture, analysers):
            raise InputError(NOT_PROVEN.format(f"picture {number} carried hidden details, or could not be searched"))


def is_bare(picture: bytes, analysers: Analysers) -> bool:
    """Whether a picture carries nothing besides its pixels, and cleaning it again finds nothing to take away."""
    try:
        return not analysers.hidden().read(picture).details and analysers.cleaner().clean(picture).data == picture
    except CannotRead:
        return False


def _require_approved_copies(copies: tuple[SentCopy, ...], bound: Bound) -> None:
    if tuple(one.digest for one in copies) != bound.copies:
        raise InputError("No package is offered: the kept pictures are not the approved ones.")


def _contents(actor: Actor, opened: Opened, home: Path, register: str | None) -> tuple[dict[str, bytes], Bound]:
    """Every file by name, the certificate last: it lists the others."""
    from checker.store.reviews_read import ApprovedFiles

    approval = opened.sent.approval
    assert approval is not None  # it stands
    with opened_for(actor, Act.TAKE_PACKAGE, register) as store:
        bound, names = ApprovedFiles(store).approved_bound(approval), names_of(store)
    post = opened.kept.post
    files = {WORDS: post.text.encode("utf-8", "replace")}
    if post.photos:
        files[DESCRIPTIONS] = _descriptions(opened).encode("utf-8", "replace")
    files |= {one.name: one.data for one in opened.kept.copies}
    told = _certified(opened, bound, names, home, files)
    return files | _certificates(told), bound


def _descriptions(opened: Opened) -> str:
    pairs = zip(opened.kept.copies, opened.kept.post.photos, strict=True)
    return "".join(f"{copy.name}: {photo.alt_text or '(no description)'}\n" for copy, photo in pairs)


def _certified(opened: Opened, bound: Bound, names: dict[int, str], home: Path, files: dict[str, bytes]) -> Certified:
    sent, approval = opened.sent, opened.sent.approval
    assert approval is not None
    assert sent.decided is not None
    role = f", {sent.decided.role.value}" if sent.decided.role else ""
    looked = [words for words in opened.kept.confirmed if words.startswith(LOOKED)]
    return Certified(
        school=read_school(home).about.school or "the school",
        channel=CHANNELS[opened.kept.post.channel],
        post_digest=bound.post,
        report_digest=bound.report,
        register=bound.register,
        packs=tuple(bound.packs.split("; ")),
        sent_by=names.get(sent.account, SOMEBODY),
        sent_at=sent.at,
        approved_by=f"{names.get(sent.decided.account, SOMEBODY)}{role}",
        approved_at=approval.approved_at,
        expires_at=approval.expires_at,
        number=approval.number,
        files=tuple(CertifiedFile(name, _digest(one)) for name, one in files.items()),
        clauses=tuple(words for words in opened.kept.confirmed if words not in looked),
        looked_at=len(looked),
        was_blocked=sent.is_let_through,
    )


def _certificates(told: Certified) -> dict[str, bytes]:
    from checker.workflow.documents.as_pdf import as_pdf

    page = certificate(told)
    return {f"{CERTIFICATE}.html": as_html(page), f"{CERTIFICATE}.pdf": as_pdf(page).data}


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
