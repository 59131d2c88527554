"""What exactly does a signature cover? Digests of the report, the copies and the policies, and whom the post shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from checker.core.copy import CleanCopy
from checker.core.errors import InputError
from checker.core.people import Purpose
from checker.core.policy import PolicyPack
from checker.core.post import Post
from checker.core.publishing import Shown
from checker.core.report import Report
from checker.core.review import Bound
from checker.workflow.as_json import finding_json, said_json
from checker.workflow.evidence import PostEvidence
from checker.workflow.milder import LONGEST_SIDE
from checker.workflow.wiring import Gate

_SHORT = 12
"""Hex digits of a policy's digest: 48 bits, enough to tell that its clauses changed."""
NO_COPY = "Photo {} has no cleaned copy that is proven free of hidden details. Remove it, or add the original again."


def bound_of(report: Report, gate: Gate) -> Bound:
    """What would be signed. Raises: InputError where a photo has no proven copy."""
    return Bound(
        report.post_digest,
        report_digest(report),
        tuple(hashlib.sha256(copy.data).hexdigest() for copy in copies_to_go_out(report, gate)),
        report.register_version or "",
        packs_told(gate.packs),
    )


def copies_to_go_out(report: Report, gate: Gate) -> tuple[CleanCopy, ...]:
    """The files that would go out, in order, none larger than a screen shows. Raises: InputError for a wanting one."""
    copies = []
    for number, photo in enumerate(report.photos, start=1):
        if photo.clean_copy is None:
            raise InputError(NO_COPY.format(number))
        copies.append(gate.analysers.cleaner().clean(photo.clean_copy.data, LONGEST_SIDE))
    return tuple(copies)


def report_digest(report: Report) -> str:
    """SHA-256 over what was found and what people said, as canonical JSON.

    How long it took and how near a face was are left out, and so is the register's version: it is bound on its own, and
    a change there that touches nothing here shall leave this the same.
    """
    told = {
        "post": report.post_digest,
        "verdict": report.verdict.value,
        "unproven": list(report.unproven),
        "findings": [finding_json(finding) for finding in report.findings],
        "faces": [list(_faces(report, number)) for number in range(len(report.photos))],
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _faces(report: Report, number: int) -> Iterator[dict[str, object]]:
    for face in report.photos[number].faces or ():
        box = face.box
        yield {
            "box": [box.left, box.top, box.right, box.bottom],
            "outcome": face.outcome.value,
            "pupil": face.pupil_id,
            "said": [said_json(word) for word in face.said],
        }


def packs_told(packs: tuple[PolicyPack, ...]) -> str:
    """The policies with version and a digest of every clause: a school's own may change without a new version."""
    return "; ".join(f"{pack.name} {pack.version} ({_pack_digest(pack)})" for pack in packs)


def _pack_digest(pack: PolicyPack) -> str:
    return hashlib.sha256(repr(pack).encode()).hexdigest()[:_SHORT]


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a post shows or names for certain, and everybody whom its words may mean besides."""

    shown: tuple[Shown, ...]
    touches: frozenset[str]


def meant_by(post: Post, report: Report, gate: Gate) -> Meant:
    """Every pupil in the post. A first name that several pupils have may mean each of them. Raises: InputError."""
    evidence = PostEvidence(gate.analysers, gate.read_register, gate.settings)
    full = [hit for passage in post.passages for hit in evidence.names(passage)]
    first = [hit for passage in post.passages for hit in evidence.first_names(passage)]
    named = dict.fromkeys(pupil_id for hit in full if hit.certain for pupil_id in hit.pupil_ids)
    shown = (*_in_photos(post, report), *(Shown(pupil_id, Purpose.NAME) for pupil_id in named))
    return Meant(tuple(dict.fromkeys(shown)), frozenset(one for hit in (*full, *first) for one in hit.pupil_ids))


def _in_photos(post: Post, report: Report) -> Iterator[Shown]:
    for photo, seen in zip(post.photos, report.photos, strict=True):
        for face in seen.faces or ():
            if face.pupil_id:
                yield Shown(face.pupil_id, Purpose.PHOTO, photo.digest)
