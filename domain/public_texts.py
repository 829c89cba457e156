"""What everybody may read of an answer: proposed by one officer, checked for what tells
who somebody is, and confirmed by another ("check before sharing")."""

import json
from collections.abc import Iterable, Mapping, Sequence

from domain.complaint import Complaint, ProposedText
from domain.complaint_side_ways import (
    PublicTextConfirmed,
    PublicTextDeclined,
    PublicTextProposed,
)
from domain.decision import Decision
from domain.names import normalised
from domain.officers import Officer
from domain.redaction import Flagged, Known, check, known_of
from domain.refusals import (
    FlagsUndecided,
    InvalidField,
    NeedsSecondOfficer,
    NotProposed,
    RestrictedNotPublished,
)
from domain.transitions import allowed


def propose_public_text(
    case: Complaint,
    at: Decision,
    *,
    answer: int,
    text: str,
    overruled: Sequence[Mapping[str, str]] = (),
    note: str | None = None,
) -> PublicTextProposed:
    """`overruled` are {flagged, reason}: words that the check flags and that may be
    shown. It takes the place of what was proposed before.

    It is recorded also where flags are left, so that nobody tries unseen what is
    flagged and what is not.
    """
    at.check_time(case)
    _check_not_restricted(case)
    answers = [given.version for given in case.answers]
    if answer not in answers:
        given = ", ".join(map(str, answers)) or "none yet"
        raise InvalidField(
            field="answer",
            problem=f"version {answer} is no follow-up; there are: {given}.",
        )
    at.check_not_erased(case, "case", text)
    flags = check(text, _known(case, at), at.reference.regions.places)
    reasons = _reasons(text, flags, overruled)
    told = [
        {"start": f.start, "end": f.end, "kind": f.kind, "reason": reason}
        for f, reason in zip(flags, reasons, strict=True)
    ]
    listed = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    words = {"text": text, "flags": listed if told else None, "note": note}
    return PublicTextProposed(
        **at.stamp_next(case, PublicTextProposed, **words),
        answer=answer,
        undecided=reasons.count(None),
    )


def confirm_public_text(
    case: Complaint, at: Decision, *, proposal: int, note: str | None = None
) -> PublicTextConfirmed:
    """By another officer than the one who proposed it, and with no flag undecided: also
    none that the case shows only since then, as it came to know somebody."""
    at.check_time(case)
    _check_not_restricted(case)
    proposed = _proposed(case, proposal)
    if proposed.undecided:
        raise FlagsUndecided(count=proposed.undecided)
    if proposed.by == at.origin.actor:
        raise NeedsSecondOfficer
    # What could not be sealed any more could not be read any more either.
    at.check_not_erased(case, "case", "")
    if new := _flagged_since(case, at, proposed):
        raise FlagsUndecided(count=new)
    return PublicTextConfirmed(
        **at.stamp_next(case, PublicTextConfirmed, note=note),
        proposal=proposal,
        answer=proposed.answer,
    )


def decline_public_text(
    case: Complaint,
    at: Decision,
    *,
    proposal: int,
    reason: str,
    note: str | None = None,
) -> PublicTextDeclined:
    """By anybody who may confirm, the proposer too."""
    at.check_time(case)
    _proposed(case, proposal)
    return PublicTextDeclined(
        **at.stamp_next(case, PublicTextDeclined, reason=reason, note=note),
        proposal=proposal,
    )


def _flagged_since(case: Complaint, at: Decision, proposed: ProposedText) -> int:
    sealed = [proposed.text, *([proposed.flags] if proposed.flags else [])]
    text, *told = at.vault.open(sealed)
    decided = {(f["start"], f["end"]) for f in json.loads((told or ["[]"])[0] or "[]")}
    flags = check(text or "", _known(case, at), at.reference.regions.places)
    return sum((flag.start, flag.end) not in decided for flag in flags)


def _proposed(case: Complaint, version: int) -> ProposedText:
    """Named, so that nobody confirms a text that has just taken its place."""
    proposed = case.proposed_text
    if proposed is None or proposed.version != version:
        now = f"version {proposed.version}" if proposed else "nothing"
        raise NotProposed(proposal=version, now=now)
    return proposed


def _check_not_restricted(case: Complaint) -> None:
    if case.restricted:
        may = [name for name in allowed(case.state) if name != "publish"]
        raise RestrictedNotPublished(state=case.state, allowed=may)


def _reasons(
    text: str, flags: Sequence[Flagged], overruled: Iterable[Mapping[str, str]]
) -> list[str | None]:
    """Of each flag why it is overruled, or None. Words that are not flagged are passed
    over: a refusal is not recorded, and would answer whoever tries names."""
    by_words = {normalised(item["flagged"]): item["reason"] for item in overruled}
    return [by_words.get(normalised(text[flag.start : flag.end])) for flag in flags]


def _known(case: Complaint, at: Decision) -> Known:
    """The reporter as far as told, and the officers who may have worked on it: those of
    its agency, and those who act for none."""
    sealed = [
        officer.name
        for officer in at.reference.officers.by_id.values()
        if officer.name and may_have_worked_on(case, officer)
    ]
    told = at.vault.open([case.reporter]) if case.reporter else [None]
    identity = json.loads(told[0] or "{}")
    return known_of(identity, at.vault.open(sealed))


def may_have_worked_on(case: Complaint, officer: Officer) -> bool:
    return officer.agency in (None, case.agency)
