"""What does a colour profile say besides colour? Its name may be a screen's, and so a person's computer's."""

from __future__ import annotations

from collections.abc import Iterator

from checker.analysers.clean_copy.profile import ANY_NAME, STANDARD_NAMES, profile_name
from checker.analysers.hidden.plain import said
from checker.core.evidence import HiddenDetail, HiddenKind

_MAKERS = ("Apple", "Adobe", "Google", "HP", "Nikon", "Canon", "Artifex", "Kodak")
"""Profiles with these makers' words in their names come with programs and cameras, not from measuring one screen."""


def read_profile(profile: bytes) -> Iterator[HiddenDetail]:
    """The profile's name, unless thousands of pictures carry the same one."""
    name = profile_name(profile)
    is_common = name in STANDARD_NAMES or name == ANY_NAME or any(maker in name for maker in _MAKERS)
    if name and not is_common:
        for detail in said(HiddenKind.OTHER, name):
            yield HiddenDetail(HiddenKind.OTHER, f"a colour profile called {detail.value}")
