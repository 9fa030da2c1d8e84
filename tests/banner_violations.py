"""Rows of banners that contradict themselves."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from programs.models import Banner


def _banner(**fields: Any) -> None:
    now = timezone.now()
    whole = {
        "text_ko": "점검이 있습니다.",
        "text_en": "There is a maintenance.",
        "shown_from": now,
        "shown_until": now + timedelta(days=2),
    }
    Banner.objects.create(**{**whole, **fields})


DAY = timedelta(days=1)
BANNER_VIOLATIONS = [
    ("programs_banner_has_text", lambda: _banner(text_en="")),
    ("programs_banner_has_text", lambda: _banner(text_ko="")),
    (
        "programs_banner_shown_for_a_time",
        lambda: _banner(shown_until=timezone.now() - DAY),
    ),
    ("programs_banner_down_for_a_time", lambda: _banner(down_from=timezone.now() + DAY)),
    (
        "programs_banner_down_for_a_time",
        lambda: _banner(down_from=timezone.now() + DAY, down_until=timezone.now() + DAY / 2),
    ),
    (
        "programs_banner_tells_before",
        lambda: _banner(down_from=timezone.now() - DAY, down_until=timezone.now() + DAY),
    ),
]
