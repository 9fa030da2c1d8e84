"""Fields of forms that both apps share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.common.money import UnreadableWon, won_from
from portal.common.text import one_line


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class OneLineTexts:
    """For forms with names and titles, which go into mails and lists: `one_line` says which fields.

    Nobody writes a letter of their own under the portal's name, and what cannot be seen is no name.
    """

    one_line: tuple[str, ...] = ()
    cleaned_data: dict[str, Any]
    fields: dict[str, Any]

    def clean(self) -> dict[str, Any]:
        super().clean()  # type: ignore[misc]
        for name in self.one_line:
            value = self.cleaned_data.get(name)
            if not value:
                continue
            self.cleaned_data[name] = kept = one_line(value)
            if not kept and self.fields[name].required:
                required = self.fields[name].error_messages["required"]
                self.add_error(name, required)  # type: ignore[attr-defined]
        return self.cleaned_data


class WonInput(forms.TextInput):
    """An amount in groups of three digits; portal/site.js says it in words while it is typed."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        common = {"inputmode": "text", "autocomplete": "off", "data-won": True}
        super().__init__({**common, **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        return f"{value:,}" if isinstance(value, int) else super().format_value(value)


class WonField(forms.IntegerField):
    """Whole won, as people write them (`won_from`)."""

    widget = WonInput
    default_error_messages = {"invalid": _("Give an amount in won, such as 150,000,000.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"min_value": 0, **kwargs})

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values:
            return None
        try:
            return won_from(str(value))
        except UnreadableWon:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}  # the bounds of a number input mean nothing to a text input
