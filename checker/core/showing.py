"""May this pupil be shown, or named beside a picture, on this channel, and which answer in the register allows it?"""

from __future__ import annotations

from dataclasses import dataclass

from checker.core.people import ConsentState, Pupil, Purpose, RegisterSnapshot
from checker.core.post import Channel

# Schools ask about these on their own: the first two spread further or stay longer, and what goes on the third is film.
_OWN_CONSENT = {Channel.WEBSITE: Purpose.WEBSITE, Channel.PRESS: Purpose.PRESS, Channel.YOUTUBE: Purpose.VIDEO}


@dataclass(frozen=True, slots=True)
class Allowance:
    """The rows of the register that let a pupil be shown: whose, of which version, for what and where.

    There is none for a pupil who may not be shown, whatever the reason: a protected pupil must look like any referral.
    """

    pupil_id: str
    register_version: str
    purposes: tuple[Purpose, ...]
    channel: Channel
    state: ConsentState = ConsentState.GIVEN


def allowing(pupil: Pupil, channel: Channel) -> tuple[Purpose, ...]:
    """The consents that together allow this pupil to be shown here; empty where something is wanting.

    Photos must be consented to and, where the school asks on its own, this channel too. Films are a person's to decide.
    """
    if not pupil.has_consent(Purpose.PHOTO, channel):
        return ()
    own = _OWN_CONSENT.get(channel)
    if own is None:
        return (Purpose.PHOTO,)
    if pupil.has_consent(own, channel):
        return Purpose.PHOTO, own
    was_asked = pupil.consent(own, channel) is not ConsentState.NOT_ASKED
    return () if was_asked or not _has_photo_consent_for(pupil, channel) else (Purpose.PHOTO,)


def may_be_shown(pupil: Pupil, channel: Channel) -> bool:
    """True only with every consent that this channel asks for."""
    return bool(allowing(pupil, channel))


def naming(pupil: Pupil, channel: Channel) -> tuple[Purpose, ...]:
    """The consent that allows this pupil's first name beside an image; a yes to the full name is one to the first.

    Empty where there is none, or where the first name was refused on its own.
    """
    if pupil.has_consent(Purpose.FIRST_NAME, channel):
        return (Purpose.FIRST_NAME,)
    was_asked = pupil.consent(Purpose.FIRST_NAME, channel) is not ConsentState.NOT_ASKED
    return () if was_asked or not pupil.has_consent(Purpose.NAME, channel) else (Purpose.NAME,)


def may_be_named_beside(register: RegisterSnapshot, pupil: Pupil, channel: Channel) -> bool:
    """Whether the first name may stand beside an image; in a register that nobody asked about it, silence is no no."""
    return not register.asks_first_names or bool(naming(pupil, channel))


def _has_photo_consent_for(pupil: Pupil, channel: Channel) -> bool:
    """Consent to photos on this very channel, not on all channels at once."""
    wanted = (Purpose.PHOTO, channel, ConsentState.GIVEN)
    return any((consent.purpose, consent.channel, consent.state) == wanted for consent in pupil.consents)
