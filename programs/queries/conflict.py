"""Who may not judge what: said once, and asked by every door.

A reviewer in conflict does not list, open, search or count the application, as staff either.
"""

from typing import Any

from django.db.models import DateTimeField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from portal.accounts.models import User
from portal.common.models import DatabaseNow
from programs.enums import GIVEN_BACK, UNDER_WAY
from programs.models import (
    Application,
    Assignment,
    Call,
    Conflict,
    Panel,
    Reviewer,
    ReviewerSanction,
)
from programs.models.conflict import ConflictQuerySet
from programs.queries.blinding import judged_blind_by


def barred_from(user: User) -> QuerySet[Any]:
    """The keys of applications that the user may not see as reviewer or as staff, for `pk__in`.

    Standing grounds, and suspicions that nobody has settled yet. As an applicant they see their
    own; what does not concern an application as such asks `conflicts_handled_by`.
    """
    return Conflict.objects.barring().filter(reviewer__user=user).values("application")


def users_barred_from(application: Application) -> QuerySet[Any]:
    """The keys of those who may not be told anything of the application, mails included."""
    return Conflict.objects.barring().filter(application=application).values("reviewer__user")


def working_reviewers() -> QuerySet[Reviewer]:
    """Whom one can ask today: in the pool, and under no sanction."""
    return Reviewer.objects.working(timezone.localdate())


def sanctioned_in(panel: Panel) -> QuerySet[Any]:
    """The keys of reviewers who are under a sanction on a day on which the panel reviews, as the
    database has it of its members."""
    korea = timezone.get_default_timezone()
    first, last = (
        TruncDate(Coalesce(Value(moment, DateTimeField()), DatabaseNow()), tzinfo=korea)
        for moment in (panel.opens_at, panel.closes_at)
    )
    return ReviewerSanction.objects.during(first, last).values("reviewer")


def barring_pairs(of: Call | Panel) -> set[tuple[int, int]]:
    """(reviewer's key, application's key) that an assignment must not join; one statement.

    Of a panel those of its whole call: applications are moved between panels.
    """
    call_id = of.pk if isinstance(of, Call) else of.call_id
    barring = Conflict.objects.barring().filter(application__call=call_id)
    return set(barring.values_list("reviewer", "application").order_by())


def calls_under_review() -> QuerySet[Call]:
    """Calls that have ended, with applications that nobody has decided yet."""
    waiting = Application.objects.filter(state__in=UNDER_WAY)
    return Call.objects.ended().filter(pk__in=waiting.values("call")).order_by("pk")


def conflicts_on_assignments(conflicts: ConflictQuerySet) -> ConflictQuerySet:
    """Those of the conflicts that keep a reviewer from what is assigned to them: somebody has to
    open the place again, or to look at what was finished."""
    running = Assignment.objects.exclude(state__in=GIVEN_BACK).filter(
        reviewer=OuterRef("reviewer"), application=OuterRef("application")
    )
    return conflicts.barring().filter(Exists(running))


def applications_to_declare_in(panel: Panel, user: User) -> QuerySet[Application]:
    """Against which a member of the panel may declare a conflict: all that it judges, by name, or
    of a blind panel what is assigned to them; nothing that is kept from them already."""
    shown = Application.objects.filter(
        panel_place__panel=panel, call__in=Call.objects.ended(), state__in=UNDER_WAY
    )
    if panel.is_blind:
        own = panel.assignments.filter(reviewer__user=user)
        shown = shown.filter(pk__in=own.exclude(state__in=GIVEN_BACK).values("application"))
    # Sorted by what is not shown, a blind list would tell of it
    order = "pk" if panel.is_blind else "company__name"
    return shown.exclude(pk__in=barred_from(user)).select_related("company").order_by(order, "pk")


def not_about(user: User, *, application: str = "application", reviewer: str = "reviewer") -> Q:
    """Rows that name a reviewer and an application: none about the user as reviewer, and none of
    an application that is kept from them, or that they judge blind. The two are the ways to them, "" leaves one out."""
    kept = Q(**{f"{application}__in": barred_from(user)})
    shown = ~kept & ~Q(**{f"{application}__in": judged_blind_by(user)})
    return shown & ~Q(**{f"{reviewer}__user": user}) if reviewer else shown
