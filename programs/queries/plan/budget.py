"""The budget of a plan against the rules of its call, in numbers and in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.common.money import won
from programs.budget import Amounts, Check, Share, Spender, check_budget, sum_of
from programs.decree import STATUTORY_SHARES
from programs.enums import BudgetRule, PlanSection, Verdict
from programs.models import Call, Participant
from programs.queries.plan.saved import SOURCES, Plan, place_of
from zones.enums import ApplicantKind, CompanySize
from zones.models import Company


@dataclass(frozen=True)
class BudgetNote:
    """One rule of the budget in words; `place` names the organisation that it binds."""

    rule: str
    verdict: str
    label: str
    message: str
    place: str = ""

    @property
    def verdict_label(self) -> str:
        return str(VERDICTS[Verdict(self.verdict)])


VERDICTS = {
    Verdict.PASSES: gettext_lazy("kept"),
    Verdict.FAILS: gettext_lazy("not kept"),
    Verdict.UNKNOWN: Verdict.UNKNOWN.label,
}


@dataclass(frozen=True)
class Sums:
    """What one organisation, or all of them, spend."""

    name: str
    amounts: Amounts
    is_total: bool = False


@dataclass(frozen=True)
class BudgetView:
    """A budget judged: its sums and its rules, in the reader's language."""

    sums: list[Sums]
    total: Amounts
    notes: list[BudgetNote]

    @property
    def lines(self) -> list[Sums]:
        """The sums of each, and of all where there are several."""
        return self.sums + ([Sums("", self.total, is_total=True)] if len(self.sums) > 1 else [])

    @property
    def faults(self) -> list[BudgetNote]:
        return [note for note in self.notes if note.verdict == Verdict.FAILS]


def shares_of(call: Call) -> dict[str, Share]:
    """Who pays what, by size of company.

    For national R&D money the decree binds sizes of which the call says nothing (시행령 제19조
    별표 1); of another call a size without a row is not bound.
    """
    shares = {
        size: Share(*statutory)
        for size, statutory in (STATUTORY_SHARES.items() if call.is_national_rnd else ())
    }
    return shares | {
        row.size: Share(row.government_percent, row.cash_percent) for row in call.cost_shares.all()
    }


def size_of(company: Company) -> str:
    """A prospective founder is taken as a small or medium-sized company; empty where unknown."""
    is_founder = company.applicant_kind == ApplicantKind.FOUNDER
    return CompanySize.SMALL if is_founder else company.size


def judged_budget_of(plan: Plan) -> BudgetView | None:
    """The budget as it is saved; None where the call asks for none."""
    is_asked = PlanSection.BUDGET in plan.asked
    return judged_budget(plan, plan.rows(PlanSection.BUDGET)) if is_asked else None


def judged_budget(plan: Plan, rows: Iterable[Mapping[str, Any]]) -> BudgetView:
    """The sums of a budget and every rule that binds it.

    `rows` are those that are saved (`Plan.rows`) or that are being typed: organisation, item, and
    won by source.
    """
    application, spent = plan.application, {}
    for row in rows:
        amounts = Amounts(*(row[source] or 0 for source in SOURCES))
        spent[row["participant"]] = spent.get(row["participant"], Amounts()) + amounts
    shares = shares_of(application.call)
    spenders = [_spender(plan, one, spent, shares) for one in plan.spending]
    call = application.call
    limit_won = min(filter(None, (call.award_limit_won, call.budget_won)), default=None)
    total = sum_of(spender.amounts for spender in spenders)
    checks = (
        check_budget(spenders, limit_won=limit_won, requested_won=application.requested_won)
        if total.total_won
        else []
    )
    return BudgetView(
        sums=[Sums(plan.names[spender.place], spender.amounts) for spender in spenders],
        total=total,
        notes=[_note(check, plan.names) for check in checks if not _says_nothing(check)],
    )


def _spender(
    plan: Plan,
    participant: Participant,
    spent: Mapping[str, Amounts],
    shares: Mapping[str, Share],
) -> Spender:
    place = place_of(participant)
    size = size_of(plan.application.company) if participant.is_lead else participant.size
    return Spender(
        place,
        spent.get(place, Amounts()),
        shares.get(size),
        is_size_known=bool(size) or not shares,
    )


def _says_nothing(check: Check) -> bool:
    """No own share, so nothing of it must be cash; whether one is due says the other rule."""
    return check.rule == BudgetRule.CASH_FLOOR and not check.own_won


def _note(check: Check, names: Mapping[str, str]) -> BudgetNote:
    message = WORDS[check.rule](check)
    label = str(BudgetRule(check.rule).label)
    name = names.get(check.place, "")
    return BudgetNote(
        rule=str(check.rule),
        verdict=str(check.verdict),
        label=f"{label}: {name}" if name else label,
        message=message,
        place=check.place,
    )


def _percent(permille: int | None) -> str:
    """`75`, `75.1`: tenths only where there are any."""
    whole, tenth = divmod(permille or 0, 10)
    return f"{whole}.{tenth}" if tenth else str(whole)


def _government_share(check: Check) -> str:
    if check.verdict == Verdict.UNKNOWN:
        return _("The size of this organisation is not known, so this cannot be checked yet.")
    words = {"has": _percent(check.permille), "most": check.percent}
    if check.verdict == Verdict.PASSES:
        if check.bound_won is None:
            return _("%(has)s%% of the whole; all of it may be.") % words
        words["room"] = won(check.room_won)
        return _("%(has)s%% of the whole, at most %(most)s%%. Room left: %(room)s.") % words
    words["less"] = won(-check.room_won)
    if check.needed_own_won is None:
        return _("The government pays nothing of this. Too much: %(less)s.") % words
    words["more"] = won(check.needed_own_won - (check.own_won or 0))
    return (
        _(
            "%(has)s%% of the whole, at most %(most)s%%. "
            "Ask for less: %(less)s; or add to the own share: %(more)s."
        )
        % words
    )


def _cash_floor(check: Check) -> str:
    words = {
        "has": _percent(check.permille),
        "least": check.percent,
        "needed": won(check.bound_won or 0),
    }
    text = _("%(has)s%% of the own share, at least %(least)s%%: %(needed)s.") % words
    if check.verdict == Verdict.PASSES:
        return text
    missing = _("Missing in cash: %(missing)s.") % {"missing": won(-check.room_won)}
    return f"{text} {missing}"


def _award_limit(check: Check) -> str:
    words = {"limit": won(check.bound_won or 0), "room": won(abs(check.room_won))}
    if check.verdict == Verdict.PASSES:
        return _("At most %(limit)s. Room left: %(room)s.") % words
    return _("At most %(limit)s. Too much: %(room)s.") % words


def _requested(check: Check) -> str:
    words = {"budget": won(check.has_won), "form": won(check.bound_won or 0)}
    if check.verdict == Verdict.PASSES:
        return _("The same in the budget and in the form: %(budget)s.") % words
    return _("In the budget %(budget)s, in the form %(form)s. Make both the same.") % words


WORDS = {
    BudgetRule.GOVERNMENT_SHARE: _government_share,
    BudgetRule.CASH_FLOOR: _cash_floor,
    BudgetRule.AWARD_LIMIT: _award_limit,
    BudgetRule.REQUESTED: _requested,
}
