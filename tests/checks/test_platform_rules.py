"""What a policy or the platforms' terms settle: channels, classes, pictures, and who may be asked to follow."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checker.checks import CHECK_IDS
from checker.checks.faces_allowed import PupilsMayBeShown
from checker.checks.names_class import ClassNamed
from checker.checks.platform_channel import NOT_OURS, ChannelApproved
from checker.checks.platform_follow import CHILDREN_ASKED
from checker.core.errors import NoRegister
from checker.core.finding import Finding, PhotoSpot, Severity, TextSpan, WholePost
from checker.core.people import Pupil, RegisterSnapshot
from checker.core.policy import Clause, PolicyPack
from checker.core.post import Channel, Photo, Post
from checker.core.settings import Settings
from checker.rules import load_rules
from tests.fakes import FakeEvidence, context

PACK = PolicyPack("elm", "Elm School", "1", "policy", (Clause("1", "1", "Be kind.", (), manual="It is kind."),))
REGISTER = RegisterSnapshot("v1", (Pupil("P1", "Orla", "Penhallow", class_name="Kingfishers"),))
NOT_LISTED = Finding(
    "platform.channel",
    Severity.REVIEW,
    WholePost(),
    "The school's policy lists the channels it uses, and this is not one of them.",
    "Use a channel of that list, or ask whoever is responsible for the accounts.",
)
BLOCKED = Finding(
    "platform.channel",
    Severity.NOTE,
    WholePost(),
    "The school's policy blocks this channel on the school's network.",
    "Check that the school has an approved account there before you post.",
)


@pytest.mark.parametrize(
    ("channel", "pack", "found"),
    [
        (Channel.INSTAGRAM, replace(PACK, approved_channels=(Channel.FACEBOOK,)), [NOT_LISTED]),
        (Channel.FACEBOOK, replace(PACK, approved_channels=(Channel.FACEBOOK,)), []),
        (
            Channel.FACEBOOK,
            replace(PACK, approved_channels=(Channel.FACEBOOK,), blocked_channels=(Channel.FACEBOOK,)),
            [],
        ),
        (Channel.WEBSITE, replace(PACK, approved_channels=(Channel.FACEBOOK,)), []),
        (Channel.X, replace(PACK, blocked_channels=(Channel.X,)), [BLOCKED]),
        (Channel.FACEBOOK, replace(PACK, blocked_channels=(Channel.X,)), []),
        (Channel.X, PACK, []),
    ],
)
def test_only_a_list_of_channels_makes_another_one_a_question(
    channel: Channel, pack: PolicyPack, found: list[Finding]
) -> None:
    assert list(ChannelApproved().find(Post("Hello", channel), context(packs=(pack,)))) == found


@pytest.mark.parametrize(
    ("channel", "found"),
    [
        (Channel.INSTAGRAM, [replace(NOT_LISTED, says=NOT_OURS)]),
        (Channel.FACEBOOK, []),
        (Channel.NEWSLETTER, []),
    ],
)
def test_a_channel_that_the_schools_settings_leave_out_is_a_question(channel: Channel, found: list[Finding]) -> None:
    own = Settings(channels=(Channel.FACEBOOK,))
    assert list(ChannelApproved().find(Post("Hello", channel), context(settings=own))) == found


def named(text: str, may_name_class: bool | None) -> list[str]:
    around = context(FakeEvidence(REGISTER), packs=(PACK, replace(PACK, may_name_class=may_name_class)))
    spans = [(finding.where, finding.severity) for finding in ClassNamed().find(Post(text), around)]
    assert all(severity is Severity.REVIEW for _, severity in spans)
    return [text[where.start : where.end] for where, _ in spans if isinstance(where, TextSpan)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Well done Kingfishers, and Class 4 too!", ["Kingfishers", "Class 4"]),
        ("Class 3B and 5KM pupils", ["Class 3B", "5KM"]),
        ("We saw two kingfishers by the river with a Year 4 pupil; first class post, 4PM.", []),
    ],
)
def test_a_class_is_asked_about_where_the_policy_says_no(text: str, words: list[str]) -> None:
    assert named(text, False) == words


@pytest.mark.parametrize("answer", [True, None])
def test_a_policy_that_leaves_it_open_is_not_asked_for_classes(answer: bool | None) -> None:
    assert named("Well done Kingfishers, and Class 4 too!", answer) == []


def test_without_a_register_classes_are_never_taken_for_absent() -> None:
    around = context(FakeEvidence(NoRegister("none")), packs=(replace(PACK, may_name_class=False),))
    with pytest.raises(NoRegister):
        list(ClassNamed().find(Post("Hello"), around))


@pytest.mark.parametrize(("answer", "count"), [(False, 1), (True, 0), (None, 0)])
def test_pictures_are_asked_about_only_where_the_policy_forbids_pupils(answer: bool | None, count: int) -> None:
    photo = Photo("a.jpg", b"x")
    around = context(packs=(replace(PACK, may_show_pupils=answer),))
    finding = Finding(
        "faces.allowed",
        Severity.REVIEW,
        PhotoSpot(0),
        "The school's policy does not allow pictures of pupils.",
        "Make sure that no pupil is in it, or use another picture.",
    )
    assert list(PupilsMayBeShown().look(photo, 0, Post("", photos=(photo,)), around)) == [finding] * count


RULES = load_rules(CHECK_IDS)


@pytest.mark.parametrize(
    "text",
    [
        "Kids, don't forget to follow us on Instagram!",
        "We would love all pupils to follow @elmwoodschool.",
        "Year 5s can DM us their pictures.",
        "Encourage your child to subscribe to our channel.",
        "Parents and pupils are welcome to join our Facebook page.",
        "Here is the link for Year 6: https://chat.whatsapp.com/AbC123",
    ],
)
def test_children_asked_to_follow_message_or_join_are_for_a_person(text: str) -> None:
    severities = [finding.severity for finding in CHILDREN_ASKED.find(Post(text), context(rules=RULES))]
    assert severities == [Severity.REVIEW]


@pytest.mark.parametrize(
    "text",
    [
        "Parents, please follow us on Facebook for news of the trip.",
        "The children followed us around the farm like ducklings.",
        "Families of our Year 1 children can message us through the office.",
        "Children: never message anybody online whom you do not know.",
        "Reception will join us for the nativity.",
        "Year 6 made a video about staying safe on WhatsApp. Follow the link on our website to watch it.",
        "Pupils text mapped a traditional tale.",
    ],
)
def test_parents_asked_and_children_who_only_follow_a_trail_are_left_alone(text: str) -> None:
    assert list(CHILDREN_ASKED.find(Post(text), context(rules=RULES))) == []
