"""Banners of staff, for each page without a statement of its own."""

import time
from dataclasses import dataclass
from datetime import timedelta

from django.db import DatabaseError
from django.db.models import Q, QuerySet
from django.utils import timezone

from programs.enums import BannerPlace, CallState
from programs.models import Banner, Call

KEPT_SECONDS = 5
# Those that begin while they are kept are known beforehand, and begin on time
AHEAD = timedelta(seconds=2 * KEPT_SECONDS)


@dataclass
class Kept:
    """What this process read last, and until when that is believed (seconds of its own clock)."""

    banners: tuple[Banner, ...] = ()
    until: float = 0.0


_kept = Kept()


def banners_for(place: BannerPlace) -> list[Banner]:
    """Banners of this moment, the gravest first: read again after KEPT_SECONDS by each process, so
    that a page costs no statement more.

    `place` is DESKS where somebody works, which shows the others, too. While the database does not
    answer, what was read last goes on.
    """
    now = timezone.now()
    levels = ("danger", "warning", "info")
    shown = [
        banner
        for banner in _read()
        if banner.is_shown_at(now) and banner.place in (BannerPlace.EVERYWHERE, place)
    ]
    return sorted(shown, key=lambda banner: levels.index(banner.level))


def _read() -> tuple[Banner, ...]:
    if time.monotonic() >= _kept.until:
        now = timezone.now()
        _kept.until = time.monotonic() + KEPT_SECONDS
        try:
            _kept.banners = tuple(Banner.objects.shown_between(now, now + AHEAD))
        except DatabaseError:
            return _kept.banners
    return _kept.banners


def forget_banners() -> None:
    """The next page of this process reads them anew."""
    _kept.until = 0.0


def calls_that_end_in(banner: Banner) -> QuerySet[Call]:
    """Published calls whose deadline lies within the maintenance, or in the hour after it, when
    all who waited come at once."""
    if banner.down_from is None or banner.down_until is None:
        return Call.objects.none()
    until = banner.down_until + timedelta(hours=1)
    ends = Q(closes_at__gte=banner.down_from, closes_at__lte=until, closed_at=None)
    calls = Call.objects.originals().filter(ends, state=CallState.APPROVED)
    return calls.order_by("closes_at", "pk")
