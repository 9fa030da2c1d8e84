"""Questions about a call: asked by one, answered once for all, without the asker's name."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from portal.accounts.models import User
from programs.actions.call import record_call_event
from programs.actions.clock import HELD_OPEN, call_taken
from programs.actions.errors import (
    AlreadyAnswered,
    AlreadyCorrected,
    InquiriesClosed,
    TooManyInquiries,
)
from programs.actions.notifications import notify
from programs.models import Call, CallEvent, Inquiry, Reply

MOST_WAITING = 10


@transaction.atomic
def ask_inquiry(call: Call, *, by: User, text: str) -> Inquiry:
    """Take a question; the same one of the same person, while it waits, is taken once.

    The person's row is held, so that a double click and two windows count right. The event names
    nobody. Raises InquiriesClosed, TooManyInquiries.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    call, _now = call_taken(call.pk, hold=HELD_OPEN)
    if not call.takes_inquiries:
        raise InquiriesClosed
    waiting = call.inquiries.waiting().filter(asker=by)
    if same := waiting.filter(text=text).first():
        return same
    if waiting.count() >= MOST_WAITING:
        raise TooManyInquiries
    CallEvent.objects.create(call=call, actor=None, verb="ask")
    return Inquiry.objects.create(call=call, asker=by, text=text)


@transaction.atomic
def answer_inquiries(
    call: Call, *, by: User, inquiries: Collection[int], question: str, text: str
) -> Reply:
    """Answer waiting questions (their keys) at once, for everybody to read; the askers are told.

    `question` is what everybody reads, without names. Raises AlreadyAnswered where one of them
    waits no more.
    """
    held = (
        call.inquiries.waiting()
        .filter(pk__in=inquiries)
        .select_for_update(of=("self",), no_key=True)
    )
    found = [inquiry.pk for inquiry in held]
    if not found or len(found) != len(set(inquiries)):
        raise AlreadyAnswered
    reply = Reply.objects.create(call=call, question=question, text=text, published_by=by)
    Inquiry.objects.filter(pk__in=found).update(reply=reply)
    record_call_event(call, "answer", by=by, from_state=call.state)
    _tell_askers(reply, [reply.pk], "inquiry_answered")
    return reply


@transaction.atomic
def set_aside_inquiry(inquiry: Inquiry, *, by: User, reason: str) -> Inquiry:
    """Leave a question without a public answer; its asker is told why. Raises AlreadyAnswered."""
    waiting = Inquiry.objects.waiting().filter(pk=inquiry.pk)
    held = waiting.select_for_update(of=("self",), no_key=True).first()
    if held is None:
        raise AlreadyAnswered
    held.set_aside_at, held.set_aside_by, held.set_aside_reason = timezone.now(), by, reason
    held.save(update_fields=["set_aside_at", "set_aside_by", "set_aside_reason"])
    record_call_event(held.call, "set_aside", by=by, from_state=held.call.state)
    notify([held.asker], "inquiry_set_aside", path=_page_of(held.call), inquiry=held)
    return held


@transaction.atomic
def correct_reply(reply: Reply, *, by: User, question: str, text: str) -> Reply:
    """Publish a reply in the place of another, which stays readable beside it.

    Those who had asked are told. Raises AlreadyCorrected.
    """
    # A reply is written once and cannot be held; of two at once the second waits for its call
    Call.objects.select_for_update(no_key=True).get(pk=reply.call_id)
    if Reply.objects.filter(corrects=reply).exists():
        raise AlreadyCorrected
    correction = Reply.objects.create(
        call=reply.call, question=question, text=text, corrects=reply, published_by=by
    )
    record_call_event(reply.call, "correct_answer", by=by, from_state=reply.call.state)
    chain: list[int] = []
    former: Reply | None = correction
    while former:
        chain.append(former.pk)
        former = former.corrects
    _tell_askers(correction, chain, "inquiry_corrected")
    return correction


def _page_of(call: Call) -> str:
    return f"/calls/{call.code}/ask/"


def _tell_askers(reply: Reply, chain: list[int], template: str) -> None:
    askers = User.objects.filter(inquiries__reply__in=chain).distinct().order_by("pk")
    notify(askers, template, path=_page_of(reply.call), reply=reply)
