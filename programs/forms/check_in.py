import uuid
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.common.form_fields import OneLineTexts
from programs.actions.attendance import Scan
from programs.queries.attendance import LONGEST_SCAN

MOST_SCANS = 200


class TicketForm(forms.Form):
    """A number that somebody types, or what the camera read."""

    number = forms.CharField(
        label=_("Ticket number"),
        help_text=_("10 letters and digits, as the mail to the guest says."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class ScansForm(forms.Form):
    """What a phone has scanned since it last reached the server: a list as JSON of `text`, `key` (a
    UUID) and `ago` (milliseconds)."""

    scans = forms.JSONField()

    # Keys, as they came, of those that nobody can read: they keep nothing back of the others
    unread: list[str]

    def clean_scans(self) -> list[Scan]:
        rows = self.cleaned_data["scans"]
        if not isinstance(rows, list) or not 0 < len(rows) <= MOST_SCANS:
            raise ValidationError(
                _("A list of at most %(count)s scans."), params={"count": MOST_SCANS}
            )
        self.unread, scans = [], []
        for row in rows:
            try:
                scans.append(_scan(row))
            except (AttributeError, KeyError, TypeError, ValueError, OverflowError):
                self.unread.append(str(row.get("key", "")) if isinstance(row, dict) else "")
        if not scans:
            raise ValidationError(_("One of the scans cannot be read."))
        return scans


def _scan(row: dict[str, Any]) -> Scan:
    ago = timedelta(milliseconds=max(0, row["ago"]))
    return Scan(str(row["text"])[: LONGEST_SCAN + 1], uuid.UUID(row["key"]), ago)


class WalkInForm(OneLineTexts, forms.Form):
    attendee_name = forms.CharField(label=_("Name of the guest"), max_length=80)
    organisation = forms.CharField(
        label=_("Organisation"), max_length=160, required=False, help_text=_("If there is one.")
    )
    email = forms.EmailField(
        label=_("e-mail"),
        required=False,
        help_text=_("Finds the registration of a guest who forgot the number."),
    )
    # The button pressed twice is one guest
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    one_line = ("attendee_name", "organisation")


class UndoForm(OneLineTexts, forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("It stays readable beside the check-in.")
    )
    one_line = ("reason",)
