"""The register of results: each public award with what everybody may know of it, and no more.

Columns are named one by one, so that what a person gave (address, phone, business number, names) is
not even read. Whatever a later column of a model says, it is not in here.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Case, CharField, F, Min, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import MD5, Cast, Concat

from portal.common.nested import rows_of
from programs.enums import Outcome
from programs.models import Call, Decision, Selection
from zones.enums import ApplicantKind
from zones.models import Municipality, Province, Zone

ROWS_AT_ONCE = 1000
CALL, PROGRAM = "application__call", "application__call__program"
AGENCY, COMPANY = "application__call__agency", "application__company"


def awards() -> Iterator[dict[str, Any]]:
    """Awards that are public at this moment by the database's clock, the newest first; in one
    statement, read in pieces. Amounts in won, moments in UTC.

    `recipient` is empty of a founder, who is a natural person. Their order says nothing either:
    within a call it goes by public name and amount, never by score, place or key.
    """
    return _rows().iterator(chunk_size=ROWS_AT_ONCE)


def _rows() -> QuerySet[Any, dict[str, Any]]:
    is_person = When(application__company__applicant_kind=ApplicantKind.FOUNDER, then=Value(""))
    shuffled = MD5(Concat(Value("award "), Cast("application", CharField())))
    public = Decision.objects.public().filter(outcome=Outcome.SELECTED)
    return (
        public.filter(application__call__in=Call.objects.published())
        .annotate(
            recipient=Case(is_person, default=F(f"{COMPANY}__name")),
            first_public_at=Subquery(_first_public(OuterRef("application"))),
            zone_rows=_zones(OuterRef(CALL)),
        )
        .order_by("-selection__publishes_at", f"{CALL}__code", "recipient", "awarded_won", shuffled)
        .values(
            "awarded_won",
            "recipient",
            "first_public_at",
            "zone_rows",
            award=F("application"),
            company=F(COMPANY),
            kind=F(f"{COMPANY}__applicant_kind"),
            public_at=F("selection__publishes_at"),
            code=F(f"{CALL}__code"),
            title_ko=F(f"{CALL}__title_ko"),
            title_en=F(f"{CALL}__title_en"),
            summary_ko=F(f"{CALL}__summary_ko"),
            stage=F(f"{CALL}__stage"),
            months=F(f"{CALL}__support_months"),
            is_example=F(f"{CALL}__is_example"),
            program=F(f"{PROGRAM}__slug"),
            program_ko=F(f"{PROGRAM}__name_ko"),
            program_en=F(f"{PROGRAM}__name_en"),
            year=F(f"{PROGRAM}__year"),
            agency=F(f"{AGENCY}__slug"),
            agency_ko=F(f"{AGENCY}__name_ko"),
            agency_en=F(f"{AGENCY}__name_en"),
        )
    )


def _first_public(application: OuterRef) -> QuerySet[Any]:
    """When it was public for the first time that this application is selected: a later selection
    of its panel, made for others, does not make it a new award."""
    selected = Selection.objects.public().filter(
        decisions__application=application, decisions__outcome=Outcome.SELECTED
    )
    by_application = selected.order_by().values("decisions__application")
    return by_application.annotate(first=Min("publishes_at")).values("first")


def _zones(call: OuterRef) -> Any:
    """The zones of a call, each with `provinces` and `places` (municipalities with their province)."""
    provinces = Province.objects.filter(zones=OuterRef("pk")).order_by("name_ko")
    places = Municipality.objects.filter(zones=OuterRef("pk")).order_by("province", "name_ko")
    return rows_of(
        Zone.objects.filter(call_zones__call=call).order_by("slug"),
        "slug",
        "name_ko",
        provinces=rows_of(provinces, "code", "name_ko"),
        places=rows_of(places, "name_ko", province=F("province__name_ko")),
    )
