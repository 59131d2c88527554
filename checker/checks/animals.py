"""Which of the names in a text are an animal's? What is told of a guinea pig is nobody's private detail."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from checker.core.evidence import ChildHit, ParsedText

_ONE = (
    "alpaca badger bat beaver bee beetle bird blackbird budgie bull bunny butterfly calf camel cat caterpillar chick "
    "chicken cockerel collie cow cockapoo crab crow dachshund deer dinosaur dog dolphin donkey dove duck duckling "
    "dragon elephant falcon ferret fish foal fox frog gecko gerbil giraffe goat goldfish goose gosling greyhound gull "
    "hamster hare hawk hedgehog hen heron horse jackdaw kestrel kitten labrador ladybird lamb lion lizard llama magpie "
    "mascot meerkat mole monkey moth mouse newt ostrich otter owl ox panda parrot peacock penguin pheasant pig pigeon "
    "piglet pony poodle pup puppy puffin rabbit ram rat raven reindeer retriever robin rooster scarecrow seagull seal "
    "shark sheep sheepdog slug snail snake spaniel sparrow spider squirrel starling swan tadpole terrapin terrier "
    "tiger toad tortoise turkey turtle unicorn whale whippet worm wren"
).split()
_MANY = "bunnies butterflies calves geese mice ponies puppies wolves".split()
_WORDS = frozenset([*_ONE, *(f"{word}s" for word in _ONE), *_MANY, "guinea", "insect", "bear", "bears"])
_ANIMAL = rf"(?:(?:{'|'.join(_ONE)})s?|{'|'.join(_MANY)}|guinea ?pigs?|stick insects?|(?:class|teddy) bears?)"
# A pupil looks after, draws or plays an animal, and is none: "our hamster monitor", "Sol, the rabbit's best friend".
_NO_ANIMAL_AFTER = (
    r"(?!'s|-|\w| (?:monitors?|keepers?|club|class|group|team|house|table|expert|fan|lovers?|costume|masks?|mad|"
    r"charmer|whisperer|watchers?|spotters?|in (?:our|the) (?:play|nativity|show|assembly|pantomime)))"
)
# What a child is fondly called: "our cheeky monkey Alfie", "she is our little lamb".
_FOND = (
    r"(?!(?i:bear|bunny|bird|chick|dragon|duckling|fish|kitten|lamb|lion|mole|monkey|mouse|owl|piglet|pup|seal|shark|"
    r"snail|tiger|tortoise|unicorn|worm)s?\b)"
)
_KEPT = rf"(?:(?:school|class|pet|rescue|resident|office|farm) {_ANIMAL}|{_FOND}{_ANIMAL})"
_OPENS = re.compile(
    rf"\W*(?:The|Our|An?|This|That|One|Two|Three) (?:(?!and\b)[\w'-]+ ){{0,3}}?{_ANIMAL}{_NO_ANIMAL_AFTER}"
)
_IS = re.compile(
    rf"\b(?P<name>[A-Z][a-z]+)(?:,? (?:is|was)|,)? (?:our|the|a|an|my|[\w']+'s|their) (?:[\w'-]+ ){{0,3}}?"
    rf"{_KEPT}{_NO_ANIMAL_AFTER}"
)
_CALLED = re.compile(
    rf"\b(?i:{_ANIMAL}),? (?:(?:is )?called|named) (?P<name>[A-Z][a-z]+)\b"
    rf"|\b(?i:our|the|class|school|police|guide|therapy) (?:[\w'-]+ ){{0,2}}?{_KEPT},? (?P<bare>[A-Z][a-z]+)"
    r"(?=[.,!?;:)]|'s| (?:is|was|has|had|who|and|will|can|can't|weigh\w*|needs?|got|went|came)\b|$)"
)
_NAME_IS = re.compile(rf"\b{_ANIMAL}\b[^.!?\n]{{0,200}}[.!?]\s+(?:His|Her|Its) name(?: is|'s) (?P<name>[A-Z][a-z]+)")
# "Hattie the hen" is read by `_IS`; "Punctuality Penguin" bears the animal as its surname.
_SURNAMED = re.compile(rf"\b(?P<name>[A-Z][a-z]+) (?=[A-Z])(?i:{_ANIMAL})\b(?!'s [A-Z])")
# A diary of chicks: every name in it is a chick's, but in a sentence about people.
_DIARY = re.compile(
    rf"(?i:\b{_ANIMAL} (?:update|diary|diaries|news|watch|cam|report|weigh-in|roll call|names)\b|"
    rf"\b(?:our|the) (?:[\w-]+ ){{0,2}}?{_ANIMAL} (?:have|now have|all have|each have) (?:[\w-]+ )?names?\b|"
    rf"\b(?:introducing|meet) our (?:[\w-]+ ){{0,2}}?{_ANIMAL}\b)"
)
_PEOPLE = re.compile(
    r"\b(?:boys?|girls?|pupils?|child(?:ren)?|year [1-6]|y[1-6]|reception|nursery|class|mum|dad|nan|gran\w*|carer|"
    r"doctor|nurse|hospital|asthma|inhaler|epi-?pen|allerg\w+|autis\w+|ADHD|dyslexi\w+|wheelchair|diabet\w+|epilep\w+|SEND?|"
    r"medicine|TA|teacher)\b",
    re.IGNORECASE,
)
# A name that is a bird's too, beside what only a bird has.
_BIRDS = frozenset("robin wren jay martin kite merlin phoenix lark raven finch swift dove birdie".split())
_BIRDLIKE = re.compile(
    r"\b(?:nests?|nesting|feathers?|beak|mealworms?|bird ?seed|feeder|fledg\w+|wings?|perch\w*|tail (?:up|feathers?)|"
    r"chirp\w*|hedge|branch|eggs?)\b|[\U0001f423-\U0001f426\U0001fabd]",
    re.IGNORECASE,
)
_IN_A_CLASS = re.compile(r",? (?:in|from|of) (?:Year|Y[1-6]|Reception|Nursery|class|the)\b", re.IGNORECASE)
# On a stage children are animals: what is told of a donkey there may be told of a child.
_ON_STAGE = re.compile(
    r"\b(?:nativity|panto(?:mime)?|(?:in|of|for) (?:our|the|a|his|her) (?:\w+ ){0,2}?(?:play|show|assembly)|roles?|"
    r"as the|costumes?|dress(?:ed|ing)|cast|stage|auditions?|face paint\w*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class AnimalNames:
    """The names in a text that are an animal's; `in_diary` where every name outside a sentence about people is."""

    names: frozenset[str] = field(repr=False)
    in_diary: bool = False

    @property
    def are_meant(self) -> bool:
        """Whether the text speaks of an animal by name."""
        return bool(self.names) or self.in_diary

    def bears(self, text: str, start: int, end: int, sentence: str) -> bool:
        """Whether the name at [start, end) is an animal's."""
        if _IN_A_CLASS.match(text, end):
            return False
        name = text[start:end].lower()
        if name in self.names:
            return True
        return self.in_diary and not _PEOPLE.search(sentence)


NO_ANIMALS = AnimalNames(frozenset())


@lru_cache(maxsize=64)
def animal_names(text: str) -> AnimalNames:
    """Read a text for the names of its animals."""
    words = set(re.findall(r"[a-z]+", text.lower()))
    if (words.isdisjoint(_WORDS) and words.isdisjoint(_BIRDS)) or _ON_STAGE.search(text):
        return NO_ANIMALS
    names = {match["name"].lower() for match in _IS.finditer(text)}
    names |= {(match["name"] or match["bare"]).lower() for match in _CALLED.finditer(text)}
    for pattern in (_SURNAMED, _NAME_IS):
        names |= {match["name"].lower() for match in pattern.finditer(text)}
    birds = words & _BIRDS
    if birds and _BIRDLIKE.search(text):
        names |= birds
    return AnimalNames(frozenset(names), bool(_DIARY.search(text)))


def opens_with_animal(sentence: str) -> bool:
    """Whether an animal is what the sentence speaks of: "The cat from over the road waits at the gate"."""
    return bool(_OPENS.match(sentence))


def is_animals(parsed: ParsedText, child: ChildHit) -> bool:
    """Whether what was taken for a child's name is an animal's."""
    if not child.is_named:
        return False
    sentence = parsed.sentence_at(child.start)
    words = parsed.text[sentence.start : sentence.end]
    return animal_names(parsed.text).bears(parsed.text, child.start, child.end, words)


def tells_of_animals(parsed: ParsedText, position: int, children: tuple[ChildHit, ...]) -> bool:
    """Whether the sentence here tells of an animal, in a text that means no child at all."""
    sentence = parsed.sentence_at(position)
    words = parsed.text[sentence.start : sentence.end]
    if not animal_names(parsed.text).are_meant and not opens_with_animal(words):
        return False
    return not _PEOPLE.search(words) and all(is_animals(parsed, child) for child in children)
