"""The one list of checks. Every post must have all of them finished before it can be clear."""

from __future__ import annotations

from checker.checks.attire_context import SuitableDress
from checker.checks.by_meaning import MEANING_CHECKS
from checker.checks.by_rule import RULE_CHECKS
from checker.checks.consent_confirmed import ConsentConfirmed
from checker.checks.details_birth import BirthDate
from checker.checks.details_contact import ContactDetail
from checker.checks.details_identifier import PupilIdentifier
from checker.checks.details_told import CHILD_DETAILS
from checker.checks.details_vehicle import VehicleRegistration
from checker.checks.exposure_face import ExposedFace, FillsFrame
from checker.checks.exposure_readable import WholePicture
from checker.checks.exposure_scene import UnsuitableScene
from checker.checks.faces_allowed import PupilsMayBeShown
from checker.checks.faces_consent import MatchedPupilsConsent
from checker.checks.faces_counted import FacesCounted
from checker.checks.faces_named import NamedBesidePicture
from checker.checks.faces_said import WordsAboutFaces
from checker.checks.faces_unresolved import EveryFaceResolved
from checker.checks.language_hidden import HiddenCharacters
from checker.checks.language_profanity import Profanity
from checker.checks.language_script import UnreadableScript
from checker.checks.metadata_clean import CleanCopyProven
from checker.checks.metadata_date import OldPicture
from checker.checks.metadata_device import SchoolDevice
from checker.checks.metadata_face_names import NamedFaces
from checker.checks.metadata_hidden import HiddenDetails
from checker.checks.metadata_making import MadeOrEdited
from checker.checks.names_class import ClassNamed
from checker.checks.names_other import OtherChildFullName
from checker.checks.names_pupil import PupilFullName
from checker.checks.platform_alt_text import PhotoDescribed
from checker.checks.platform_capitals import Shouting
from checker.checks.platform_channel import ChannelApproved
from checker.checks.platform_content import SomethingToCheck
from checker.checks.platform_emoji import EmojiInTheWay
from checker.checks.platform_follow import CHILDREN_ASKED
from checker.checks.platform_handles import AccountApproved
from checker.checks.platform_hashtags import WordsInHashtag
from checker.checks.platform_length import FitsChannel
from checker.checks.platform_links import LinkTold
from checker.checks.writing_code import CodeInPhoto
from checker.checks.writing_details import WrittenDetails
from checker.checks.writing_language import WrittenProfanity
from checker.checks.writing_names import WrittenFirstName, WrittenPupilName
from checker.core.context import Check, PhotoCheck

CHECKS: tuple[Check | PhotoCheck, ...] = (
    PupilFullName(),
    OtherChildFullName(),
    ClassNamed(),
    ContactDetail(),
    PupilIdentifier(),
    BirthDate(),
    VehicleRegistration(),
    *CHILD_DETAILS,
    *RULE_CHECKS,
    *MEANING_CHECKS,
    Profanity(),
    HiddenCharacters(),
    UnreadableScript(),
    SomethingToCheck(),
    ChannelApproved(),
    CHILDREN_ASKED,
    AccountApproved(),
    FitsChannel(),
    LinkTold(),
    WordsInHashtag(),
    Shouting(),
    EmojiInTheWay(),
    PhotoDescribed(),
    WholePicture(),
    EveryFaceResolved(),
    MatchedPupilsConsent(),
    WordsAboutFaces(),
    PupilsMayBeShown(),
    SuitableDress(),
    NamedBesidePicture(),
    ConsentConfirmed(),
    FacesCounted(),
    ExposedFace(),
    FillsFrame(),
    UnsuitableScene(),
    WrittenPupilName(),
    WrittenFirstName(),
    WrittenDetails(),
    CodeInPhoto(),
    WrittenProfanity(),
    HiddenDetails(),
    SchoolDevice(),
    MadeOrEdited(),
    NamedFaces(),
    OldPicture(),
    CleanCopyProven(),
)
CHECK_IDS = frozenset(check.id for check in CHECKS)
