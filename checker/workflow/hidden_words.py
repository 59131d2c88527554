"""What does a photo file tell about a child, said in a sentence to the person at the screen? Never logged or stored."""

from __future__ import annotations

from checker.core.evidence import HiddenKind, MetadataSeen

_TELLS = (
    (HiddenKind.PLACE, "taken here ({})"),
    (HiddenKind.DEVICE, "with this camera or phone ({})"),
    (HiddenKind.TIME, "on this day ({})"),
    (HiddenKind.PERSON, "by this person ({})"),
    (HiddenKind.FACE_NAME, "with names on faces ({})"),
    (HiddenKind.CLIP, "carries {}"),
)


def hidden_words(seen: MetadataSeen) -> str:
    """ "Taken here (53.2200, -2.9000), with this camera or phone (Example, Phone 5), ..."; empty where it tells none.

    Of each kind the first is said: the list beside the photo holds the others.
    """
    first = {detail.kind: detail.value for detail in reversed(seen.details)}
    said = [words.format(first[kind]) for kind, words in _TELLS if kind in first]
    if seen.shows_more:
        said.append("holds a small second picture that shows something else")
    sentence = ", ".join(said)
    return f"{sentence[:1].upper()}{sentence[1:]}." if sentence else ""
