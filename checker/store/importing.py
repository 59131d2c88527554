"""What would this list change in the register? A plan to look at first, and to apply whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from checker.core.people import Consent, ConsentState, Pupil, Purpose, RegisterSnapshot, is_to_come
from checker.store.face_consent import OBJECTIONS, allows_face_matching
from checker.store.list_problems import Problems
from checker.store.sheet import LIST_EVIDENCE, RegisterSheet, SheetRow, consent_from_list


@dataclass(frozen=True, slots=True)
class ConsentChange:
    """One answer that would be recorded."""

    pupil_id: str
    consent: Consent


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What a list would change in the register it was compared with. `added` and `changed` carry no consents."""

    base_version: str
    digest: str
    rows: int
    planned_on: date
    added: tuple[Pupil, ...] = field(repr=False)
    changed: tuple[Pupil, ...] = field(repr=False)
    left: tuple[Pupil, ...] = field(repr=False)
    """In the register but not in the list: kept, unless they are recorded as having left."""
    consents: tuple[ConsentChange, ...] = field(repr=False)
    unchanged: int
    remarks: tuple[str, ...]
    previews: tuple[str, ...] = field(repr=False)
    """One line for each pupil whom it touches: id and class, never a name."""
    before: tuple[Pupil, ...] = field(default=(), repr=False)
    """The changed pupils as they were, so that the import can be undone."""
    protected: tuple[str, ...] = field(default=(), repr=False)
    """The pupils whom the list newly says must not be shown."""
    leavers: tuple[str, ...] = ()
    headings: str = ""
    """What the list's headings mean, to be remembered for the next list; empty for our own."""

    @property
    def given(self) -> tuple[ConsentChange, ...]:
        """The consents that would be given."""
        return tuple(change for change in self.consents if change.consent.state is ConsentState.GIVEN)

    @property
    def withdrawn(self) -> tuple[ConsentChange, ...]:
        """The consents that would be withdrawn."""
        return tuple(change for change in self.consents if change.consent.state is ConsentState.WITHDRAWN)

    @property
    def changes_nothing(self) -> bool:
        """True when the register already says what the list says."""
        return not (self.added or self.changed or self.consents or self.protected or self.leavers)

    @property
    def leaving(self) -> frozenset[str]:
        """Everybody for whom it writes down a day of leaving, which may be to come."""
        changed = zip(self.before, self.changed, strict=True)
        return frozenset(self.leavers).union(after.id for was, after in changed if was.leaving_day != after.leaving_day)

    def marking_left(self) -> ImportPlan:
        """The same plan, which also records that the pupils who are not in the list have left the school."""
        return replace(self, leavers=tuple(pupil.id for pupil in self.left if pupil.left_on is None))


def plan_import(current: RegisterSnapshot, sheet: RegisterSheet, today: date) -> ImportPlan:
    """Compare a list with the register.

    A column that the list does not have leaves what is stored; a blank consent cell means no. A list never overturns
    an objection that a person recorded, and never lifts a protection: that is the safeguarding lead's alone.
    Raises: InputError for an answer of a day that is still to come.
    """
    _require_no_day_to_come(sheet, today)
    rows = [_RowPlan.of(row, current.by_id.get(row.pupil_id), sheet) for row in sheet.rows]
    listed = {row.pupil_id for row in sheet.rows}
    left = tuple(pupil for pupil in current.pupils if pupil.id not in listed)
    return ImportPlan(
        current.version,
        sheet.digest,
        len(rows),
        today,
        added=tuple(row.after for row in rows if row.before is None),
        changed=tuple(row.after for row in rows if row.before is not None and row.details),
        left=left,
        consents=tuple(ConsentChange(row.after.id, consent) for row in rows for consent in row.consents),
        unchanged=sum(row.is_unchanged for row in rows),
        remarks=(*sheet.remarks, *_remarks(current, sheet, rows)),
        before=tuple(row.before for row in rows if row.before is not None and row.details),
        protected=tuple(row.after.id for row in rows if row.protects),
        previews=(
            *(row.preview for row in rows if not row.is_unchanged),
            *(f"{_who(pupil)}: left" for pupil in left if pupil.left_on is None),
        ),
    )


@dataclass(frozen=True, slots=True)
class _RowPlan:
    """One row against the pupil of the same id."""

    before: Pupil | None
    after: Pupil
    details: tuple[str, ...]
    consents: tuple[Consent, ...]
    standing: tuple[Purpose, ...]
    """Purposes that the list says yes to, but for which a person recorded an objection."""
    again: tuple[Purpose, ...] = ()
    """Purposes that the list says yes to again, after an earlier list took the yes away."""

    @classmethod
    def of(cls, row: SheetRow, before: Pupil | None, sheet: RegisterSheet) -> _RowPlan:
        after = _after(row, before, sheet)
        consents, standing = _answers(row, before, sheet)
        noes = {one.purpose for one in (before.consents if before else ()) if one.state in OBJECTIONS}
        again = (consent.purpose for consent in consents if consent.state is ConsentState.GIVEN)
        return cls(before, after, _details(before, after), consents, standing, tuple(noes.intersection(again)))

    @property
    def protects(self) -> bool:
        return self.after.never_publish and not (self.before is not None and self.before.never_publish)

    @property
    def is_unchanged(self) -> bool:
        return self.before is not None and not self.details and not self.consents and not self.protects

    @property
    def preview(self) -> str:
        changes = ["new"] if self.before is None else list(self.details)
        for consent in self.consents:
            where = f" ({consent.channel.value})" if consent.channel else ""
            again = " again, after a no" if consent.purpose in self.again else ""
            changes.append(f"{_words(consent.purpose)}{where} {consent.state.value}{again}")
        if self.before is not None and self.protects and not self.details:
            changes.append("details changed")
        return f"{_who(self.after)}: {', '.join(changes)}"


def _require_no_day_to_come(sheet: RegisterSheet, today: date) -> None:
    """An answer cannot have come tomorrow; such a day would count as confirmed for years. Raises: InputError."""
    problems = Problems()
    for row in sheet.rows:
        if row.received_on is not None and is_to_come(row.received_on, today):
            problems.add(row.line, "consent_date lies in the future (or the clock of this computer is wrong)")
    problems.raise_any()


def _after(row: SheetRow, before: Pupil | None, sheet: RegisterSheet) -> Pupil:
    """Who is in the list is at the school; a day of leaving that is still to come stays until a list says another."""
    was = before or Pupil(row.pupil_id, "", "")
    return Pupil(
        row.pupil_id,
        row.first_name,
        row.last_name,
        was.known_as if row.known_as is None else row.known_as,
        was.year_group if row.year_group is None else row.year_group,
        was.class_name if row.class_name is None else row.class_name,
        never_publish=was.never_publish or bool(row.never_publish),
        left_on=row.left_on,
        leaves_on=None if sheet.tells_leaving else was.leaves_on,
    )


def _details(before: Pupil | None, after: Pupil) -> tuple[str, ...]:
    """What differs besides consents, in words without content."""
    if before is None:
        return ()
    same = {
        "name": (before.first_name, before.last_name, before.known_as)
        == (after.first_name, after.last_name, after.known_as),
        "year group": before.year_group == after.year_group,
        "class": before.class_name == after.class_name,
        "leaving day": before.leaving_day == after.leaving_day,
    }
    return tuple(f"{what} changed" for what, is_same in same.items() if not is_same)


def _answers(
    row: SheetRow, before: Pupil | None, sheet: RegisterSheet
) -> tuple[tuple[Consent, ...], tuple[Purpose, ...]]:
    """The answers to record, and the purposes for which an objection stands against the list's yes."""
    answers: list[Consent] = []
    standing: list[Purpose] = []
    for purpose in Purpose:
        stored = [consent for consent in before.consents if consent.purpose is purpose] if before else []
        if purpose in row.given:
            whole = next((consent for consent in stored if consent.channel is None), None)
            if whole is not None and _stands(whole):
                standing.append(purpose)
            elif whole is None or not _says_yes(whole) or _is_newer(row, whole):
                answers.append(consent_from_list(purpose, ConsentState.GIVEN, sheet.digest, row))
        elif purpose in sheet.stated:
            withdrawn = consent_from_list(purpose, ConsentState.WITHDRAWN, sheet.digest)
            given = (consent for consent in stored if consent.state is ConsentState.GIVEN)
            answers.extend(replace(withdrawn, channel=consent.channel) for consent in given)
    return tuple(answers), tuple(standing)


def _is_newer(row: SheetRow, stored: Consent) -> bool:
    """True where the list says that the family was asked again since."""
    given_on = stored.received_on or stored.recorded_on
    return row.received_on is not None and (given_on is None or row.received_on > given_on)


def _says_yes(consent: Consent) -> bool:
    """True where the register already holds what a list's yes states: for face matching, a parent's written consent."""
    if consent.purpose is Purpose.FACE_MATCHING:
        return allows_face_matching(consent)
    return consent.state is ConsentState.GIVEN


def _stands(consent: Consent) -> bool:
    """True for an objection that a person recorded: a list may be older than the letter it would overturn."""
    return consent.state in OBJECTIONS and not consent.evidence.startswith(LIST_EVIDENCE)


def _remarks(current: RegisterSnapshot, sheet: RegisterSheet, rows: list[_RowPlan]) -> Iterator[str]:
    missing = [_words(purpose) for purpose in Purpose if purpose not in sheet.stated]
    if missing and current.pupils:
        yield f"The list has no column for consent to {', '.join(missing)}: those answers stay as they are."
    elif missing:
        yield f"The list has no column for consent to {', '.join(missing)}: this counts as no."
    for row in rows:
        for purpose in row.standing:
            yield (
                f"{_who(row.after)}: the list says yes to {_words(purpose)}, but an objection is on record, so it "
                "stays no. If the family changed its mind, record that for this pupil."
            )


def _who(pupil: Pupil) -> str:
    return f"{pupil.id} · {pupil.class_name}" if pupil.class_name else pupil.id


def _words(purpose: Purpose) -> str:
    return purpose.words
