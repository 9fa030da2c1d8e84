"""Panels: who sits in them, who leads them, what they judge."""

from collections.abc import Sequence

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from portal.accounts.models import User
from programs.enums import (
    PLACEABLE,
    TO_JUDGE,
    AssignmentState,
    MemberRole,
    MemberState,
    PanelState,
)
from programs.models import (
    Application,
    Call,
    Panel,
    PanelMember,
    PanelPlace,
    Submission,
)
from programs.queries.application import applications_handled_by
from programs.queries.conflict import barred_from, working_reviewers
from programs.queries.review import assignments_of


def chair_of(panel: Panel) -> PanelMember | None:
    """The member who leads the panel and has pledged; None while nobody has."""
    members = panel.members.filter(role=MemberRole.CHAIR, state=MemberState.PLEDGED)
    return members.select_related("reviewer__user").first()


def is_chair(user: User, panel: Panel) -> bool:
    """Whether the user leads the panel: its pledged chair, working in the pool today."""
    return panel.members.filter(
        role=MemberRole.CHAIR,
        state=MemberState.PLEDGED,
        reviewer__user=user.pk,
        reviewer__in=working_reviewers(),
    ).exists()


def memberships_of(user: User) -> QuerySet[PanelMember]:
    """Panels that the reviewer was asked to sit in or sits in; under a sanction none."""
    return PanelMember.objects.sitting().filter(
        reviewer__user=user, reviewer__in=working_reviewers()
    )


def seats_with_progress(user: User) -> QuerySet[PanelMember]:
    """The reviewer's panels, with how many reviews they have there and have finished."""
    own = Q(panel__assignments__in=assignments_of(user))
    finished = Q(panel__assignments__state=AssignmentState.FINISHED)
    return (
        memberships_of(user)
        .select_related("panel__call")
        .annotate(
            assignment_count=Count("panel__assignments", filter=own),
            finished_count=Count("panel__assignments", filter=own & finished),
        )
        .order_by("panel__closes_at", "pk")
    )


def panels_handled_by(user: User) -> QuerySet[Panel]:
    """Those that a member of staff sees: that they may form."""
    return Panel.objects.formed_by(user)


def with_printing(panels: QuerySet[Panel], user: User) -> QuerySet[Panel]:
    """With `is_printable`: whether the user may have all that is before the panel as one book.

    Not where a conflict keeps one application from them, since a gap would tell, and not while its
    call is open, again say: nobody but applicants reads then.
    """
    kept = PanelPlace.objects.filter(panel=OuterRef("pk"), application__in=barred_from(user))
    ended = Call.objects.ended().filter(pk=OuterRef("call"))
    return panels.annotate(is_printable=Exists(ended) & ~Exists(kept))


def with_progress(panels: QuerySet[Panel], user: User) -> QuerySet[Panel]:
    """How many assignments each panel has, and how many are finished, but for what is kept from the
    user."""
    shown = ~Q(assignments__application__in=barred_from(user))
    finished = Q(assignments__state=AssignmentState.FINISHED)
    return panels.annotate(
        assignment_count=Count("assignments", filter=Q(assignments__state__in=TO_JUDGE) & shown),
        finished_count=Count("assignments", filter=finished & shown),
    )


def places_handled_by(user: User, panel: Panel) -> QuerySet[PanelPlace]:
    """What the panel judges, but for what is kept from the user: by a conflict, or since its call
    is open again."""
    return panel.places.filter(application__in=applications_handled_by(user))


def receipts_shown_to(user: User, numbers: Sequence[str]) -> list[str]:
    """Of these receipt numbers those of applications that no conflict keeps from the user."""
    shown = Submission.objects.filter(number__in=numbers)
    shown = shown.exclude(application__in=barred_from(user))
    return list(shown.order_by("number").values_list("number", flat=True))


def open_places_of(panel: Panel) -> dict[int, int]:
    """How many reviewers each application lacks, by its key; without those that lack none."""
    ours = Q(application__assignments__panel=panel)
    working = Q(application__assignments__state__in=TO_JUDGE)
    places = panel.places.annotate(given=Count("application__assignments", filter=ours & working))
    rows = places.filter(given__lt=panel.per_application).order_by("application")
    return {
        key: panel.per_application - given
        for key, given in rows.values_list("application", "given")
    }


def applications_to_place(panel: Panel) -> QuerySet[Application]:
    """Screened applications of the call that are in no panel."""
    return Application.objects.filter(call=panel.call_id, state__in=PLACEABLE, panel_place=None)


def is_still_open(panel: Panel) -> bool:
    return panel.state != PanelState.CLOSED


def receipts_of(keys: Sequence[int]) -> dict[int, str]:
    """Receipt numbers of applications by their keys, or the keys where none was received."""
    numbers = {key: str(key) for key in keys}
    rows = Submission.objects.filter(application__in=keys).order_by("received_at", "pk")
    return numbers | dict(rows.values_list("application", "number"))
