import pytest
import time_machine

from portal.common.business_days import is_business_day, notice_days
from programs.forms.call import default_schedule


@pytest.mark.parametrize("today", ["2026-11-23", "2026-08-24", "2028-01-31"])
def test_a_new_call_starts_with_thirty_days_until_a_business_day(today):
    with time_machine.travel(f"{today}T03:00:00Z", tick=False):
        schedule = default_schedule()

    published_at, closes_at = schedule["published_at"], schedule["closes_at"]
    assert notice_days(published_at, closes_at) >= 30
    assert is_business_day(closes_at.date())
    assert (published_at.hour, closes_at.hour) == (9, 18)
