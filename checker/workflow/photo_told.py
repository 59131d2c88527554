"""What does the report tell of a photo? What the checks worked out about it, and what people said."""

from __future__ import annotations

from dataclasses import replace

from checker.core.context import Evidence
from checker.core.evidence import PhotoEvidence
from checker.core.faces import FaceResult
from checker.core.post import Channel, Photo
from checker.core.showing import Allowance, allowing
from checker.workflow.evidence import PostEvidence


def photo_evidence(photo: Photo, evidence: Evidence, channel: Channel = Channel.OTHER) -> PhotoEvidence:
    """What the checks worked out about this photo; nothing is worked out anew for the report.

    Where a cover could not be proven, the faces are told as the program sees them.
    """
    if not isinstance(evidence, PostEvidence):
        return PhotoEvidence(resolutions=photo.resolutions, roster=photo.roster, origin=photo.origin)
    measured = evidence.known("measured", photo)
    faces = evidence.known("faces", photo)
    faces = evidence.known("found", photo) if faces is None else faces
    return PhotoEvidence(
        width=measured.width if measured else None,
        height=measured.height if measured else None,
        faces=None if faces is None else tuple(_with_allowance(face, channel, evidence) for face in faces),
        metadata=evidence.known("metadata", photo),
        attire=evidence.known("attire", photo),
        exposure=evidence.known("exposure", photo),
        clean_copy=evidence.known("clean", photo),
        resolutions=tuple(sorted(photo.resolutions, key=lambda one: one.order)),
        roster=photo.roster,
        origin=photo.origin,
    )


def _with_allowance(face: FaceResult, channel: Channel, evidence: PostEvidence) -> FaceResult:
    """The face with the rows of the register that let its pupil be shown here, where there are such."""
    register = evidence.register_read()
    pupil = register.by_id.get(face.pupil_id) if register and face.pupil_id else None
    purposes = allowing(pupil, channel) if pupil else ()
    if register is None or pupil is None or not purposes:
        return face
    return replace(face, allowed=Allowance(pupil.id, register.version, purposes, channel))
