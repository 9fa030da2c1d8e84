"""What a company has stated and changed, and who may join it."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import Field, Model
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.common.encryption import Unreadable
from portal.common.money import without_unit, won
from portal.common.templatetags.portal_text import day
from zones.enums import FOUNDATION_VERBS, CompanyVerb
from zones.models import (
    BankAccount,
    Company,
    CompanyRevenue,
    CompanyStatus,
    Invitation,
    Province,
    Zone,
)
from zones.validators import with_hyphen, with_hyphens

MOST_CHANGES = 200
# What changes without anybody stating something
UNSAID = ("id", "company", "created_at", "created_by", "verified_on", "verified_by", "evidence")
# How numbers are printed, by the name of their field
HYPHENS = {"business_number": with_hyphens, "corporate_number": with_hyphen}
PROFILE_FIELDS = [field for field in Company._meta.concrete_fields if field.name not in UNSAID]


def invitation_with(token: str) -> Invitation | None:
    """The invitation that a mail's token opens, while it can be accepted."""
    digest = hashlib.sha256(token.encode()).hexdigest()
    return (
        Invitation.objects.acceptable()
        .filter(token_sha256=digest)
        .select_related("company", "invited_by")
        .first()
    )


def account_of(company: Company) -> dict[str, Any] | None:
    """The company's bank account as it is shown; `is_unreadable` where no key opens it."""
    account = BankAccount.objects.filter(company=company).first()
    if account is None:
        return None
    try:
        shown = account.masked()
    except Unreadable:
        shown = {"is_unreadable": True}
    return {**shown, "saved_at": account.saved_at, "stamp": account.stamp}


def profile_content(company: Company) -> dict[str, Any]:
    """What the company states in its profile, for a digest of it; fields as the instance has them."""
    statuses = company.statuses.order_by("kind", "valid_from")
    revenues = company.revenues.order_by("year").values_list("year", "amount_won")
    return {
        **{field.name: field.value_to_string(company) for field in PROFILE_FIELDS},
        "statuses": [status.statement for status in statuses],
        "revenues": [list(row) for row in revenues],
    }


class Compared(NamedTuple):
    """A part of the profile as it is saved by now, and as somebody typed it."""

    label: str
    before: str
    after: str


def profile_compared(
    company: Company, *, statuses: Iterable[CompanyStatus], revenues: Mapping[int, int | None]
) -> list[Compared]:
    """Where the profile that was typed differs from what is saved by now.

    `revenues` are in won by year; of years that are not among them nothing is said.
    """
    saved = Company.objects.get(pk=company.pk)
    places = {model: model.objects.in_bulk() for model in (Zone, Province)}
    lines = [
        Compared(
            str(field.verbose_name), _text(field, saved, places), _text(field, company, places)
        )
        for field in PROFILE_FIELDS
    ]
    stated = CompanyStatus._meta.verbose_name_plural
    lines.append(Compared(str(stated), _status_text(saved.statuses.all()), _status_text(statuses)))
    known = dict(saved.revenues.values_list("year", "amount_won"))
    for year, amount in revenues.items():
        label = without_unit(_("Revenue of %(year)s (won)") % {"year": year})
        lines.append(Compared(label, _won(known.get(year)), _won(amount)))
    return [line for line in lines if line.before != line.after]


def _status_text(statuses: Iterable[CompanyStatus]) -> str:
    return "\n".join(
        sorted(
            f"{one.get_kind_display()} {one.certificate_number} "
            f"{day(one.valid_from)} – {day(one.valid_until)}"
            for one in statuses
        )
    )


def _won(amount: int | None) -> str:
    return "" if amount is None else won(amount)


@dataclass(frozen=True)
class Change:
    """One entry of a company's history; `lines` say field by field what was and what is."""

    at: datetime
    title: str
    who: str
    text: str = ""
    lines: tuple[tuple[str, str, str], ...] = ()


def history_of_company(company: Company) -> list[Change]:
    """Who changed what of the profile, and what else happened, newest first.

    From the versions that the database keeps and the events of the actions. The foundation is not
    named.
    """
    changes = [*_events(company), *_versions(company)]
    return sorted(changes, key=lambda change: change.at, reverse=True)[:MOST_CHANGES]


def _events(company: Company) -> Iterator[Change]:
    for event in company.events.select_related("actor").order_by("-happened_at")[:MOST_CHANGES]:
        by_staff = event.actor is not None and event.actor.is_staff
        if by_staff or event.verb in FOUNDATION_VERBS:
            who = _("the foundation")
        elif event.verb == CompanyVerb.WITHHOLD_CERTIFICATE:
            who = _("the portal")
        else:
            who = named(event.actor, event.by_consultant)
        title = str(CompanyVerb(event.verb).label)
        yield Change(event.happened_at, title, who, event.reason)


def named(actor: User | None, by_consultant: bool) -> str:
    """Who did it, with the mark of an outside consultant."""
    if actor is None:
        return ""
    return (
        _("%(name)s (outside consultant)") % {"name": actor.name} if by_consultant else actor.name
    )


def _versions(company: Company) -> list[Change]:
    """What changed from version to version of the profile, its statuses and its revenues."""
    kept = [
        (Company, {"pgh_obj_id": company.pk}),
        (CompanyStatus, {"company_id": company.pk}),
        (CompanyRevenue, {"company_id": company.pk}),
    ]
    rows = [(model, row) for model, of in kept for row in _rows(model, of)]
    people = _people(row for _model, row in rows)
    places = {model: model.objects.in_bulk() for model in (Zone, Province)}
    found, before = [], {}
    for model, row in rows:
        key = (model, row.pgh_obj_id or row.id)
        lines = _lines(model, before.get(key), row, places)
        if lines:
            who = people.get(_user_id(row), "")
            found.append(Change(row.pgh_created_at, _title(model, row), who, lines=lines))
        before[key] = row
    return found


def _rows(model: type[Model], of: dict[str, Any]) -> list[Any]:
    """The versions of rows, oldest first."""
    kept = apps.get_model("zones", f"{model.__name__}History")
    versions = kept.objects.filter(**of).select_related("pgh_context").order_by("pgh_id")
    return list(versions)


def _user_id(row: Any) -> int | None:
    return (row.pgh_context.metadata or {}).get("user") if row.pgh_context else None


def _people(rows: Iterator[Any]) -> dict[int | None, str]:
    """Names by key; of staff it says that it was the foundation."""
    users = User.objects.filter(pk__in={_user_id(row) for row in rows} - {None})
    return {user.pk: _("the foundation") if user.is_staff else user.name for user in users}


def _title(model: type[Model], row: Any) -> str:
    """What kind of thing it is, and which of them."""
    what = str(model._meta.verbose_name)
    if model is CompanyStatus:
        return f"{what}: {row.get_kind_display()}"
    return f"{what}: {row.year}" if model is CompanyRevenue else what


def _lines(
    model: type[Model], before: Any, row: Any, places: dict[type[Model], dict[int, Any]]
) -> tuple[tuple[str, str, str], ...]:
    """Each field that differs: its name, what was, what is; of a removed row what it was."""
    is_gone = row.pgh_label == "delete"
    fields = [field for field in model._meta.concrete_fields if field.name not in UNSAID]
    said = [
        (
            without_unit(str(field.verbose_name)),
            _text(field, row if is_gone else before, places),
            "" if is_gone else _text(field, row, places),
        )
        for field in fields
    ]
    return tuple(line for line in said if line[1] != line[2])


def _text(field: Field, row: Any, places: dict[type[Model], dict[int, Any]]) -> str:
    value = None if row is None else getattr(row, field.attname)
    if value in (None, "", []):
        return ""
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if field.is_relation:
        return str(places[field.related_model].get(value, ""))
    if isinstance(value, list):
        labels = dict(field.base_field.flatchoices)
        return ", ".join(str(labels.get(part, part)) for part in value)
    if isinstance(value, bool):
        return _("yes") if value else ""
    if field.name == "amount_won":
        return won(value)
    if isinstance(value, date):
        return day(value)
    return HYPHENS.get(field.name, str)(value)
