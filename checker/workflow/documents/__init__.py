"""Which documents does the school need, and what do they say for this installation, now?"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from checker.core.errors import InputError
from checker.core.ledger import Deed, LedgerEntry
from checker.core.staff import Actor
from checker.workflow.documents.dpia import dpia
from checker.workflow.documents.facts import Facts, gather
from checker.workflow.documents.families import consent, parents, privacy, pupils
from checker.workflow.documents.governors import governors
from checker.workflow.documents.parts import Block, Document
from checker.workflow.files import is_there, write_new
from checker.workflow.permits import Act
from checker.workflow.register import opened_for


class DocumentKind(StrEnum):
    """A document and its title. The place of each is its number in the ledger: never reorder."""

    DPIA = "Data protection impact assessment: checking posts before they are published"
    PARENTS = "Face matching in photos: what we would like to do, and your right to say no"
    CONSENT = "Face matching in photos: your answer"
    PUPILS = "Your face and our photos"
    PRIVACY = "For the privacy notice"
    GOVERNORS = "Publishing and consent: yearly report to governors"


_MADE_BY: dict[DocumentKind, Callable[[Facts], Iterator[Block]]] = {
    DocumentKind.DPIA: dpia,
    DocumentKind.PARENTS: parents,
    DocumentKind.CONSENT: consent,
    DocumentKind.PUPILS: pupils,
    DocumentKind.PRIVACY: privacy,
    DocumentKind.GOVERNORS: governors,
}
DRAFT = "A draft to read, complete and sign; it is not legal advice."
EXISTS = "There is such a file already. Give another name."


@dataclass(frozen=True, slots=True)
class Made:
    """A document that was just made: a name for its file, its bytes, and what to know about it."""

    name: str
    data: bytes = field(repr=False)
    remarks: tuple[str, ...] = ()


def make_document(actor: Actor, kind: DocumentKind, ending: str, home: Path, register: str | None) -> Made:
    """A document as ".html" or ".pdf", which the ledger notes. Raises: NotAllowed, InputError, NoRegister."""
    store = opened_for(actor, Act.MAKE_DOCUMENTS, register)
    facts = gather(store, home)
    foot = f"Made by the checker from its settings on {facts.today:%d %B %Y}. {DRAFT}"
    data, remarks = _rendered(Document(kind.value, tuple(_MADE_BY[kind](facts)), foot), ending)
    number = list(DocumentKind).index(kind) + 1
    store.ledger.append(LedgerEntry(Deed.DOCUMENT_MADE, hashlib.sha256(data).hexdigest(), number))
    return Made(f"{kind.name.lower()}{ending}", data, remarks)


def write_document(actor: Actor, untrusted_kind: str, out: Path, home: Path, register: str | None) -> Iterator[str]:
    """Write a document as the ending of the file says; says what to know about it.

    Raises: NotAllowed, InputError, NoRegister.
    """
    if is_there(out):
        raise InputError(EXISTS)
    made = make_document(actor, _kind(untrusted_kind), out.suffix.lower(), home, register)
    try:
        write_new(out, made.data)
    except FileExistsError:
        raise InputError(EXISTS) from None
    except OSError as error:
        raise InputError(f"The file could not be written ({error.strerror}).") from None
    yield f"Written: {out.name}. {DRAFT}"
    yield from made.remarks


def _kind(untrusted: str) -> DocumentKind:
    for kind in DocumentKind:
        if kind.name == untrusted.strip().upper():
            return kind
    raise InputError(f"Give a document: {', '.join(kind.name.lower() for kind in DocumentKind)}.")


def _rendered(document: Document, ending: str) -> tuple[bytes, tuple[str, ...]]:
    if ending == ".html":
        from checker.workflow.documents.as_html import as_html

        return as_html(document), ()
    if ending != ".pdf":
        raise InputError("Give a file that ends with .pdf or .html.")
    from checker.workflow.documents.as_pdf import as_pdf

    made = as_pdf(document)
    if not made.lost:
        return made.data, ()
    count = len(made.lost)
    return made.data, (
        f"{count} kind{'s' if count > 1 else ''} of letters are not in the fonts of this machine and stand in the PDF "
        "as a question mark. The .html has every letter.",
    )
