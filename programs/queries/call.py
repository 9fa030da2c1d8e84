"""Calls: whose they are, what they show, what they still lack."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db.models import CharField, OuterRef, QuerySet, Value
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.common.nested import objects_from, rows_of
from programs.models import Briefing, Call, Criterion, Program, Question, RequiredDocument
from programs.rules import is_foundation
from programs.validators import Fault, validate_weights
from zones.models import Agency, Zone

PART_FIELDS = ("position", "label_ko", "label_en", "help_ko", "help_en")


def calls_visible_to(user: User | AnonymousUser) -> QuerySet[Call]:
    """Published calls for everybody; all calls of their agency for its members; all for staff."""
    if not user.is_authenticated:
        return Call.objects.published()
    if is_foundation(user):
        return Call.objects.all()
    own = Call.objects.filter(agency__members__user=user)
    return (Call.objects.published() | Call.objects.filter(pk__in=own)).distinct()


def calls_of_agencies_of(user: User) -> QuerySet[Call]:
    return Call.objects.filter(agency__in=Agency.objects.of(user))


def with_parts(calls: QuerySet[Call]) -> QuerySet[Call]:
    """Calls with questions, documents, criteria and briefings, all in one statement."""
    parent = OuterRef("pk")
    return calls.annotate(
        question_rows=rows_of(
            Question.objects.filter(call=parent),
            *PART_FIELDS, "kind", "is_required", "max_length", "unit", "options",
        ),
        document_rows=rows_of(
            RequiredDocument.objects.filter(call=parent),
            *PART_FIELDS, "is_required", "applicant_kinds", "max_age_days",
        ),
        criterion_rows=rows_of(Criterion.objects.filter(call=parent), *PART_FIELDS, "weight"),
        briefing_rows=rows_of(
            Briefing.objects.published().filter(calls=parent),
            "id", "title_ko", "title_en", "starts_at", "ends_at", "is_day_only",
            "venue_ko", "venue_en",
        ),
    )  # fmt: skip


def parts_of(call: Call) -> dict[str, list[Any]]:
    """The parts that `with_parts` brought, as objects."""
    rows: Any = call
    return {
        "questions": objects_from(Question, rows.question_rows),
        "required_documents": objects_from(RequiredDocument, rows.document_rows),
        "criteria": objects_from(Criterion, rows.criterion_rows),
        "briefings": objects_from(Briefing, rows.briefing_rows),
    }


def filter_choices() -> dict[str, list[tuple[str, str]]]:
    """What the call list can be filtered by, from the database, in one statement.

    Keys zone, agency and year; each a list of (value, label) in the reader's language.
    """
    zones = Zone.objects.annotate(kind_=Value("zone")).values_list(
        "kind_", "slug", "name_ko", "name_en"
    )
    agencies = Agency.objects.filter(calls__isnull=False).annotate(kind_=Value("agency"))
    years = Program.objects.annotate(kind_=Value("year"), text=Cast("year", CharField()))
    rows = zones.union(
        agencies.values_list("kind_", "slug", "name_ko", "name_en"),
        years.values_list("kind_", "text", "text", "text"),
    )
    choices: dict[str, list[tuple[str, str]]] = {"zone": [], "agency": [], "year": []}
    english = get_language() == "en"
    for kind, value, name_ko, name_en in rows:
        choices[kind].append((value, name_en if english and name_en else name_ko))
    return {
        kind: sorted(found, key=lambda choice: choice[1], reverse=kind == "year")
        for kind, found in choices.items()
    }


def faults_of_call(call: Call) -> list[Fault]:
    """What still keeps a call from being submitted for approval; empty when it is complete."""
    faults = []
    if not call.zones.exists():
        faults.append(Fault(_("Zones"), _("Choose at least one zone."), "head"))
    if not call.questions.exists():
        faults.append(Fault(_("Questions"), _("Ask at least one question."), "questions"))
    if not call.required_documents.exists():
        message = _("Ask for at least one document.")
        faults.append(Fault(_("Required documents"), message, "documents"))
    try:
        validate_weights([criterion.weight for criterion in call.criteria.all()])
    except ValidationError as error:
        faults.append(Fault(_("Criteria"), error.messages[0], "criteria"))
    if call.closes_at and call.closes_at <= timezone.now():
        message = _("The closing time has passed. Set a later one.")
        faults.append(Fault(_("Closing"), message, "head"))
    return faults
