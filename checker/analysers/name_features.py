"""What do the word lists say of each word? Told to the language model as a feature, so that it need not learn names."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from checker.analysers.word_lists import (
    adult_words,
    common_words,
    first_names,
    history_words,
    older_names,
    other_words,
    place_words,
    plain_key,
    public_full_names,
)

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

NAME = "school_lists"
"""As the trained pipeline's configuration calls this component."""
USUAL_BIRTHS = 200
"""Births in 2019 to 2024 from which a first name is a usual one."""
UNLISTED = "unlisted"
_TITLES = frozenset(
    "mr mrs miss ms mx dr sir lady lord dame prof professor rev reverend pc sgt cllr coach captain".split()
)


def register() -> None:
    """Make the component known to spaCy, before a pipeline that has it is loaded or made."""
    from spacy.language import Language

    if not Language.has_factory(NAME):
        Language.factory(NAME, func=_component)


def _component(nlp: Language, name: str) -> ListFeatures:  # noqa: ARG001 - spaCy calls it with both
    return ListFeatures()


class ListFeatures:
    """Writes into each token's tag what the lists say of it; the recogniser embeds the tag beside the word.

    The word itself is hidden unless it is an ordinary one: otherwise the recogniser learns the names of its training
    text by heart (children found in the dev sentences fell from 0.87 to 0.72 between steps 250 and 3,750).
    """

    def __call__(self, doc: Doc) -> Doc:
        for token in doc:
            token.tag_, is_ordinary = feature(token.text)
            if not is_ordinary:
                token.norm_ = UNLISTED
        return doc


@lru_cache(maxsize=20_000)
def feature(word: str) -> tuple[str, bool]:
    """For "Rose": a usual first name (2), an ordinary word (w), of no further kind (-); and that it is ordinary."""
    key = plain_key(word)
    if not key:
        return "no letters", True
    births = first_names().get(key, 0)
    kinds = (("T", _TITLES), ("A", adult_words()), ("P", place_words()), ("H", history_words()), ("O", other_words()),
             ("G", older_names()), ("U", _public_surnames()))  # fmt: skip
    kind = next((letter for letter, words in kinds if key in words), "-")
    is_word = key in common_words()
    return f"{(births > 0) + (births >= USUAL_BIRTHS)}{'w' if is_word else '-'}{kind}", is_word or kind in "TAPHO"


@cache
def _public_surnames() -> frozenset[str]:
    return frozenset(plain_key(name.split()[-1]) for name in public_full_names())
