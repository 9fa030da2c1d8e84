"""Calls on their way through an amendment."""

from collections.abc import Iterable

from programs.actions.amendment import publish_amendment
from programs.actions.attachment import remove_attachment
from programs.actions.call import submit_call
from programs.actions.copying import start_amendment
from programs.enums import AmendmentKind
from programs.models import Amendment, Attachment, Call, Incident
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import days, reasons_for_all
from tests.factories.zones import AgencyMemberFactory

KIND, REASON = AmendmentKind.CORRECTION, "금액 오기 정정"


def begun(
    call: Call,
    *,
    by=None,
    kind=KIND,
    reason=REASON,
    without: Iterable[Attachment] = (),
    **fields,
) -> Call:
    """A working copy that somebody of the agency writes, with other fields, without these files."""
    writer = by or AgencyMemberFactory(agency=call.agency).user
    draft = start_amendment(call, kind=kind, reason=reason, by=writer)
    Call.objects.filter(pk=draft.pk).update(**fields)
    for attachment in without:
        remove_attachment(draft.attachments.get(key=attachment.key), by=writer)
    draft.refresh_from_db()
    return draft


def submitted(draft: Call) -> Call:
    """It waits for its approval."""
    return submit_call(reasons_for_all(draft), by=draft.created_by)


def published(draft: Call) -> Amendment:
    return publish_amendment(submitted(draft), by=FoundationUserFactory())


def amended(call: Call, **given) -> Amendment:
    return published(begun(call, **given))


def outage() -> Incident:
    """Of today, not recorded yet."""
    return Incident(
        title_ko="접속 장애", notice_ko="접속 장애로 마감을 연장합니다.",
        started_at=days(-0.2), ended_at=days(-0.1),
    )  # fmt: skip
