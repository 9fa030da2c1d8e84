"""What can be done with a panel now, in the order of its work, and what the rest waits for."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.common.templatetags.portal_text import moment
from programs.enums import SITTING, MemberRole, MemberState, PanelState
from programs.models import Panel, Ranking, Selection
from programs.queries.application import applications_handled_by
from programs.queries.deciding import Needs, needs_of
from programs.queries.matching import READY
from programs.queries.panel import applications_to_place
from programs.queries.panel_table import PanelTable
from programs.queries.ranking import rankings_handled_by
from programs.queries.selection import selections_handled_by


@dataclass(frozen=True)
class Step:
    """A page that acts or shows."""

    verb: str
    title: str
    url: str


@dataclass
class Stage:
    """A part of the work: how it stands, what can be done, what is rarely done, what it waits for."""

    title: str
    facts: list[str] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    rare: list[Step] = field(default_factory=list)
    waits: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Standing:
    """What the steps follow from, read once."""

    panel: Panel
    table: PanelTable
    needs: Needs
    members: list[Any]
    placeable: int
    has_proposal: bool
    has_seal: bool
    has_draw: bool
    may_decide: bool
    ranking: Ranking | None
    selection: Selection | None

    @property
    def sitting(self) -> int:
        return sum(member.state in SITTING for member in self.members)

    @property
    def ready(self) -> int:
        return sum(member.state in READY for member in self.members)

    @property
    def pledged(self) -> int:
        return sum(member.state == MemberState.PLEDGED for member in self.members)

    @property
    def has_chair(self) -> bool:
        return any(
            member.role == MemberRole.CHAIR and member.state in SITTING for member in self.members
        )

    @property
    def is_closed(self) -> bool:
        return self.panel.state == PanelState.CLOSED

    @property
    def is_judged(self) -> bool:
        """All reviews are finished, and as many as each application needs."""
        return self.needs.is_reviewed


def standing_of(panel: Panel, request: HttpRequest, *, table: PanelTable) -> Standing:
    user = request.user
    ready = applications_to_place(panel).filter(pk__in=applications_handled_by(user))
    newest = panel.proposals.first()
    may_decide = user.has_perm("programs.propose_selection", panel)
    rankings = rankings_handled_by(user).filter(panel=panel).defer("content")
    selections = selections_handled_by(user).filter(panel=panel)
    return Standing(
        panel=panel,
        table=table,
        needs=needs_of(panel),
        members=list(panel.members.select_related("reviewer__user")),
        placeable=ready.count(),
        has_proposal=newest is not None and newest.applied_at is None,
        has_seal=panel.call.seals.exists(),
        has_draw=panel.draws.exists(),
        may_decide=may_decide,
        ranking=rankings.order_by("-number").first() if may_decide else None,
        selection=selections.order_by("-number").first() if may_decide else None,
    )


def stages_of(at: Standing) -> list[Stage]:
    """The panel's work from left to right; who may not decide sees the first three."""
    stages = [_form(at), _assign(at), _review(at)]
    return [*stages, _rank(at), _decide(at)] if at.may_decide else stages


def primary_verb(at: Standing) -> str:
    """The one step that brings the panel on; "" where it waits for others."""
    return next(_next_verbs(at), "")


def _next_verbs(at: Standing) -> Iterator[str]:
    if at.is_judged:  # places that are open still may stay so: there are as many as it needs
        yield from _ending_verbs(at)
    elif not at.is_closed:
        yield from _forming_verbs(at)


def _forming_verbs(at: Standing) -> Iterator[str]:
    if not at.sitting:
        yield "invite"
    if not at.table.rows:
        yield from ("place",) if at.placeable else ()
        return
    if at.ready and at.table.open_count:
        yield "apply" if at.has_proposal else "fill" if at.table.given else "propose"
    if at.panel.state == PanelState.FORMING and at.table.given and not at.table.open_count:
        yield "open"


def _ending_verbs(at: Standing) -> Iterator[str]:
    if at.panel.state == PanelState.REVIEWING:
        yield "close"
    if at.may_decide and at.is_closed and not at.selection:
        yield "propose_selection" if at.ranking else "freeze"


def _step(verb: str, title: str) -> Step:
    return Step(verb, title, f"../{verb}/")


def _form(at: Standing) -> Stage:
    members = ngettext("%(count)s member", "%(count)s members", at.sitting)
    pledged = _("%(count)s pledged")
    places = ngettext("%(count)s application", "%(count)s applications", len(at.table.rows))
    stage = Stage(
        _("Form the panel"),
        [
            f"{members % {'count': at.sitting}} · {pledged % {'count': at.pledged}}",
            places % {"count": len(at.table.rows)},
        ],
    )
    if at.sitting and not at.has_chair and not at.is_closed:
        stage.waits.append(_("Nobody chairs the panel yet."))
    if invited := sum(member.state == MemberState.INVITED for member in at.members):
        words = ngettext(
            "%(count)s member has not answered yet.",
            "%(count)s members have not answered yet.",
            invited,
        )
        stage.waits.append(words % {"count": invited})
    if not at.placeable and not at.table.rows:
        stage.waits.append(_("No application has passed the eligibility check yet."))
    if at.is_closed:
        return stage
    stage.steps.append(_step("invite", _("Invite members")))
    if at.placeable:
        stage.steps.append(_step("place", _("Place applications")))
    if at.sitting:
        stage.rare.append(_step("chair", _("Change the chair")))
        stage.rare.append(_step("release", _("Release a member")))
    if at.table.rows:
        stage.rare.append(_step("remove-place", _("Take an application out")))
    return stage


def _assign(at: Standing) -> Stage:
    count = at.table.open_count
    stage = Stage(_("Assign reviewers"))
    if not at.table.rows:
        stage.waits.append(_("Applications are placed first."))
        return stage
    words = ngettext("%(count)s place is open.", "%(count)s places are open.", count)
    stage.facts.append(words % {"count": count} if count else _("All places are taken."))
    if at.is_closed:
        return stage
    if not at.ready:
        stage.waits.append(_("The method assigns to members who have accepted: none has yet."))
    elif count:
        stage.steps.extend(_by_method(at))
    if at.sitting:
        stage.steps.append(_step("assign", _("Assign by hand")))
    if at.table.in_work:
        stage.rare.append(_step("take-back", _("Release an assignment")))
    return stage


def _by_method(at: Standing) -> list[Step]:
    propose = _step("propose", _("Propose an assignment"))
    if at.has_proposal:
        return [_step("apply", _("Look at the proposal and apply it")), propose]
    if at.table.given:
        return [_step("fill", _("Fill the open places")), propose]
    return [propose]


def _review(at: Standing) -> Stage:
    done = _("%(done)s of %(all)s reviews are finished")
    stage = Stage(_("Review"), [done % {"done": at.table.finished, "all": at.table.given}])
    if at.is_closed:
        stage.facts.append(_("The panel is closed."))
        stage.rare.append(_step("reopen", _("Open the panel again")))
        return stage
    if at.has_seal and at.table.rows:
        draw = _step("draw", _("Draw the order"))
        (stage.rare if at.has_draw else stage.steps).append(draw)
    elif not at.has_seal:
        stage.waits.append(
            _("The order is drawn from the seal of the call, which is not made yet.")
        )
    if at.panel.state == PanelState.FORMING:
        if at.table.given:
            stage.steps.append(_step("open", _("Open the panel")))
        else:
            stage.waits.append(_("Reviewers are assigned first."))
    elif at.is_judged:
        stage.steps.append(_step("close", _("Close the panel")))
    else:
        stage.waits.extend(_missing(at))
    return stage


def _missing(at: Standing) -> list[str]:
    """What keeps the panel from being closed and ranked."""
    said = []
    if count := at.needs.open_reviews:
        if until := at.panel.closes_at:
            words = ngettext(
                "%(count)s review is open until %(until)s.",
                "%(count)s reviews are open until %(until)s.",
                count,
            )
            said.append(words % {"count": count, "until": moment(until)})
        else:
            words = ngettext("%(count)s review is open.", "%(count)s reviews are open.", count)
            said.append(words % {"count": count})
    if count := at.needs.below_quorum:
        words = ngettext(
            "%(count)s application has fewer finished reviews than the %(quorum)s it needs.",
            "%(count)s applications have fewer finished reviews than the %(quorum)s they need.",
            count,
        )
        said.append(words % {"count": count, "quorum": at.panel.quorum})
    return said or [_("Applications are placed and judged first.")]


def _rank(at: Standing) -> Stage:
    stage = Stage(_("Rank"))
    if at.ranking:
        url = reverse("admin:programs_ranking_change", args=[at.ranking.pk])
        words = _("Look at version %(number)s") % {"number": at.ranking.number}
        stage.steps.append(Step("ranking", words, url))
    if not at.is_judged:
        stage.waits.extend(_missing(at))
        return stage
    url = reverse("admin:programs_ranking_freeze", args=[at.panel.pk])
    title = _("Freeze the next version") if at.ranking else _("Freeze the ranking")
    (stage.rare if at.ranking else stage.steps).append(Step("freeze", title, url))
    return stage


def _decide(at: Standing) -> Stage:
    stage = Stage(_("Decide"))
    if at.selection:
        url = reverse("admin:programs_selection_change", args=[at.selection.pk])
        stage.facts.append(at.selection.get_state_display())
        stage.steps.append(Step("selection", _("Look at the selection"), url))
    if not at.ranking:
        stage.waits.append(_("The ranking is frozen first."))
        return stage
    url = reverse("admin:programs_selection_propose", args=[at.panel.pk])
    propose = Step("propose_selection", _("Propose the selection"), url)
    (stage.rare if at.selection else stage.steps).append(propose)
    return stage
