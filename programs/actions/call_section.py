"""Writing one section of a draft, and giving the reasons for its warnings."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import models, transaction

from portal.accounts.models import User
from programs import workflow
from programs.actions.call import locked_call, record_call_event, record_writing
from programs.actions.errors import NoSuchWarning, SectionChanged
from programs.models import (
    Adjustment,
    Call,
    CallZone,
    CostShare,
    Criterion,
    EligibilityRule,
    RequiredDocument,
    WarningReason,
)
from programs.queries.lint import findings_of
from programs.queries.section import SECTION_CONTENT, digest_of, section_content

PARTS: dict[str, type[models.Model]] = {
    "zones": CallZone,
    "cost_shares": CostShare,
    "eligibility_rules": EligibilityRule,
    "documents": RequiredDocument,
    "criteria": Criterion,
    "adjustments": Adjustment,
}
Rows = Sequence[Mapping[str, Any]]


def write_section(
    call: Call, *, section: str, fields: Mapping[str, Any], rows: Rows | None = None
) -> Call:
    """Write a section's own fields, and all rows of its part, into a draft. Needs a transaction.

    Other fields stay as they are in the database: they may have been set since.
    """
    for name, value in fields.items():
        setattr(call, name, value)
    if fields:
        call.save(update_fields=list(fields))
    for name in SECTION_CONTENT[section]:
        if name in PARTS and rows is not None:
            model: Any = PARTS[name]
            model.objects.filter(call=call).delete()
            model.objects.bulk_create(model(call=call, **row) for row in rows)
    return call


@transaction.atomic
def save_section(
    call: Call,
    *,
    section: str,
    fields: Mapping[str, Any],
    rows: Rows | None = None,
    seen: str,
    by: User,
) -> str:
    """Save a section of a draft; the digest of what it says now.

    `seen` is the digest of what the writer had before them; the agency may save it incomplete.
    The same text sent twice is no conflict. Raises SectionChanged where a colleague saved another
    text since, TransitionNotAllowed.
    """
    call = locked_call(call)
    workflow.target_of(workflow.CALL, "submit", call.state)
    before = digest_of(section_content(call, section))
    write_section(call, section=section, fields=fields, rows=rows)
    after = digest_of(section_content(call, section))
    if before not in (seen, after):
        raise SectionChanged
    if before != after:
        record_writing(call, section=section, by=by)
    return after


def tried_section(
    call: Call,
    *,
    section: str,
    fields: Mapping[str, Any],
    rows: Rows | None,
    look: Callable[[Call], Any],
) -> Any:
    """What `look` sees in the call with this section written; nothing of it is kept."""
    with transaction.atomic():
        answer = look(write_section(call, section=section, fields=fields, rows=rows))
        transaction.set_rollback(True)
    return answer


@transaction.atomic
def give_reason(call: Call, *, rule: str, reason: str, by: User) -> WarningReason:
    """Keep why a warning of the linter is accepted; the newest reason counts, all stay.

    Raises NoSuchWarning where the linter does not find it (any more), TransitionNotAllowed.
    """
    call = locked_call(call)
    workflow.target_of(workflow.CALL, "submit", call.state)
    if rule not in {finding.rule for finding in findings_of(call) if finding.is_warning}:
        raise NoSuchWarning
    given = WarningReason.objects.create(call=call, rule=rule, reason=reason, given_by=by)
    record_call_event(call, "give_reason", by=by, from_state=call.state, reason=reason)
    return given
