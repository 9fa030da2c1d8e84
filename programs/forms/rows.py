"""Rows that are written together: empty ones are left out, those that are marked taken away."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

LAST = 1000  # after every number that a row can be given


def fit_removal(formset: forms.BaseFormSet, form: forms.BaseForm, index: int | None) -> None:
    """Say what the box of a row does; an empty new row has nothing to remove, and no box."""
    if "DELETE" not in form.fields:
        return
    form.fields["DELETE"].label = _("Remove")
    if not formset.is_bound and index is not None and index >= formset.initial_form_count():
        del form.fields["DELETE"]


class RowFormSet(forms.BaseFormSet):
    """Rows of a part, all written anew: no row is lost because a colleague's had another number."""

    once: tuple[str, ...] = ()  # the fields that tell rows apart

    def add_fields(self, form, index) -> None:
        super().add_fields(form, index)
        fit_removal(self, form, index)

    def clean(self) -> None:
        if not self.once or any(self.errors):
            return
        places: dict[Any, int] = {}
        for place, form in enumerate(self.forms, start=1):
            if not form.cleaned_data or self._is_gone(form):
                continue
            first = places.setdefault(tuple(form.cleaned_data[name] for name in self.once), place)
            if first != place:
                message = _("This stands under number %(number)s already.") % {"number": first}
                form.add_error(self.once[-1], ValidationError(message, code="twice"))

    @property
    def kept(self) -> list[Any]:
        """The forms of rows that say something and are to stay."""
        filled = [form for form in self.forms if getattr(form, "cleaned_data", None)]
        return [form for form in filled if not self._is_gone(form)]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The fields of each row that stays, in their order."""
        return [self.row_of(form) for form in self.kept]

    def _is_gone(self, form) -> bool:
        return bool(getattr(form, "cleaned_data", {}).get("DELETE"))

    def row_of(self, form) -> dict[str, Any]:
        return {name: form.cleaned_data[name] for name in form.Meta.fields}


class FreeRows(RowFormSet):
    """Rows of which any may be emptied, which leaves it out. What was sent says all: give what is
    saved as `initial` to a page that only shows it."""

    def add_fields(self, form, index) -> None:
        super().add_fields(form, index)
        form.empty_permitted = True


def with_more_rows(
    given: QueryDict, prefixes: Mapping[str, int], *, inner: tuple[str, int] | None = None
) -> QueryDict:
    """What was sent, with two more empty rows of each prefix, up to the number beside it, and one
    more of `inner` within each row.

    Numbers that nobody can have sent by the form stay, and are refused by the formset.
    """
    data = given.copy()
    for prefix, most in prefixes.items():
        before = _number(data.get(f"{prefix}-TOTAL_FORMS"))
        if before is None:
            continue
        total = max(before, min(before + 2, most))
        data[f"{prefix}-TOTAL_FORMS"] = str(total)
        for row in range(total) if inner else ():
            _add_inner(data, f"{prefix}-{row}-{inner[0]}", most=inner[1], is_new=row >= before)
    return data


def _add_inner(data: QueryDict, name: str, *, most: int, is_new: bool) -> None:
    before = 0 if is_new else _number(data.get(f"{name}-TOTAL_FORMS"))
    if before is not None:
        data[f"{name}-TOTAL_FORMS"] = str(max(before, min(before + 1, most)))
    data.setdefault(f"{name}-INITIAL_FORMS", "0")


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 4 else None
