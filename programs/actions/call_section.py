"""Writing one section of a draft, and giving the reasons for its warnings."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import transaction

from portal.accounts.models import User
from portal.common.digest import digest_of
from programs.actions.call import draft_held, record_call_event, record_writing
from programs.actions.errors import NoSuchWarning, SectionChanged
from programs.enums import CallSection, CallVerb
from programs.models import Call, WarningReason
from programs.queries.lint import findings_of
from programs.queries.section import parts_of_section, section_content

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
    if rows is not None:
        for part in parts_of_section(section):
            part.model.objects.filter(call=call).delete()
            part.model.objects.bulk_create(part.model(call=call, **row) for row in rows)
    return call


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
    with draft_held(call) as held:
        before = digest_of(section_content(held, section))
        write_section(held, section=section, fields=fields, rows=rows)
        after = digest_of(section_content(held, section))
        if before not in (seen, after):
            raise SectionChanged
        if before != after:
            record_writing(held, section=section, by=by)
    return after


def tried_section(
    call: Call,
    *,
    section: str,
    fields: Mapping[str, Any],
    rows: Rows | None,
    look: Callable[[Call], Any],
) -> Any:
    """What `look` sees in the draft with this section written; nothing of it is kept.

    Raises TransitionNotAllowed where it was submitted in the meantime.
    """
    with draft_held(call) as held:
        answer = look(write_section(held, section=section, fields=fields, rows=rows))
        transaction.set_rollback(True)
    return answer


def give_reason(
    call: Call, *, rule: str, reason: str, by: User, about: str | None = None
) -> WarningReason:
    """Keep why a warning of the linter is accepted; the newest reason counts, all stay.

    `about` is what the writer saw it found, where that is known. That for a short notice is a field of the schedule, and is written there as well. The event
    says which warning it was. Raises NoSuchWarning where the linter does not find it (any more),
    TransitionNotAllowed.
    """
    with draft_held(call) as held:
        warnings = {finding.rule: finding for finding in findings_of(held) if finding.is_warning}
        finding = warnings.get(rule)
        if finding is None or about not in (None, finding.about):
            raise NoSuchWarning
        given = WarningReason.objects.create(
            call=held, rule=rule, about=finding.about, reason=reason, given_by=by
        )
        if rule == "short_notice":  # announced with the call, so it stands in its schedule
            held.short_notice_reason = reason
            held.save(update_fields=["short_notice_reason"])
            record_writing(held, section=CallSection.SCHEDULE, by=by)
        record_call_event(
            held,
            CallVerb.GIVE_REASON,
            by=by,
            from_state=held.state,
            section=str(finding.anchor),
            reason=f"{finding.label}: {finding.message}\n{reason}",
        )
    return given
