from datetime import date, timedelta
from typing import Any

from portal.accounts.models import User
from programs.demo.content import cited, filled, moment, read
from programs.enums import CallState
from programs.models import (
    Adjustment,
    Call,
    CallEvent,
    CallZone,
    CostShare,
    Criterion,
    EligibilityRule,
    Program,
    Question,
    RequiredDocument,
    WarningReason,
)
from programs.queries.lint import findings_of
from zones.models import Agency, Zone

WRITER = "staff@example.kr"
APPROVER = "approver@example.kr"
MOMENTS = ("published_at", "opens_at", "closes_at")
# Days before publication
CREATED, SUBMITTED, APPROVED = timedelta(days=10), timedelta(days=5), timedelta(days=2)


def load_calls(today: date) -> None:
    """The six calls of 2020 and invented ones around today; a call that is there stays as it is."""
    for name in ("calls_2020", "calls_example"):
        content = read(name)
        for row in content["calls"]:
            if not Call.objects.filter(code=row["code"]).exists():
                _write_call(content["common"] | row, today=today)


def _write_call(row: dict[str, Any], *, today: date) -> None:
    zones = list(Zone.objects.filter(slug__in=row.pop("zones")))
    quota, contacts = row.pop("quota", None), row.pop("zone_contacts", {})
    rules, shares = row.pop("rules", []), row.pop("shares", [])
    state = row.pop("state", CallState.APPROVED)
    form = read("forms")[row.pop("form")]
    agency = Agency.objects.get(slug=row["agency"])
    row |= {
        "agency": agency,
        "program": Program.objects.get(slug=row["program"]),
        "sources": cited(row["sources"]),
    }
    row |= {name: moment(row[name], today=today) for name in MOMENTS}
    approver = User.objects.get(email=APPROVER)
    writer = _writer_of(agency, approver=approver)
    call = Call.objects.create(
        **filled(row, _words(zones, today=today)),
        created_at=row["published_at"] - CREATED,
        created_by=writer,
    )
    CallZone.objects.bulk_create(
        CallZone(call=call, zone=zone, quota=quota, **contacts.get(zone.slug, {})) for zone in zones
    )
    _write_parts(call, form)
    EligibilityRule.objects.bulk_create(
        EligibilityRule(call=call, position=position, **rule)
        for position, rule in enumerate(rules, start=1)
    )
    CostShare.objects.bulk_create(CostShare(call=call, **share) for share in shares)
    _submit(call, by=writer)
    if state == CallState.APPROVED:
        _approve(call, by=approver)


def give_reasons() -> None:
    """Why the warnings of the example calls were accepted; needs the briefings."""
    reasons = read("reasons")
    for call in Call.objects.filter(is_example=True):
        for finding in findings_of(call):
            if finding.is_warning and not finding.reason:
                WarningReason.objects.create(
                    call=call,
                    rule=finding.rule,
                    about=finding.about,
                    reason=reasons[finding.rule],
                    given_at=call.submitted_at,
                    given_by=call.submitted_by,
                )


def _writer_of(agency: Agency, *, approver: User) -> User:
    member = agency.members.exclude(user=approver).order_by("pk").first()
    return member.user if member else User.objects.get(email=WRITER)


def _words(zones: list[Zone], *, today: date) -> dict[str, Any]:
    """What the texts name: the year, and the first zone with its strategy of 2020."""
    zone = zones[0]
    strategy = zone.strategies.get(year=2020)
    institutions = zone.institutions.values_list("name_ko", flat=True)
    return {
        "year": today.year,
        "zone_ko": zone.name_ko,
        "zone_en": zone.name_en,
        "field_ko": zone.specialization_ko,
        "field_en": zone.specialization_en,
        "direction_ko": strategy.direction_ko,
        "direction_en": strategy.direction_en,
        "focus_ko": strategy.focus_ko,
        "institutions_ko": ", ".join(institutions),
    }


def _write_parts(call: Call, form: dict[str, list[dict[str, Any]]]) -> None:
    models = {
        "questions": Question,
        "documents": RequiredDocument,
        "criteria": Criterion,
        "adjustments": Adjustment,
    }
    for name, model in models.items():
        model.objects.bulk_create(
            model(call=call, position=position, **part)
            for position, part in enumerate(form.get(name, []), start=1)
        )


def _submit(call: Call, *, by: User) -> None:
    """As the action does, at a moment before the publication and without mails."""
    _record(call, "create", by=by, at=call.created_at, from_state="")
    call.state, call.submitted_by = CallState.SUBMITTED, by
    call.submitted_at = call.published_at - SUBMITTED
    call.save()
    _record(call, "submit", by=by, at=call.submitted_at, from_state=CallState.DRAFT)


def _approve(call: Call, *, by: User) -> None:
    call.state, call.approved_by = CallState.APPROVED, by
    call.approved_at = call.published_at - APPROVED
    call.save()
    _record(call, "approve", by=by, at=call.approved_at, from_state=CallState.SUBMITTED)


def _record(call: Call, verb: str, *, by: User, at: Any, from_state: str) -> None:
    CallEvent.objects.create(
        call=call,
        verb=verb,
        actor=by,
        happened_at=at,
        from_state=from_state,
        to_state=call.state,
    )
