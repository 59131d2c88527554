"""How is a milder version of a photo used? One press puts it in its place; before and after, and the way back."""

from __future__ import annotations

from dataclasses import dataclass, field

import streamlit as st

from checker.core.errors import InputError
from checker.core.exposure import exposure_of
from checker.web import draft, tray
from checker.web.markup import picture, plain
from checker.workflow.desk_photos import PhotoCard
from checker.workflow.milder import Milder, milder_copy, preview_of
from checker.workflow.wiring import Gate

_DONE = "milder_versions"


@dataclass(frozen=True, slots=True)
class Done:
    """What a press has changed: the two pictures, and the difference in words."""

    before: bytes = field(repr=False)
    after: bytes = field(repr=False)
    says: str


def show_milder(card: PhotoCard, gate: Gate) -> None:
    """The meter, its reasons, and what would expose less; nothing where nobody can be known, or no copy may leave."""
    one = tray.tray()[card.number]
    if one.before is not None:
        _show_done(card, one)
    seen = card.evidence.exposure if card.evidence else None
    if seen is None or not exposure_of(seen).points or card.is_sensitive:
        return
    exposure = exposure_of(seen)
    st.html(f"<p><strong>Exposure: {exposure.level.word}</strong> ({', '.join(exposure.reasons)})</p>")
    for how in card.milder:
        st.button(f"Photo {card.number + 1}: {how.value}", key=f"milder-{how.name}-{card.number}",
                  icon=":material/crop:", on_click=_use, args=(card, how, gate))  # fmt: skip


def _show_done(card: PhotoCard, one: tray.TrayPhoto) -> None:
    done: Done | None = _all_done().get((one.number, one.photo.digest))
    if done is not None:
        left, right = st.columns(2)
        left.html(f"<h4>Before</h4>{picture(done.before, 'Before', 'preview')}")
        right.html(f"<h4>After</h4>{picture(done.after, 'After', 'preview')}")
        st.write(plain(done.says))
    st.button(f"Photo {card.number + 1}: bring back the one before", key=f"back-{card.number}",
              icon=":material/undo:", on_click=_put_back, args=(card.number,))  # fmt: skip


def _use(card: PhotoCard, how: Milder, gate: Gate) -> None:
    """In a callback: the new version lies on the desk before anything is drawn, and is checked like any photo."""
    if card.evidence is None or card.evidence.clean_copy is None:
        return
    try:
        made = milder_copy(how, card.evidence, gate.analysers)
        before = preview_of(card.evidence.clean_copy.data, gate.analysers)
        after = preview_of(made.copy.data, gate.analysers)
    except InputError as error:
        draft.tell(str(error))
        return
    tray.put_in_place(card.number, made.copy.data, made.said)
    one = tray.tray()[card.number]
    _all_done()[one.number, one.photo.digest] = Done(before, after, made.says)
    draft.check_again()


def _put_back(place: int) -> None:
    tray.put_back(place)
    draft.check_again()


def _all_done() -> dict[tuple[int, str], Done]:
    done: dict[tuple[int, str], Done] = st.session_state.setdefault(_DONE, {})
    return done
