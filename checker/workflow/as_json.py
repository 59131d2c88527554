"""The public JSON contract: what `--json` prints. Fields may be added, never renamed."""

from __future__ import annotations

from typing import Any

from checker.core.faces import FaceResult
from checker.core.finding import Finding, PhotoSpot, PixelBox, TextSpan, Where
from checker.core.report import Report


def post_json(post_id: str, report: Report) -> dict[str, Any]:
    """One line of `checker post|posts --json`."""
    return {
        "id": post_id,
        "verdict": report.verdict.value,
        "findings": [finding_json(finding) for finding in report.findings],
        "unproven": list(report.unproven),
        "photos": [
            {"photo": number, "width": seen.width, "height": seen.height, "faces": _faces(seen.faces)}
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
        }
        for face in faces or ()
    ]


def _box(box: PixelBox) -> list[int]:
    return [box.left, box.top, box.right, box.bottom]
