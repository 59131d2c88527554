"""The public JSON contract: what `--json` prints. Fields may be added, never renamed."""

from __future__ import annotations

from typing import Any

from checker.core.evidence import PhotoEvidence
from checker.core.faces import FaceResult
from checker.core.finding import Finding, PhotoSpot, PixelBox, TextSpan, Where
from checker.core.report import Report
from checker.core.resolving import Resolution, Said
from checker.core.showing import Allowance


def post_json(post_id: str, report: Report) -> dict[str, Any]:
    """One line of `checker post|posts --json`."""
    return {
        "id": post_id,
        "verdict": report.verdict.value,
        "findings": [finding_json(finding) for finding in report.findings],
        "unproven": list(report.unproven),
        "photos": [
            {
                "photo": number,
                "width": seen.width,
                "height": seen.height,
                "faces": _faces(seen.faces),
                "smallest_face": seen.smallest_face,
                "roster": _roster(seen),
                "origin": seen.origin.value if seen.origin else None,
            }
            for number, seen in enumerate(report.photos)
        ],
    }


def photo_json(file: str, report: Report) -> dict[str, Any]:
    """One line of `checker album --json`: the report of a post that is this one photo."""
    seen = report.photos[0]
    return {
        "file": file,
        "verdict": report.verdict.value,
        "width": seen.width,
        "height": seen.height,
        "faces": _faces(seen.faces),
        "smallest_face": seen.smallest_face,
        "roster": _roster(seen),
        "origin": seen.origin.value if seen.origin else None,
        "findings": [finding_json(finding) for finding in report.findings],
        "unproven": list(report.unproven),
        "seconds": round(report.seconds, 3),
    }


def finding_json(finding: Finding) -> dict[str, Any]:
    """A finding as the contract spells it."""
    return {
        "check": finding.check,
        "severity": finding.severity.word,
        "says": finding.says,
        "remedy": finding.remedy,
        "suggestion": finding.suggestion,
        "where": where_json(finding.where),
        "clauses": [{"pack": citation.pack, "id": citation.clause} for citation in finding.clauses],
    }


def where_json(where: Where) -> dict[str, Any]:
    """Where a finding points: code points of a passage, a box of upright pixels, a photo, or the whole post."""
    match where:
        case TextSpan(start, end, part, photo):
            place: dict[str, Any] = {"kind": part.value, "start": start, "end": end}
            return place if photo is None else {**place, "photo": photo}
        case PhotoSpot(photo, None):
            return {"kind": "photo", "photo": photo}
        case PhotoSpot(photo, PixelBox() as box):
            return {"kind": "photo", "photo": photo, "box": _box(box)}
        case _:
            return {"kind": "post"}


def _faces(faces: tuple[FaceResult, ...] | None) -> list[dict[str, Any]]:
    return [
        {
            "box": _box(face.box),
            "outcome": face.outcome.value,
            "pupil": face.pupil_id,
            "distance": None if face.distance is None else round(face.distance, 4),
            "score": round(face.score, 3),
            "candidates": list(face.candidates),
            "why": face.why.value if face.why else None,
            "said": [said_json(word) for word in face.said],
            "program": None if face.program is None else _program(face.program),
            "allowed_by": None if face.allowed is None else _allowed(face.allowed),
        }
        for face in faces or ()
    ]


def said_json(word: Resolution) -> dict[str, Any]:
    """A person's word about a face, as `--faces` reads it."""
    told: dict[str, Any] = {"box": _box(word.box), "is": word.said.value, "pupil": word.pupil_id}
    if word.said is Said.COVER:
        told |= {"with": word.style.value, "badge": word.has_badge}
    return {**told, "by": word.by, "role": word.role.value, "when": word.when.isoformat()}


def _program(seen: FaceResult) -> dict[str, Any]:
    """What the program saw before anybody spoke."""
    return {"outcome": seen.outcome.value, "pupil": seen.pupil_id}


def _allowed(by: Allowance) -> dict[str, Any]:
    """The rows of the register that let a pupil be shown."""
    purposes = [purpose.value for purpose in by.purposes]
    row = {"pupil": by.pupil_id, "register": by.register_version, "purposes": purposes}
    return {**row, "state": by.state.value, "channel": by.channel.value}


def _roster(seen: PhotoEvidence) -> list[str] | None:
    """Whom the faces were compared with; None for everybody who is enrolled."""
    return None if seen.roster is None else list(seen.roster.words)


def _box(box: PixelBox) -> list[int]:
    return [box.left, box.top, box.right, box.bottom]
