"""Who need not have come to a session of a call, and why."""

from django.db import transaction

from portal.accounts.models import User
from programs.actions.call import record_call_event
from programs.actions.clock import HELD_OPEN, call_taken, database_now
from programs.actions.errors import AlreadyWaived, NotWaived, OwnApplication
from programs.enums import CallVerb
from programs.models import AttendanceWaiver, Call
from zones.models import Company


@transaction.atomic
def waive_attendance(call: Call, *, by: User, company: Company, reason: str) -> AttendanceWaiver:
    """Let a company apply as if somebody had come in its name; the reason is kept.

    The event of the call names no company: colleagues learn from it that there was one, no more.
    Raises OwnApplication for one's own company, AlreadyWaived.
    """
    if company.members.filter(user=by).exists():
        raise OwnApplication
    call, _now = call_taken(call.pk, hold=HELD_OPEN)
    waiver, is_new = AttendanceWaiver.objects.standing().get_or_create(
        call=call, company=company, defaults={"reason": reason, "given_by": by}
    )
    if not is_new:
        raise AlreadyWaived
    record_call_event(call, CallVerb.WAIVE_ATTENDANCE, by=by, from_state=call.state)
    return waiver


@transaction.atomic
def revoke_waiver(waiver: AttendanceWaiver, *, by: User) -> AttendanceWaiver:
    """Take a waiver back; it stays readable. Raises NotWaived where a colleague has done so."""
    standing = AttendanceWaiver.objects.standing().filter(pk=waiver.pk)
    held = standing.select_for_update(of=("self",), no_key=True).select_related("call").first()
    if held is None:
        raise NotWaived
    held.revoked_at, held.revoked_by = database_now(), by
    held.save(update_fields=["revoked_at", "revoked_by"])
    record_call_event(held.call, CallVerb.REVOKE_WAIVER, by=by, from_state=held.call.state)
    return held
