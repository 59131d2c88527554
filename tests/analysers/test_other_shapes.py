"""Children's names that no list of names gives away: ordinary words, brackets, tags, titles and roles of children."""

import pytest

from checker.analysers.language import SpacyLanguage
from checker.analysers.register_names import RegisterNames
from checker.core.evidence import OtherName
from checker.core.people import Pupil

LANGUAGE = SpacyLanguage()
NAMES = RegisterNames((Pupil("amelia", "Amelia", "Carvell", "", "Year 2", "Willow"),))


def find(text: str) -> list[str]:
    return [text[name.start : name.end] for name in NAMES.find_others(LANGUAGE.parse(text))]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A huge well done to Sunny Winters in Year 3 for her kindness.", "Sunny Winters"),
        ("Sunny Winters won the egg and spoon race.", "Sunny Winters"),
        ("Summer Rain (Year 2) has been our star reader.", "Summer Rain"),
        ("Congratulations to Angel Cross, aged 7, on her swimming badge.", "Angel Cross"),
        ("Certificate for Rose Field, Year 5.", "Rose Field"),
        ("Blue Waters in Reception lost his first tooth.", "Blue Waters"),
        ("Jasper Flood has been picked for the county chess squad.", "Jasper Flood"),
        ("Daisy Banks scored the winner in extra time.", "Daisy Banks"),
        ("Well done to Skye Winter (Year 1), our handwriting hero.", "Skye Winter"),
        ("Jet Black, aged 9, has been named junior gardener of the year.", "Jet Black"),
        ("Certificate to Hope Street in Reception for trying new foods.", "Hope Street"),
        ("Congratulations Melody Small, grade 1 flute.", "Melody Small"),
        ("Toby King won the hundred metres.", "Toby King"),
        ("Our mathematician of the week is Lily Marsh.", "Lily Marsh"),
    ],
)
def test_two_ordinary_words_are_a_name_where_two_signs_say_so(text: str, name: str) -> None:
    assert find(text) == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Year 4 tag rugby: Hafsa (Bukhari, Swifts) scored three tries.", "Hafsa (Bukhari"),
        ("The Pennowe twins, Rufus and Ada, turn seven on Friday.", "Pennowe"),
        ("The Harkow triplets (Nell, Edie and Freya) start on Monday.", "Harkow"),
        ("Alfie and Ted, the Bramhowe boys, won the relay.", "Bramhowe"),
        ("Little Miss Ada Pennowe (Nursery) opened the fete.", "Ada Pennowe"),
        ("May Queen Elsie Penrow and her attendants", "Elsie Penrow"),
        ("Our captain Arthur Penrow lifted the cup.", "Arthur Penrow"),
        ("Connor, and his sister Maisie Penrow, raised £50.", "Maisie Penrow"),
        ("otis bramhowe ur a star - love from all in yr 2", "otis bramhowe"),
    ],
)
def test_brackets_families_titles_and_roles_of_children(text: str, name: str) -> None:
    assert find(text) == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Poster by maisie-ogdenby is up in the hall.", "maisie-ogdenby"),
        ("Poster by maisie.ogdenby is up in the hall.", "maisie.ogdenby"),
        ("Poster by maisie_ogdenby is up in the hall.", "maisie_ogdenby"),
        ("What a strike! @maisieogdenby08", "maisieogdenby"),
        ("What a strike! #maisieogdenby", "maisieogdenby"),
        ("MaisieOgdenby_Y4_certificate.pdf", "MaisieOgdenby"),
        ("see MaisieOgdenby.mp4", "MaisieOgdenby"),
        ("tyler-mossley-sports-day.jpg", "tyler-mossley"),
        ("freya.hampsow.reading.png", "freya.hampsow"),
        ("isla-thackery-y2-poem.docx", "isla-thackery"),
    ],
)
def test_user_names_hashtags_and_file_names(text: str, name: str) -> None:
    assert find(text) == [name]


def test_of_a_name_in_one_word_no_first_name_is_kept() -> None:
    assert NAMES.find_others(LANGUAGE.parse("#maisieogdenby")) == (OtherName(1, 14, 1),)


@pytest.mark.parametrize(
    "text",
    [
        "Daisy Bank is where the minibus stops.",
        "Rose Garden is out of bounds until the turf takes.",
        "Summer Reading Challenge medals are at the library.",
        "Well done to Ruby Group for tidying the cloakroom.",
        "Congratulations to Jade Table, who earned the most stars.",
        "Star Writer this week is a secret until Friday.",
        "Golden Time was won by Emerald and Ruby tables.",
        "Sunny Bank care home loved our carols.",
        "Faith Leaders came to talk to Year 5.",
        "Holly Bush pub car park is free for parents.",
        "Willow Bank won the care home quiz.",
        "Angel Cake won the bake off vote.",
        "Will Power and grit: our values assembly.",
        "Max Score today: 20 out of 20 for the whole of Cedar.",
        "Saint Nicholas came in his sleigh.",
        "Victoria Sponge and Angel Delight for pudding.",
        "Oliver (Narrator, Act 1) and Ava (Angel, Act 2) have lines to learn.",
        "Freya (Willow, Year 2) and Noah (Oak, Year 6) are our librarians.",
        "Amelia (goalkeeper, Lions) saved two.",
        "The Grimm brothers and the Bennet sisters were hot-seated.",
        "Our Ashfield boys, girls and staff all ran.",
        "King Charles waved; Captain Hook roared.",
        "Sister Act and Brother Bear were our film nights.",
        "Miss Honey and Little Miss Sunshine came to visit.",
        "#worldbookday #sportsday #charliesangels #harvestfestival #oliverthemusical",
        "#georgesday #andrewsday #jackandthebeanstalk #lilysgarden #rubyjubilee #gracedarling",
        "@oxfordowl and @bbcteach have ideas, and so has @hazelbanktrust",
        "@jacquelinewilson the author is our hero",
        "rose-class-trip.jpg and oak-assembly.jpg are uploaded",
        "florence-nightingale.pdf, harry-potter-day.jpg and victoria-park-map.pdf",
        "charlotte's_web.pdf and max_and_ruby.pdf",
        "good luck to everyone doing the great north run x",
        "well done to freya and noah for tidying",
        "thanks to harry and the caretakers for the snow clearing",
        "Harvey Nichols, Laura Ashley and Ted Baker sent boxes.",
        "Crystal Palace drew with Leyton Orient.",
    ],
)
def test_places_groups_events_and_tags_of_words_are_left_alone(text: str) -> None:
    assert find(text) == []


def test_two_first_names_with_a_hyphen_are_one() -> None:
    assert find("And Mei-Lin asked whether she is allowed to wear it. Lily-Mae laughed.") == []
    assert find("Nav, Eren and Hui-Min explained fractions to their teddies.") == []
