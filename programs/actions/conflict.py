"""Who may not judge what: found from facts, declared, settled, waived."""

from collections.abc import Iterable

from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app

from portal.accounts.models import User
from programs import workflow
from programs.actions.application import locked_for_staff, record_application_event
from programs.actions.conflict_telling import pairs_on_assignments, tell_of_conflicts
from programs.actions.errors import (
    CompetingApplicant,
    InConflict,
    NotTheReviewer,
    OwnConflict,
    SamePerson,
    Unwaivable,
)
from programs.enums import (
    BARRING,
    SETTLED,
    UNDER_WAY,
    ApplicationVerb,
    ConflictGround,
    ConflictSource,
    ConflictState,
)
from programs.models import Application, Call, Conflict, Reviewer
from programs.queries.conflict_facts import (
    GROUNDS,
    Found,
    facts_of,
    question_of,
    scope_of,
)
from programs.rules.predicates import is_party_to
from programs.validators import validate_words

# Finders come one after another: else each tells of what both have found
ALONE = "SELECT pg_advisory_xact_lock(6103, 0)"
_BARRING = ", ".join(f"'{state}'" for state in BARRING)
# What a person has settled stays settled for this fact, and is judged anew for another. What a
# person said stays, whatever the facts say; a ground that a person confirmed does not end by itself
WRITE = f"""
    , written AS (
        INSERT INTO programs_conflict AS known (
            reviewer_id, application_id, ground, source, fact, state, found_at,
            waiver_reason, settling_reason
        )
        SELECT reviewer_id, application_id, %(ground)s, '{ConflictSource.FOUND}', fact, state,
               clock_timestamp(), '', ''
          FROM found ORDER BY reviewer_id, application_id
        ON CONFLICT (reviewer_id, application_id, ground) DO UPDATE
           SET state = EXCLUDED.state, fact = EXCLUDED.fact, source = EXCLUDED.source,
               found_at = EXCLUDED.found_at, settled_at = NULL, settled_by_id = NULL,
               settling_reason = '', waiver_asked_at = NULL, waiver_asked_by_id = NULL,
               waiver_reason = ''
         WHERE known.state = '{ConflictState.OVER}'
            OR known.state NOT IN ({_BARRING}) AND known.fact <> EXCLUDED.fact
            OR known.state = '{ConflictState.SUSPECTED}'
               AND EXCLUDED.state = '{ConflictState.STANDING}'
            OR known.state IN ({_BARRING}) AND known.source = '{ConflictSource.FOUND}'
               AND known.settled_at IS NULL
               AND (known.state, known.fact) IS DISTINCT FROM (EXCLUDED.state, EXCLUDED.fact)
        RETURNING known.id
    ), ended AS (
        UPDATE programs_conflict known SET state = '{ConflictState.OVER}'
         WHERE known.ground = %(ground)s AND known.source = '{ConflictSource.FOUND}'
           AND known.state <> '{ConflictState.OVER}'
           AND NOT (known.state = '{ConflictState.STANDING}' AND known.settled_at IS NOT NULL)
           AND known.application_id IN (SELECT id FROM cases)
           AND known.reviewer_id IN (SELECT id FROM pool)
           AND NOT EXISTS (
               SELECT 1 FROM found WHERE found.reviewer_id = known.reviewer_id
                  AND found.application_id = known.application_id
           )
        RETURNING known.id
    )
    SELECT (SELECT count(*) FROM written), (SELECT count(*) FROM ended)
"""


@transaction.atomic
def find_conflicts(applications: Iterable[int], *, reviewer: Reviewer | None = None) -> int:
    """Write down which reviewers (or whether this one) may not judge which applications,
    given by their keys.

    One statement for each ground. Grounds whose fact is gone end; staff is told of assignments that
    are kept from their reviewer now. Returns how many rows changed.
    """
    scope = scope_of(applications, reviewer=reviewer.pk if reviewer else None)
    changed = 0
    with connection.cursor() as cursor:
        cursor.execute(ALONE)
        known = pairs_on_assignments(scope["applications"], reviewer=reviewer)
        for ground in GROUNDS:
            cursor.execute(question_of(ground) + WRITE, {**scope, "ground": ground})
            changed += sum(cursor.fetchone() or (0, 0))
    if changed:
        tell_of_conflicts(
            pairs_on_assignments(scope["applications"], reviewer=reviewer).difference(known)
        )
    return changed


def find_conflicts_of_call(call: Call) -> int:
    """As `find_conflicts`, of what a call received and nobody has decided yet."""
    return find_conflicts(
        call.applications.filter(state__in=UNDER_WAY).values_list("pk", flat=True)
    )


def find_conflicts_of_reviewer(reviewer: Reviewer) -> int:
    """As `find_conflicts`, of one reviewer whose facts have changed, in all calls under way."""
    under_way = Application.objects.filter(state__in=UNDER_WAY)
    return find_conflicts(under_way.values_list("pk", flat=True), reviewer=reviewer)


def queue_finding(*, call: Call | None = None, reviewer: Reviewer | None = None) -> None:
    """Have the worker find conflicts, in the transaction of what has changed the facts."""
    if call:
        app.configure_task("programs.tasks.find_conflicts_of_call", queue="files").defer(pk=call.pk)
    if reviewer:
        task = app.configure_task("programs.tasks.find_conflicts_of_reviewer", queue="files")
        task.defer(pk=reviewer.pk)


def conflicts_now(reviewer: Reviewer, application: Application) -> list[ConflictGround]:
    """Why the reviewer may not judge the application at this moment; empty where they may.

    What is written down and what the facts say; a fact that a person settled counts as settled.
    """
    known = list(Conflict.objects.filter(reviewer=reviewer, application=application))
    settled = {(conflict.ground, conflict.fact) for conflict in known if conflict.state in SETTLED}
    found: list[Found] = [
        fact for fact in facts_of(reviewer, application) if (fact.ground, fact.fact) not in settled
    ]
    grounds = {ConflictGround(conflict.ground) for conflict in known if conflict.bars}
    return sorted(grounds | {fact.ground for fact in found})


def refuse_conflicts(reviewer: Reviewer, application: Application) -> None:
    """Raises InConflict with the grounds that hold now, for whoever assigns, pledges, finishes."""
    if grounds := conflicts_now(reviewer, application):
        raise InConflict(", ".join(grounds))


@transaction.atomic
def declare_conflict(
    application: Application, *, by: User, fact: str, ground: ConflictGround = ConflictGround.OTHER
) -> Conflict:
    """The reviewer says that they may not judge it (회피); it bars at once, whatever was settled.

    Raises NotTheReviewer for others than reviewers.
    """
    validate_words(fact)
    reviewer = Reviewer.objects.filter(user=by).first()
    if reviewer is None:
        raise NotTheReviewer
    conflict = _recorded(
        reviewer, application, ground=ground, source=ConflictSource.DECLARED, fact=fact
    )
    _record(conflict, ApplicationVerb.DECLARE_CONFLICT, by=by)
    return conflict


@transaction.atomic
def record_conflict(
    application: Application,
    *,
    reviewer: Reviewer,
    ground: ConflictGround,
    fact: str,
    by: User,
    source: ConflictSource = ConflictSource.STAFF,
) -> Conflict:
    """Staff knows a ground that no fact of the portal shows.

    Raises OwnConflict and what `locked_for_no_party` raises.
    """
    validate_words(fact)
    _refuse_themselves(reviewer, by=by)
    application = locked_for_no_party(application, by=by)
    conflict = _recorded(reviewer, application, ground=ground, source=source, fact=fact)
    _record(conflict, ApplicationVerb.DECLARE_CONFLICT, by=by)
    return conflict


@transaction.atomic
def confirm_suspicion(conflict: Conflict, *, by: User, reason: str) -> Conflict:
    """A person has looked: the suspicion is right and stands.

    Raises OwnConflict, TransitionNotAllowed and what `locked_for_no_party` raises.
    """
    validate_words(reason)
    return _settled(conflict, "confirm", by=by, reason=reason)


@transaction.atomic
def dismiss_suspicion(conflict: Conflict, *, by: User, reason: str) -> Conflict:
    """A person has looked: it is somebody else, or no conflict; it bars no more.

    Another fact raises it anew. Raises OwnConflict, TransitionNotAllowed and what
    `locked_for_no_party` raises.
    """
    validate_words(reason)
    return _settled(conflict, "dismiss", by=by, reason=reason)


@transaction.atomic
def ask_waiver(conflict: Conflict, *, by: User, reason: str) -> Conflict:
    """Ask that somebody judges in spite of a conflict, since nobody else knows the field.

    A second person decides; until then it bars. Raises OwnConflict, Unwaivable of who takes part
    (시행령 제27조제4항), TransitionNotAllowed and what `locked_for_no_party` raises.
    """
    validate_words(reason)
    conflict = _held(conflict, by=by)
    workflow.target_of(workflow.CONFLICT, "waive", conflict.state)
    if conflict.ground == ConflictGround.PARTICIPANT:
        raise Unwaivable
    conflict.waiver_asked_at, conflict.waiver_asked_by = timezone.now(), by
    conflict.waiver_reason = reason
    conflict.save(update_fields=["waiver_asked_at", "waiver_asked_by", "waiver_reason"])
    _record(conflict, ApplicationVerb.ASK_WAIVER, by=by, reason=reason)
    return conflict


@transaction.atomic
def grant_waiver(conflict: Conflict, *, by: User, reason: str) -> Conflict:
    """A second person waives a conflict; the reason stays with it and with the application.

    Raises OwnConflict, SamePerson, Unwaivable (also where nobody has asked), TransitionNotAllowed
    and what `locked_for_no_party` raises.
    """
    validate_words(reason)
    conflict = _held(conflict, by=by)
    if conflict.waiver_asked_by_id is None or conflict.ground == ConflictGround.PARTICIPANT:
        raise Unwaivable
    if conflict.waiver_asked_by_id == by.pk:
        raise SamePerson
    return _settled(conflict, "waive", by=by, reason=reason)


def locked_for_no_party(application: Application, *, by: User) -> Application:
    """The application's row, locked, for somebody of the staff who is no party where it is settled
    who may judge it.

    Raises CompetingApplicant of whose company applies in the call, and what `locked_for_staff`
    raises: OwnApplication, InConflict, CallNotClosed.
    """
    locked = locked_for_staff(application, by=by)
    if is_party_to(by, locked):
        raise CompetingApplicant
    return locked


def _held(conflict: Conflict, *, by: User) -> Conflict:
    """The application's row first, as everybody holds them, then the conflict's."""
    _refuse_themselves(conflict.reviewer, by=by)
    application = locked_for_no_party(conflict.application, by=by)
    held = Conflict.objects.select_for_update(of=["self"], no_key=True).get(pk=conflict.pk)
    held.application = application
    return held


def _refuse_themselves(reviewer: Reviewer, *, by: User) -> None:
    if reviewer.user_id == by.pk:
        raise OwnConflict


def _settled(conflict: Conflict, verb: str, *, by: User, reason: str) -> Conflict:
    conflict = _held(conflict, by=by)
    conflict.state = workflow.target_of(workflow.CONFLICT, verb, conflict.state)
    conflict.settled_at, conflict.settled_by = timezone.now(), by
    conflict.settling_reason = reason
    conflict.save(update_fields=["state", "settled_at", "settled_by", "settling_reason"])
    is_waiver = verb == "waive"
    told = ApplicationVerb.WAIVE_CONFLICT if is_waiver else ApplicationVerb.SETTLE_CONFLICT
    _record(conflict, told, by=by, reason=reason)
    return conflict


def _recorded(
    reviewer: Reviewer,
    application: Application,
    *,
    ground: ConflictGround,
    source: ConflictSource,
    fact: str,
) -> Conflict:
    """What a person says stands, in the place of what was there about this ground."""
    Application.objects.select_for_update(no_key=True).get(pk=application.pk)
    known = pairs_on_assignments([application.pk], reviewer=reviewer)
    conflict, _is_new = Conflict.objects.update_or_create(
        reviewer=reviewer,
        application=application,
        ground=ground,
        defaults={
            "source": source,
            "fact": fact[:300],
            "state": ConflictState.STANDING,
            "found_at": timezone.now(),
            "settled_at": None,
            "settled_by": None,
            "settling_reason": "",
            "waiver_asked_at": None,
            "waiver_asked_by": None,
            "waiver_reason": "",
        },
    )
    tell_of_conflicts(pairs_on_assignments([application.pk], reviewer=reviewer).difference(known))
    return conflict


def _record(conflict: Conflict, verb: ApplicationVerb, *, by: User, reason: str = "") -> None:
    application = conflict.application
    record_application_event(application, verb, by=by, from_state=application.state, reason=reason)
