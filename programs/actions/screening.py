"""요건검토: a checklist that is saved as one goes, and the result that the company is told."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction

from portal.accounts.models import User
from portal.common.text import says_nothing
from programs import workflow
from programs.actions.application import locked_for_staff, record_application_event
from programs.actions.clock import database_now
from programs.actions.errors import (
    ChecklistChanged,
    ChecksOpen,
    NotClear,
    NotUpheld,
    Refused,
    SupplementOpen,
    TookPartBefore,
)
from programs.actions.notifications import members_of, notify
from programs.enums import CheckVerdict
from programs.models import Application, Screening, ScreeningCheck, ScreeningDraft
from programs.queries.screening import (
    checklist_of,
    is_clear,
    korean_labels_of,
    unsettled_among,
)
from programs.validators import validate_words

MOST_AT_ONCE = 200


@dataclass(frozen=True)
class Judged:
    """What a person says of one point; without a verdict it is open again."""

    verdict: str
    reason_code: str = ""
    note: str = ""


Place = tuple[str, str]  # a subject and its key


@transaction.atomic
def save_checklist(
    application: Application,
    *,
    by: User,
    judged: Mapping[Place, Judged],
    seen: Mapping[Place, Judged],
) -> int:
    """Keep what was judged so far; nothing follows from it yet. How many points were changed.

    `seen` is what the page showed of each point: only what the person changed is written, and where a
    colleague has changed the same point since, nothing is. Raises ChecklistChanged, OwnApplication,
    CallNotClosed, TransitionNotAllowed where the check is done.
    """
    application = locked_for_staff(application, by=by)
    workflow.target_of(workflow.APPLICATION, "pass_screening", application.state)
    there = {draft.place: draft for draft in application.screening_drafts.all()}
    nothing = Judged("")
    changed = {place: said for place, said in judged.items() if said != seen.get(place, nothing)}
    for place, said in changed.items():
        found = there.get(place)
        stands = Judged(found.verdict, found.reason_code, found.note) if found else nothing
        if stands not in (seen.get(place, nothing), said):
            raise ChecklistChanged
    for place, said in changed.items():
        _write_point(application, place, said, by=by)
    return len(changed)


def _write_point(application: Application, place: Place, said: Judged, *, by: User) -> None:
    subject, key = place
    if not said.verdict:
        application.screening_drafts.filter(subject=subject, key=key).delete()
        return
    fails = said.verdict == CheckVerdict.FAILS
    ScreeningDraft.objects.update_or_create(
        application=application,
        subject=subject,
        key=key,
        defaults={
            "verdict": said.verdict,
            "reason_code": said.reason_code if fails else "",
            "note": said.note,
            "saved_at": database_now(),
            "saved_by": by,
        },
    )


@dataclass(frozen=True)
class Marks:
    """What a list that was read in would say of points, and what stood there when it was shown."""

    judged: Mapping[Place, Judged]
    seen: Mapping[Place, Judged]


def save_checklists(
    applications: Iterable[Application], *, by: User, marks: Mapping[int, Marks]
) -> tuple[list[Application], list[tuple[Application, Refused | workflow.TransitionNotAllowed]]]:
    """Marks of a list (by the application's key), each application for itself and as a whole, as
    `save_checklist` has it: those that were marked, and why others were not."""
    done: list[Application] = []
    refused: list[tuple[Application, Refused | workflow.TransitionNotAllowed]] = []
    for application in applications:
        said = marks[application.pk]
        try:
            save_checklist(application, by=by, judged=said.judged, seen=said.seen)
        except (Refused, workflow.TransitionNotAllowed) as refusal:
            refused.append((application, refusal))
        else:
            done.append(application)
    return done, refused


@transaction.atomic
def screen_application(
    application: Application,
    *,
    by: User,
    is_eligible: bool,
    reason_code: str = "",
    reason: str = "",
) -> Screening:
    """Record the eligibility check with the points as they were judged; the company is told.

    A refusal names its ground and reason. Who lets an application pass has found every point
    fulfilled or not applicable, or says why it passes without; one that fails never passes.
    Raises OwnApplication, CallNotClosed, TransitionNotAllowed, ChecksOpen, SupplementOpen,
    ValidationError where a refusal has no reason, IntegrityError where it has no ground.
    """
    application = locked_for_staff(application, by=by)
    verb = "pass_screening" if is_eligible else "fail_screening"
    if not is_eligible:
        validate_words(reason)
    workflow.target_of(workflow.APPLICATION, verb, application.state)
    if application.supplements.open().exists():
        raise SupplementOpen
    drafts = list(application.screening_drafts.all())
    if is_eligible:
        _require_settled(application, drafts, reason=reason)
    return _record(
        application,
        verb,
        drafts,
        by=by,
        is_eligible=is_eligible,
        reason_code="" if is_eligible else reason_code,
        reason=reason,
    )


@transaction.atomic
def screen_anew(application: Application, *, by: User, reason: str) -> Screening:
    """After an objection to the check was upheld: what was refused passes, as a further check.

    The company is told. Raises OwnApplication, CallNotClosed, InConflict, NotUpheld, TookPartBefore
    for who had a part in the first check or competes, TransitionNotAllowed.
    """
    validate_words(reason)
    application = locked_for_staff(application, by=by)
    objection = application.objections.upheld().against_checks().last()
    if objection is None:
        raise NotUpheld
    if by.pk in objection.people_who_took_part():
        raise TookPartBefore
    return _record(application, "screen_anew", [], by=by, is_eligible=True, reason=reason)


def screen_applications(
    applications: Iterable[Application], *, by: User
) -> tuple[list[Application], list[tuple[Application, Refused | workflow.TransitionNotAllowed]]]:
    """Let the clear ones pass, at most 200 at once: those that did, and why others did not.

    Clear is where the portal finds every point fulfilled and nobody has said otherwise. Each stands
    for itself: what is refused keeps no other from passing.
    """
    done: list[Application] = []
    refused: list[tuple[Application, Refused | workflow.TransitionNotAllowed]] = []
    for application in list(applications)[:MOST_AT_ONCE]:
        try:
            _screen_clear(application, by=by)
        except (Refused, workflow.TransitionNotAllowed) as refusal:
            refused.append((application, refusal))
        else:
            done.append(application)
    return done, refused


@transaction.atomic
def _screen_clear(application: Application, *, by: User) -> Screening:
    """Raises NotClear and all that `screen_application` raises."""
    held = locked_for_staff(application, by=by)
    points = checklist_of(held)
    said = {draft.place: draft.verdict for draft in held.screening_drafts.all()}
    if not is_clear(points) or any(
        verdict in (CheckVerdict.FAILS, CheckVerdict.ASKED) for verdict in said.values()
    ):
        raise NotClear
    for point in points:
        if point.place not in said:
            _write_point(held, point.place, Judged(CheckVerdict.PASSES), by=by)
    return screen_application(held, by=by, is_eligible=True)


def _require_settled(
    application: Application, drafts: list[ScreeningDraft], *, reason: str
) -> None:
    """Raises ChecksOpen."""
    verdicts = {draft.place: draft.verdict for draft in drafts}
    unsettled = unsettled_among(checklist_of(application), verdicts)
    refusing = (CheckVerdict.FAILS, CheckVerdict.ASKED)
    if says_nothing(reason) or any(verdicts.get(point.place) in refusing for point in unsettled):
        if unsettled:
            raise ChecksOpen([point.label for point in unsettled])


def _record(
    application: Application,
    verb: str,
    drafts: list[ScreeningDraft],
    *,
    by: User,
    is_eligible: bool,
    reason: str,
    reason_code: str = "",
) -> Screening:
    before = application.state
    application.state = workflow.target_of(workflow.APPLICATION, verb, before)
    screening = Screening.objects.create(
        application=application,
        number=application.screenings.count() + 1,
        is_eligible=is_eligible,
        reason_code=reason_code,
        reason=reason,
        screened_by=by,
    )
    _keep_points(screening, application, drafts)
    application.save(update_fields=["state"])
    record_application_event(application, verb, by=by, from_state=before, reason=reason)
    notify(
        members_of(application.company),
        "application_screened",
        path=application.get_absolute_url(),
        call=application.call,
        screening=screening,
        failing=[check for check in screening.checks.all() if check.reason_code],
    )
    return screening


def _keep_points(
    screening: Screening, application: Application, drafts: list[ScreeningDraft]
) -> None:
    """The points as they were judged, in the words in which they were read."""
    if not drafts:
        return
    labels = korean_labels_of(application)
    ScreeningCheck.objects.bulk_create(
        ScreeningCheck(
            screening=screening,
            subject=draft.subject,
            key=draft.key,
            label=labels.get(draft.place, draft.key)[:500],
            verdict=draft.verdict,
            reason_code=draft.reason_code,
            note=draft.note,
        )
        for draft in drafts
    )
