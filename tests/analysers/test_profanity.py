"""Words that are not school-friendly, in every disguise we know; and the innocent words that look like them."""

import time

import pytest

from checker.analysers.profanity import SchoolProfanity
from checker.core.evidence import LanguageHit, ParsedText

PROFANITY = SchoolProfanity()
# Seconds. Measured 0.1 ms per 60 words when quiet; the bound is for a busy machine.
SIXTY_WORDS = 0.005
LONG_ENOUGH = 3.0


def find(text: str) -> list[tuple[str, bool]]:
    return [(text[hit.start : hit.end], hit.certain) for hit in PROFANITY.find(ParsedText(text, (), ()))]


DISGUISES = (
    "'fuck' \"fuck\" fuck's fuckin' fuuuuck FuckThis #FuckThis #fuckthis #whatthefuck f***ing f*** "
    "f**k F*CK sh*t sh!t $hit sh1t f.u.c.k f-u-c-k wankers fuсk ｆｕｃｋ 𝐟𝐮𝐜𝐤 fück fu\u200bck bollocks "
    "tossers WTF wtf!! sp*z b*****d b-----d 🖕 bugger crappy chavs w@nker @sshole a$$hole b!tch "
    'bell-end half-caste "shite" Shitshow tw4t cunt. (shit) *shit* _shit_ shit-hot arse dickhead '
    "s**t fcuk phuck damn 5h1t n*gger idiots! minger pikeys FFS"
).split()


@pytest.mark.parametrize("word", DISGUISES)
def test_a_swear_word_or_slur_is_found_however_it_is_written(word: str) -> None:
    assert [certain for _, certain in find(f"Well {word} then")] == [True]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("oh f u c k no", "f u c k"),
        ("what the hell happened", "what the hell"),
        ("Bloody rain again", "Bloody rain"),
        ("bloody\nhell", "bloody\nhell"),
        ("so pissed off", "pissed off"),
        ("sod off then", "sod off"),
        ("a blow job", "blow job"),
        ("coloured people", "coloured people"),
        ("That's so gay", "so gay"),
    ],
)
def test_a_rude_phrase_is_marked_whole(text: str, found: str) -> None:
    assert find(text) == [(found, True)]


@pytest.mark.parametrize("before", range(70, 90))
@pytest.mark.parametrize("noise", ["x", ".", "ab/", "a-"])
def test_a_word_at_any_place_of_an_endless_run_is_found(noise: str, before: int) -> None:
    text = (noise * before)[:before] + "-wanker-" + "x" * 100
    assert [("wanker" in found, certain) for found, certain in find(text)] == [(True, True)]


def test_a_cut_makes_no_word_of_half_another() -> None:
    assert find("https://www.example.org/" + "assessment-class-plan/" * 30) == []
    assert find("class/" * 60) == []


@pytest.mark.parametrize(
    "text", ["a b c d e f g h i j f u c k", "w e l l d o n e w a n k e r s", "fu🌟ck", "s🌟h🌟i🌟t"]
)
def test_letters_apart_are_read_together(text: str) -> None:
    assert [certain for _, certain in find(text)] == [True]


@pytest.mark.parametrize(
    "text",
    ["a Nazi salute", "an ass in the nativity", "the git command", "shut up", "puberty and sex", "a stupid mistake"],
)
def test_a_word_with_an_innocent_use_is_for_a_person(text: str) -> None:
    assert [certain for _, certain in find(text)] == [False]


INNOCENT = (
    "Scunthorpe|Essex|Dickens|cockerel|shiitake|breaststroke|Penistone|The pen is on the table|"
    "gal|class assembly|Arsenal|Middlesex|Sussex|cumulus|pansy|balls|assess|assesses|assessment|"
    "passes|A55|Room 455|Offa's Dyke|jerk chicken|blue tits at the feeder|Willy Wonka|"
    "Dick Whittington|The Muppets Christmas Carol|coloured pencils|saltwater|rehearse|sniggered|"
    "xxx|5* review|10/10 *****|well done *everyone*|Y5's|who re-read|or gan|an us|nappy|"
    "The Ugly Duckling|slave trade|kill germs|murder mystery|naked eye|Snow White and Dopey|"
    "s a t p i n|i g h|U S A|cocktail|Cockermouth|Lightwater|Hancock|Peacock|therapist|grape|"
    "title|button|titan|#smashit|#bestwatch|#rabbitchase|organ recital|pot luck|"
    "Bloody Mary Tudor|hello|shell|he'll be back|she'll|we'll|Michelle|50% off|@school_news|B&Q|"
    "e.g. i.e. a.m.|s'mores|pass|grass|glass|bass|scrapbook|dictionary|spick and span|"
    "chink of light|maine coon|sperm whale|screwdriver|Uranus|country|count|5k*|Akshita|"
    "Moby-Dick|Dick King-Smith|gay pride|hot potato|pussy willow|tit for tat|#classholiday|spit|"
    "twit|Where's Wally|fat-free|vulgar fractions|Homo sapiens|slag heap|midget gems|"
    "the water was drunk|Where's the first sod|Well done🌟Class🎉essay|"
    "h i s h i p s a i l s t o s e a a n d b a c k"
).split("|")


@pytest.mark.parametrize("text", INNOCENT)
def test_an_innocent_word_is_left_alone(text: str) -> None:
    assert find(text) == []


def test_offsets_are_those_of_the_text_as_written() -> None:
    text = "Ünïcôdé ﬁrst, shíte later"
    assert PROFANITY.find(ParsedText(text, (), ())) == (LanguageHit(14, 19),)


def test_sixty_words_are_read_quickly_once_warm() -> None:
    parsed = ParsedText("The choir sang for our neighbours and raised money for new instruments at last. " * 5, (), ())
    PROFANITY.find(parsed)
    began = time.perf_counter()
    PROFANITY.find(parsed)
    assert time.perf_counter() - began < SIXTY_WORDS


@pytest.mark.parametrize("noise", ["a", "a ", "f.u.", "*", "f*", "aA", "shut ", "fuck ", "1ab 2cd "])
def test_a_very_long_text_is_read_in_time(noise: str) -> None:
    text = noise * (100_000 // len(noise))
    began = time.perf_counter()
    PROFANITY.find(ParsedText(text, (), ()))
    assert time.perf_counter() - began < LONG_ENOUGH
