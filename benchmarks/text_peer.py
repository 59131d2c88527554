"""What does presidio-analyzer find in a text? A peer to be measured beside, never a part of the checker.

It gets our own spaCy pipeline and is told what that calls a person. "As shipped" it has the recognisers it loads by
itself; "helped", every one it ships for the United Kingdom as well. Its look for a newer list of internet domains, over
the network, is switched off.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from checker.analysers.language import SpacyLanguage

PEOPLE = ("CHILD", "ADULT", "PUBLIC", "CHARACTER", "PERSON", "PER")
"""What our pipeline, or another, calls people of each sort; a peer knows one sort."""
VERSION = "2.2.366"
Found = tuple[str, int, int, float]
"""Entity, start, end, and how sure the peer is, 0 to 1."""


def peer(*, helped: bool) -> Callable[[str], list[Found]] | None:
    """What finds entities in a text; None where presidio-analyzer is not installed."""
    try:
        import presidio_analyzer
    except ImportError:
        return None
    logging.getLogger("presidio-analyzer").setLevel(logging.ERROR)
    _disarm()
    engine = _engine()
    registry = presidio_analyzer.RecognizerRegistry()
    registry.load_predefined_recognizers(languages=["en"], nlp_engine=engine)
    for recogniser in _british() if helped else ():
        registry.add_recognizer(recogniser)
    analyser = presidio_analyzer.AnalyzerEngine(registry=registry, nlp_engine=engine, supported_languages=["en"])

    def find(text: str) -> list[Found]:
        return [(hit.entity_type, hit.start, hit.end, hit.score) for hit in analyser.analyze(text, language="en")]

    return find


def _disarm() -> None:
    """The e-mail recogniser asks tldextract, which fetches a list from the network at its first question."""
    import tldextract

    bundled = tldextract.TLDExtract(suffix_list_urls=())
    tldextract.extract = bundled
    tldextract.tldextract.TLD_EXTRACTOR = bundled


def _engine():  # type: ignore[no-untyped-def]
    from presidio_analyzer.nlp_engine import NerModelConfiguration, SpacyNlpEngine

    called = dict.fromkeys(PEOPLE, "PERSON") | {"DATE": "DATE_TIME"}
    configuration = NerModelConfiguration(model_to_presidio_entity_mapping=called)
    engine = SpacyNlpEngine([{"lang_code": "en", "model_name": "school_en"}], configuration)
    pipeline = SpacyLanguage()._loaded()  # a pipeline of its own, loaded as ours is
    pipeline.enable_pipe("ner")  # ours calls the recogniser by hand, piece by piece
    engine.nlp = {"en": pipeline}
    return engine


def _british():  # type: ignore[no-untyped-def]
    from presidio_analyzer import predefined_recognizers as known

    yield known.PhoneRecognizer(supported_regions=["GB"])
    for name in ("NhsRecognizer", "UkNinoRecognizer", "UkPostcodeRecognizer", "UkVehicleRegistrationRecognizer"):
        yield getattr(known, name)()
