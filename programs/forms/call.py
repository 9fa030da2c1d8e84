from datetime import datetime, timedelta

from django import forms
from django.utils import timezone

from portal.common.business_days import next_business_day
from programs.decree import LEAST_NOTICE_DAYS
from programs.forms.printable import PrintableTexts
from programs.models import Call
from zones.models import Agency, Zone


def default_schedule() -> dict[str, datetime]:
    """Public tomorrow at 09:00, closed at 18:00 of the first business day after 30 days of notice."""
    morning = timezone.localtime().replace(hour=9, minute=0, second=0, microsecond=0)
    tomorrow = morning + timedelta(days=1)
    closing = next_business_day(tomorrow.date() + timedelta(days=LEAST_NOTICE_DAYS))
    closes_at = tomorrow.replace(year=closing.year, month=closing.month, day=closing.day, hour=18)
    return {"published_at": tomorrow, "opens_at": tomorrow, "closes_at": closes_at}


class CallCreateForm(PrintableTexts, forms.ModelForm):
    """The least that a draft is: whose it is, for what, and its name."""

    class Meta:
        model = Call
        fields = ["program", "agency", "title_ko", "stage"]

    def __init__(self, *args, agencies, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].queryset = agencies
        self.fields["agency"].empty_label = None
        for name, moment in default_schedule().items():
            setattr(self.instance, name, moment)

    @property
    def zones(self) -> list[Zone]:
        """The agency's own zone, to begin with."""
        zone = self.cleaned_data["agency"].zone
        return [zone] if zone else []


def agencies_of(user):
    return Agency.objects.of(user).select_related("zone")
