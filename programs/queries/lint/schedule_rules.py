"""Rules about when: notice, closing, briefings."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.common.business_days import closing_day, is_business_day, is_office_hour, notice_days
from programs.decree import LEAST_NOTICE_DAYS
from programs.enums import CallSection
from programs.queries.amendment import keeps_closing
from programs.queries.lint.draft import Draft
from programs.queries.lint.finding import Finding, error, warning
from programs.validators import validate_schedule


def notice_long_enough(draft: Draft) -> Iterator[Finding]:
    """At least 30 days; shorter only where speed is needed (시행령 제9조제1항 단서).

    Seats or money may be taken on the day of the opening: there the notice counts until then.
    """
    call = draft.call
    if call.amends and not draft.shortens_notice or draft.is_past:
        return  # it was said when the call was published; or `closing_ahead` says it
    if call.is_counted:
        days = notice_days(draft.published_at, draft.opens_at)
        text = _(
            "It may be full on its first day: %(days)s days of notice; the decree asks for 30."
        )
    else:
        days = notice_days(draft.published_at, call.closes_at)
        text = _("%(days)s days of notice; the decree asks for 30.")
    if days < LEAST_NOTICE_DAYS:
        message = text % {"days": days}
        yield warning("short_notice", CallSection.SCHEDULE, _("Notice"), message)


def closing_on_business_day(draft: Draft) -> Iterator[Finding]:
    """A period does not end on a Saturday or a holiday (민법 제161조)."""
    closes_at = draft.call.closes_at
    if closes_at and not is_business_day(closing_day(closes_at)):
        message = _("The call closes on a weekend or a public holiday.")
        about = closing_day(closes_at).isoformat()
        yield warning("closing_day", CallSection.SCHEDULE, _("Closing day"), message, about=about)


def closing_in_office_hours(draft: Draft) -> Iterator[Finding]:
    """Somebody answers the phone in the last hours: 09:00 to 18:00 KST (a rule of the portal)."""
    closes_at = draft.call.closes_at
    if closes_at and not is_office_hour(closes_at):
        message = _("The call closes outside office hours (09:00–18:00).")
        about = f"{timezone.localtime(closes_at):%H:%M}"
        label = _("Hour of the closing")
        yield warning("closing_hours", CallSection.SCHEDULE, label, message, about=about)


def closing_ahead(draft: Draft) -> Iterator[Finding]:
    """The closing lies ahead (a rule of the portal). An amendment may leave it as it is."""
    call = draft.call
    if call.amends and keeps_closing(call):
        return
    if draft.is_past:
        message = _("The closing time has passed. Set a later one.")
        yield error("closing_past", CallSection.SCHEDULE, _("Closing"), message)


def briefing_before_closing(draft: Draft) -> Iterator[Finding]:
    """Whoever comes to a briefing can still apply (a rule of the portal)."""
    closes_at, label = draft.call.closes_at, _("Briefings")
    if not draft.briefing_starts:
        message = _("No briefing is announced for this call.")
        yield warning("no_briefing", CallSection.BRIEFINGS, label, message)
        if draft.asks_for_attendance:
            message = _("A rule asks for attendance at a briefing, and none is announced.")
            yield error("nothing_to_attend", CallSection.BRIEFINGS, label, message)
    if closes_at and any(starts_at >= closes_at for starts_at in draft.briefing_starts):
        message = _("A briefing begins after the call has closed.")
        yield error("late_briefing", CallSection.BRIEFINGS, label, message)


def moments_agree(draft: Draft) -> Iterator[Finding]:
    """Publication, opening, end of the questions and closing follow each other, as they will be."""
    call = draft.call
    if draft.is_past and not call.amends:
        return  # `closing_ahead` says it
    try:
        validate_schedule(
            published_at=draft.published_at,
            opens_at=draft.opens_at,
            closes_at=call.closes_at,
            inquiries_close_at=call.inquiries_close_at,
            closing_mode=call.closing_mode,
        )
    except ValidationError as refusal:
        for message in refusal.messages:
            yield error("schedule", CallSection.SCHEDULE, _("Schedule"), message)


RULES = [
    notice_long_enough,
    closing_on_business_day,
    closing_in_office_hours,
    closing_ahead,
    moments_agree,
    briefing_before_closing,
]
