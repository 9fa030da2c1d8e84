"""What a published call tells machines beside its own fields: in the statement of the call itself."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.utils.translation import override

from portal.common.nested import objects_from
from programs.eligibility import rule_in_words
from programs.models import Call, EligibilityRule
from programs.queries.eligibility import terms_of, with_rules
from programs.queries.parts import parts_of, with_parts
from zones.models import Province

DETAILS = (
    "call_zones", "documents", "attachments", "cost_shares", "criteria", "adjustments", "changes", "seals",
)  # fmt: skip


def with_details(calls: QuerySet[Call]) -> QuerySet[Call]:
    """Calls with their rules and with DETAILS, in one statement."""
    return with_parts(with_rules(calls), *DETAILS)


def details_of(call: Call) -> dict[str, list[Any]]:
    """The parts that `with_details` brought, as objects; rules with `text_ko` and `text_en`."""
    rules, terms = objects_from(EligibilityRule, call.rule_rows), terms_of(call)
    for language in ("ko", "en"):
        with override(language):
            for rule in rules:
                setattr(rule, f"text_{language}", rule_in_words(rule, terms=terms))
    return {**parts_of(call), "eligibility_rules": rules}


def with_catalogue_facts(calls: QuerySet[Call]) -> QuerySet[Call]:
    """Calls with the provinces of their zones (`province_names`) and their files."""
    provinces = Province.objects.filter(zones__call_zones__call=OuterRef("pk")).distinct()
    names = ArraySubquery(provinces.order_by("name_ko").values("name_ko"))
    return with_parts(calls.annotate(province_names=names), "attachments")
