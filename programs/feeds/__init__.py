"""Lists as programs read them; each keeps the filters of its page."""

from programs.feeds.briefings import briefing_calendar, briefing_feed
from programs.feeds.calls import call_calendar, call_csv, call_feed
from programs.feeds.results import result_feed

__all__ = [
    "briefing_calendar",
    "briefing_feed",
    "call_calendar",
    "call_csv",
    "call_feed",
    "result_feed",
]
