from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.common.business_days import closing_day, is_business_day, next_business_day
from portal.common.templatetags.portal_text import moment
from programs.enums import AmendmentKind
from programs.forms.printable import PrintableTexts
from programs.forms.widgets import moment_input
from programs.models import Call, Incident
from programs.queries.incident import LOOK_BACK, extendable_calls
from programs.validators import year_faults

MOST_DAYS = 90
LONGEST_OUTAGE = timedelta(days=7)
LONGEST_AHEAD = timedelta(days=1)  # an outage may still go on
# A closing or cancellation is an act of the foundation, not a changed text
ACTS = (AmendmentKind.CLOSING, AmendmentKind.CANCELLATION)
WRITTEN_KINDS = [(kind.value, kind.label) for kind in AmendmentKind if kind not in ACTS]


class AmendmentForm(PrintableTexts, forms.Form):
    kind = forms.ChoiceField(
        label=_("Kind of amendment"), choices=WRITTEN_KINDS, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Everybody reads it beside the change."),
    )


class AffectedCallsField(forms.ModelMultipleChoiceField):
    """Calls with their closing times: whether the outage fell on it is what is to be judged."""

    def label_from_instance(self, call: Call) -> str:
        words = {"call": call, "at": moment(call.closes_at)}
        return str(_("%(call)s (closes %(at)s)") % words)


class IncidentForm(forms.ModelForm):
    """An outage, the calls that it moves, and their new closing time."""

    calls = AffectedCallsField(
        label=_("calls to move"),
        queryset=Call.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Approved calls whose closing time is still to come, or passed within a month; "
            "without those of your own agency and those that were closed early."
        ),
    )
    days = forms.IntegerField(
        label=_("days to add"),
        min_value=1,
        max_value=MOST_DAYS,
        required=False,
        help_text=_(
            "Each call closes so many days later, at its hour; where that is a weekend or a public"
            " holiday, on the next business day. Or set one time for all:"
        ),
    )
    closes_at = forms.DateTimeField(
        label=_("new closing time"),
        widget=moment_input(),
        required=False,
        help_text=_("Korea time (KST), on a business day"),
    )

    class Meta:
        model = Incident
        fields = ["title_ko", "title_en", "notice_ko", "notice_en", "started_at", "ended_at"]
        widgets = {"started_at": moment_input(), "ended_at": moment_input()}

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["calls"].queryset = extendable_calls(by)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        moments = {name: cleaned.get(name) for name in ("started_at", "ended_at", "closes_at")}
        now = timezone.now()
        faults = year_faults(moments) | _faults_of_outage(
            moments["started_at"], moments["ended_at"], now=now
        )
        is_given = {"days", "closes_at"}.isdisjoint(self.errors)
        if is_given and bool(cleaned.get("days")) == bool(cleaned.get("closes_at")):
            faults["days"] = _("Give the days to add, or one closing time for all.")
        if moments["closes_at"] and moments["closes_at"] <= now:
            faults.setdefault("closes_at", _("This time has passed already."))
        if moments["closes_at"] and "closes_at" not in faults:
            faults |= _faults_of_day(moments["closes_at"])
        if faults:
            raise ValidationError(faults)
        return cleaned


def _faults_of_day(closes_at: datetime) -> dict[str, Any]:
    """A period ends on no Saturday and no holiday (민법 제161조), an extended one neither."""
    day = closing_day(closes_at)
    if is_business_day(day):
        return {}
    message = _("A weekend or a public holiday: the next business day is %(day)s.")
    return {
        "closes_at": message % {"day": date_format(next_business_day(day), "SHORT_DATE_FORMAT")}
    }


def _faults_of_outage(
    started_at: datetime | None, ended_at: datetime | None, *, now: datetime
) -> dict[str, Any]:
    faults: dict[str, Any] = {}
    if started_at and started_at > now:
        faults["started_at"] = _("The outage has not begun yet.")
    if ended_at and ended_at > now + LONGEST_AHEAD:
        faults["ended_at"] = _("Say at most a day ahead when the outage ends.")
    if ended_at and ended_at < now - LOOK_BACK:
        faults["ended_at"] = _("The outage ended more than a month ago.")
    if started_at and ended_at and ended_at - started_at > LONGEST_OUTAGE:
        faults["ended_at"] = _("This outage would have lasted more than a week.")
    return faults
