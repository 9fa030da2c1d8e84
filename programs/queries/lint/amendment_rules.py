"""Rules about a working copy that amends a published call."""

from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programs.enums import AmendmentKind, CallSection
from programs.queries.amendment import REOPENING, keeps_closing, reopens
from programs.queries.lint.draft import Draft
from programs.queries.lint.finding import Finding, error, warning

LEAST_TIME_LEFT = timedelta(days=7)


def amendment_changes_something(draft: Draft) -> Iterator[Finding]:
    """Who is told of an amendment finds one; an extension ends later (a rule of the portal)."""
    call = draft.call
    if not call.amends:
        return
    if not draft.changes:
        message = _("The amendment changes nothing in the published call.")
        yield error("nothing_changed", CallSection.HEAD, _("The amendment"), message)
    elif call.amendment_kind == AmendmentKind.EXTENSION and not _ends_later(draft):
        message = _("An extension moves the closing time: set a later one.")
        yield error("not_extended", CallSection.SCHEDULE, _("Closing"), message)


def _ends_later(draft: Draft) -> bool:
    """A call that was closed early ends later when it is opened again, at its time of before."""
    call, before = draft.call, draft.call.amends
    if before.closed_at:
        return not draft.is_past
    if not before.closes_at or keeps_closing(call):
        return False
    return not call.closes_at or call.closes_at > before.closes_at


def opening_stays(draft: Draft) -> Iterator[Finding]:
    """What has opened stays open: who is in it could neither revise nor withdraw (ours)."""
    before = draft.call.amends
    if before is None or before.opens_at > draft.now or draft.call.opens_at == before.opens_at:
        return
    if not before.has_ended_at(draft.now):
        message = _("The call is open already: leave its opening as it is.")
    elif draft.reopens:
        message = _("The call has been open before: leave its opening as it is.")
    else:
        return
    yield error("opening_moved", CallSection.SCHEDULE, _("Opening"), message)


def closing_not_sooner(draft: Draft) -> Iterator[Finding]:
    """Nobody who is writing is left without time (a rule of the portal)."""
    if not draft.closes_sooner:
        return
    left = draft.call.closes_at - draft.now
    if left < LEAST_TIME_LEFT:
        message = _("A closing that is moved forward leaves at least 7 days. Choose a later one.")
        yield error("too_soon", CallSection.SCHEDULE, _("Closing"), message)
    else:
        message = _("The call would close sooner than published; %(days)s days are left.") % {
            "days": left.days
        }
        about = timezone.localtime(draft.call.closes_at).isoformat()
        yield warning("closing_sooner", CallSection.SCHEDULE, _("Closing"), message, about=about)


def early_closing_stays(draft: Draft) -> Iterator[Finding]:
    """What staff closed early is opened again knowingly (a rule of the portal)."""
    call = draft.call
    if call.amends and reopens(call.amends, call.amendment_kind):
        closed_at = timezone.localtime(call.amends.closed_at)
        message = _("The foundation closed the call early on %(day)s; this opens it again.") % {
            "day": date_format(closed_at, "SHORT_DATE_FORMAT")
        }
        label = _("The amendment")
        yield warning("reopens", CallSection.HEAD, label, message, about=closed_at.isoformat())


def ended_stays_ended(draft: Draft) -> Iterator[Finding]:
    """What has ended takes applications again where that is announced, not by the way (ours).

    Other kinds of amendments leave an early closing: a later time in them would be none.
    """
    call, before = draft.call, draft.call.amends
    if before is None or call.amendment_kind in REOPENING or keeps_closing(call):
        return
    if before.closed_at:
        message = _(
            "Staff closed this call early. Leave its closing, or discard this and begin an"
            " extension or a notice anew."
        )
    elif draft.reopens:
        message = _(
            "The call has ended. Leave its closing, or discard this and begin an extension or a"
            " notice anew."
        )
    else:
        return
    yield error("closing_moved", CallSection.SCHEDULE, _("Closing"), message)


def extension_only_extends(draft: Draft) -> Iterator[Finding]:
    """What changes beside the closing is announced as what it is (a rule of the portal)."""
    if draft.call.amendment_kind != AmendmentKind.EXTENSION:
        return
    others = draft.changed_sections - {CallSection.SCHEDULE}
    if others:
        names = [str(section.label) for section in CallSection if section in others]
        message = _("This extension also changes: %(sections)s.") % {"sections": ", ".join(names)}
        about = sha256(",".join(sorted(others)).encode()).hexdigest()[:16]
        label = _("The amendment")
        yield warning("extends_and_changes", CallSection.HEAD, label, message, about=about)


RULES = [
    amendment_changes_something,
    opening_stays,
    closing_not_sooner,
    early_closing_stays,
    ended_stays_ended,
    extension_only_extends,
]
