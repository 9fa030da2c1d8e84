"""What reviewers of a blind panel read: an application without saying whose it is.

Texts and the plan go without the names in them (`programs.hiding`), the text of documents as well;
pictures of their pages, and files, are as they were sent.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from portal.accounts.models import User
from programs.enums import SITTING, PlanSection
from programs.hiding import MARK, Hides, Known, as_it_is, hiding
from programs.models import (
    Application,
    Assignment,
    Call,
    Document,
    Panel,
    PanelMember,
    PanelPlace,
)
from zones.models import Company

# Who takes part, by the fields of a plan's rows
NAMED = {
    PlanSection.PARTICIPANTS: ("business_number", "responsible_name"),
    PlanSection.PEOPLE: ("name",),
}
CODES = ("role", "size", "item")  # choices are no texts of the applicant


def judged_blind_by(user: User) -> QuerySet[Any]:
    """The keys of applications that the user judges in a blind panel, or that stand before one in
    which they sit or have judged: in no other role do they read whose these are."""
    seats = PanelMember.objects.filter(reviewer__user=user, state__in=SITTING).values("panel")
    judging = Assignment.objects.filter(reviewer__user=user).values("panel")
    places = PanelPlace.objects.filter(panel__is_blind=True)
    return places.filter(Q(panel__in=seats) | Q(panel__in=judging)).values("application")


def users_judging_blind(application: Application) -> QuerySet[User]:
    """Those who may not be told whose it is, by mail either."""
    panel = PanelPlace.objects.filter(application=application, panel__is_blind=True).values("panel")
    seats = PanelMember.objects.filter(panel__in=panel, state__in=SITTING)
    judging = Assignment.objects.filter(panel__in=panel)
    return User.objects.filter(
        Q(pk__in=seats.values("reviewer__user")) | Q(pk__in=judging.values("reviewer__user"))
    )


def is_judged_blind(call: Call) -> bool:
    """Whether any panel of the call does not learn who applies, as far as there are panels yet."""
    return Panel.objects.filter(call=call, is_blind=True).exists()


def blind_name(document: Document) -> str:
    """What a file is called where its own name may say whose it is: by what it was asked as."""
    return f"{document.place.label}{PurePath(document.name).suffix.lower()}"


def named_blindly(document: Document) -> Document:
    """For pages: the file under that name."""
    vars(document)["shown_name"] = blind_name(document)
    return document


def texts_shown_in(assignment: Assignment) -> Hides:
    """How its reviewer reads a text of the application: in a blind panel without names."""
    if not assignment.panel.is_blind:
        return as_it_is
    submission = assignment.application.submissions.first()
    content = json.loads(submission.content) if submission else {}
    return hiders_of([assignment.application], [content])[0]


def hiders_of(
    applications: Sequence[Application], contents: Sequence[Mapping[str, Any]]
) -> list[Hides]:
    """What takes out of texts whatever the portal knows of who applies, for each application with
    the content of its submission: its company, now and before, everybody who acts or acted for it,
    organisations and people of the plan. Two statements for all of them."""
    companies = {application.company_id for application in applications}
    versions = _by_company(
        apps.get_model("zones", "CompanyHistory").objects.filter(pgh_obj_id__in=companies),
        "pgh_obj_id", "name", "representative_name", "business_number", "corporate_number",
        "phone", "address",
    )  # fmt: skip
    members = _by_company(
        apps.get_model("zones", "CompanyMemberHistory").objects.filter(company__in=companies),
        "company", "user__name", "user__email", "user__phone",
    )  # fmt: skip
    return [
        hiding(
            _known(
                [*versions.get(application.company_id, []), _of_now(application.company)],
                members.get(application.company_id, []),
                content,
            )
        )
        for application, content in zip(applications, contents, strict=True)
    ]


def _by_company(rows: QuerySet[Any], company: str, *names: str) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = {}
    for row in rows.order_by().values(company, *names).distinct():
        found.setdefault(row.pop(company), []).append(row)
    return found


def _of_now(company: Company) -> dict[str, Any]:
    return {
        name: getattr(company, name)
        for name in (
            "name", "representative_name", "business_number", "corporate_number", "phone", "address",
        )
    }  # fmt: skip


def _known(
    versions: Iterable[Mapping[str, Any]],
    members: Iterable[Mapping[str, Any]],
    content: Mapping[str, Any],
) -> Known:
    companies = [*versions, content.get("company") or {}]
    plan = content.get("plan") or {}
    partners = plan.get(PlanSection.PARTICIPANTS) or []
    people = plan.get(PlanSection.PEOPLE) or []
    return Known(
        organisations=_said(companies, "name", "address") | _said(partners, "name"),
        people=_said(companies, "representative_name")
        | _said(members, "user__name")
        | _said(partners, "responsible_name")
        | _said(people, "name"),
        numbers=_said(companies, "business_number", "corporate_number", "phone")
        | _said(members, "user__phone")
        | _said(partners, "business_number"),
        mails=_said(members, "user__email"),
        shared_domains=frozenset(settings.SHARED_MAIL_DOMAINS),
    )


def _said(rows: Iterable[Mapping[str, Any]], *names: str) -> frozenset[str]:
    return frozenset(str(row[name]) for row in rows for name in names if row.get(name))


def blinded(content: Mapping[str, Any], hides: Hides) -> dict[str, Any]:
    """What a reviewer reads of the content of a submission, and no more; organisations of the plan
    are told apart by numbers."""
    answers = [
        {**answer, "value": _without_names(answer["value"], hides)}
        for answer in content.get("answers", [])
    ]
    plan = {
        section: [_row(section, row, hides) for row in rows]
        for section, rows in (content.get("plan") or {}).items()
    }
    return {
        "title": hides(str(content.get("title", ""))),
        "requested_won": content.get("requested_won"),
        "company": {"name": MARK},
        "answers": answers,
        "plan": plan or None,
    }


def _without_names(value: Any, hides: Hides) -> Any:
    if isinstance(value, str):
        return hides(value)
    if isinstance(value, list):
        return [_without_names(item, hides) for item in value]
    if isinstance(value, dict):
        return {name: _without_names(item, hides) for name, item in value.items()}
    return value


def _row(section: str, row: Mapping[str, Any], hides: Hides) -> dict[str, Any]:
    said = {name: MARK for name in NAMED.get(PlanSection(section), ()) if row.get(name)}
    if section == PlanSection.PARTICIPANTS:
        said["name"] = _("Organisation %(number)s") % {"number": row["number"]}
    codes = {name: row[name] for name in CODES if name in row}
    return {**_without_names(row, hides), **said, **codes}
