"""What a published call tells machines beside its own fields: in the statement of the call itself."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.utils.translation import override

from portal.common.nested import objects_from, rows_of
from programs.eligibility import rule_in_words
from programs.models import (
    Adjustment,
    Amendment,
    Attachment,
    Call,
    CostShare,
    Criterion,
    EligibilityRule,
)
from programs.queries.eligibility import terms_of, with_rules
from zones.models import Province

TEXTS = ("label_ko", "label_en", "help_ko", "help_en")


def with_details(calls: QuerySet[Call]) -> QuerySet[Call]:
    """Calls with attachments, rules, cost shares, criteria, adjustments and amendments."""
    parent = OuterRef("pk")
    return with_rules(calls).annotate(
        attachment_facts=rows_of(
            Attachment.objects.current().filter(call=parent),
            "id", "key", "label_ko", "label_en", "name", "content_type", "size", "sha256",
        ),
        share_facts=rows_of(
            CostShare.objects.filter(call=parent), "size", "government_percent", "cash_percent"
        ),
        criterion_facts=rows_of(Criterion.objects.filter(call=parent), *TEXTS, "weight"),
        adjustment_facts=rows_of(
            Adjustment.objects.filter(call=parent), *TEXTS, "kind", "points", "ground"
        ),
        amendment_facts=rows_of(
            Amendment.objects.filter(call=parent),
            "number", "kind", "reason", "published_at", "difference",
        ),
    )  # fmt: skip


def details_of(call: Call) -> dict[str, list[Any]]:
    """The parts that `with_details` brought, as objects; rules with `text_ko` and `text_en`."""
    rows: Any = call
    rules, terms = objects_from(EligibilityRule, rows.rule_rows), terms_of(call)
    for language in ("ko", "en"):
        with override(language):
            for rule in rules:
                setattr(rule, f"text_{language}", rule_in_words(rule, terms=terms))
    attachments = objects_from(Attachment, rows.attachment_facts)
    for attachment in attachments:
        attachment.call = call
    return {
        "attachments": attachments,
        "eligibility_rules": rules,
        "cost_shares": objects_from(CostShare, rows.share_facts),
        "criteria": objects_from(Criterion, rows.criterion_facts),
        "adjustments": objects_from(Adjustment, rows.adjustment_facts),
        "amendments": objects_from(Amendment, rows.amendment_facts),
    }


def with_catalogue_facts(calls: QuerySet[Call]) -> QuerySet[Call]:
    """Calls with the provinces of their zones (`province_names`) and the keys of their files."""
    parent = OuterRef("pk")
    provinces = Province.objects.filter(zones__call_zones__call=parent).distinct()
    return calls.annotate(
        province_names=ArraySubquery(provinces.order_by("name_ko").values("name_ko")),
        attachment_facts=rows_of(
            Attachment.objects.current().filter(call=parent), "id", "key", "name"
        ),
    )
