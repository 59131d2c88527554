"""May this pupil be shown on this channel, and which answer in the register allows it?"""

from __future__ import annotations

from dataclasses import dataclass

from checker.core.people import ConsentState, Pupil, Purpose
from checker.core.post import Channel

# Schools ask about these two on their own, because what appears there spreads further or stays longer.
_OWN_CONSENT = {Channel.WEBSITE: Purpose.WEBSITE, Channel.PRESS: Purpose.PRESS}


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

    Photos must be consented to and, where the school asks on its own, this channel as well.
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


def _has_photo_consent_for(pupil: Pupil, channel: Channel) -> bool:
    """Consent to photos on this very channel, not on all channels at once."""
    wanted = (Purpose.PHOTO, channel, ConsentState.GIVEN)
    return any((consent.purpose, consent.channel, consent.state) == wanted for consent in pupil.consents)
