"""Does the post give the registration of somebody's vehicle?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.core.context import Context
from checker.core.evidence import DetailKind
from checker.core.finding import Finding, Severity, TextSpan
from checker.core.post import Post


@dataclass(frozen=True, slots=True)
class VehicleRegistration:
    """Number plates: a plate leads to a keeper, and the keeper to a child."""

    id: str = "details.vehicle"
    question: str = "Does the post give the registration of a vehicle?"

    def find(self, post: Post, context: Context) -> Iterator[Finding]:
        """One finding per registration in any passage."""
        for passage in post.passages:
            for hit in context.evidence.details(passage):
                if hit.kind is DetailKind.VEHICLE:
                    yield Finding(
                        self.id,
                        Severity.BLOCK if hit.certain else Severity.REVIEW,
                        TextSpan.of(passage, hit.start, hit.end),
                        "This is a vehicle's registration." if hit.certain else "This may be a vehicle's registration.",
                        "Take the registration out; describe the vehicle, or telephone its owner.",
                    )
