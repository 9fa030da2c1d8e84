"""The editor of a programme: rows of parts, each with the people in it, and of organisations.

Empty rows are left out; the button for more of them sends the form and saves nothing, so that it
works without JavaScript and no half-written programme becomes public.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from portal.common.business_days import closing_day
from portal.common.form_fields import OneLineTexts
from programs.enums import UNTITLED_PARTS, PartKind
from programs.forms.printable import PrintableTexts
from programs.forms.rows import LAST, FreeRows, with_more_rows
from programs.forms.widgets import time_input
from programs.models import Briefing, BriefingOrganisation, BriefingPart, PartPerson
from programs.models.programme import (
    ORGANISATION_FIELDS,
    PART_FIELDS,
    PERSON_FIELDS,
    hours_of,
)

MOST_PARTS, MOST_PEOPLE, MOST_ORGANISATIONS = 40, 12, 30
ONE_DAY = timedelta(days=1)


class PersonForm(PrintableTexts, OneLineTexts, forms.ModelForm):
    one_line = PERSON_FIELDS[1:]

    class Meta:
        model = PartPerson
        fields = PERSON_FIELDS

    def clean(self):
        cleaned = super().clean()
        known = ("name_ko", "post_ko", "organisation_ko")
        if not self.errors and not any(cleaned.get(name) for name in known):
            self.add_error("name_ko", _("Give a name, a post or an organisation."))
        return cleaned


class OrganisationForm(PrintableTexts, OneLineTexts, forms.ModelForm):
    one_line = ORGANISATION_FIELDS[1:]

    class Meta:
        model = BriefingOrganisation
        fields = ORGANISATION_FIELDS


class PartForm(PrintableTexts, OneLineTexts, forms.ModelForm):
    """A part; its hours are those of a day of the briefing, which is asked where it has several."""

    one_line = ("title_ko", "title_en", "place_ko", "place_en")
    position = forms.IntegerField(
        label=_("Position"), min_value=1, max_value=999, required=False,
        help_text=_("Empty: at the end."),
    )  # fmt: skip
    day = forms.ChoiceField(label=_("Day"), required=False)
    starts = forms.TimeField(label=_("from (hour)"), required=False, widget=time_input())
    ends = forms.TimeField(label=_("to (hour)"), required=False, widget=time_input())
    field_order = ["position", "kind", "is_nested", "title_ko", "title_en", "day", "starts", "ends"]

    class Meta:
        model = BriefingPart
        fields = [name for name in PART_FIELDS if name not in ("starts_at", "ends_at")]
        widgets = {
            "purpose_ko": forms.Textarea(attrs={"rows": 2}),
            "purpose_en": forms.Textarea(attrs={"rows": 2}),
        }

    def __init__(self, *args, briefing: Briefing, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.briefing = briefing
        days = days_of(briefing)
        if len(days) == 1:
            del self.fields["day"]
            return
        named = [(f"{day:%Y-%m-%d}", date_format(day, "SHORT_DATE_FORMAT")) for day in days]
        self.fields["day"].choices = named  # type: ignore[attr-defined]
        self.fields["day"].initial = named[0][0]

    @property
    def is_saved(self) -> bool:
        """Whether it shows a part as it is saved."""
        return not self.is_bound and "position" in self.initial

    @property
    def heading(self) -> str:
        """Of a saved part: its hours, its title or kind."""
        title = self.initial["title_ko"] or str(PartKind(self.initial["kind"]).label)
        starts = self.initial["starts"]
        return f"{starts:%H:%M} {title}" if starts else title

    def has_changed(self) -> bool:
        """Whether it says anything: a number and a day alone are no part."""
        return bool({*self.changed_data} - {"position", "day", "DELETE"})

    def clean(self):
        cleaned = super().clean()
        is_titled = cleaned.get("title_ko") or cleaned.get("kind") in UNTITLED_PARTS
        if "kind" in cleaned and "title_ko" in cleaned and not is_titled:
            self.add_error("title_ko", _("Give a title."))
        if not {"day", "starts", "ends"} & set(self.errors):
            self._set_hours(cleaned)
        return cleaned

    def _set_hours(self, cleaned: dict[str, Any]) -> None:
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        cleaned["starts_at"] = cleaned["ends_at"] = None
        if ends and not starts:
            self.add_error("starts", _("Give the start as well."))
        if not starts:
            return
        days = days_of(self.briefing)
        day = date.fromisoformat(cleaned["day"]) if cleaned.get("day") else days[0]
        cleaned["starts_at"] = timezone.make_aware(datetime.combine(day, starts))
        if not ends:
            return self._require_inside(cleaned)
        if ends <= starts and day < days[-1]:  # past midnight
            day += ONE_DAY
        cleaned["ends_at"] = timezone.make_aware(datetime.combine(day, ends))
        if cleaned["ends_at"] <= cleaned["starts_at"]:
            self.add_error("ends", _("The part ends before it starts. Choose a later end."))
        return self._require_inside(cleaned)

    def _require_inside(self, cleaned: dict[str, Any]) -> None:
        first, last = hours_of(self.briefing)
        words = _("The session lasts from %(first)s to %(last)s. Choose a time between them.") % {
            "first": _hour(first),
            "last": _hour(last),
        }
        if not first <= cleaned["starts_at"] <= last:
            self.add_error("starts", words)
        elif cleaned["ends_at"] and cleaned["ends_at"] > last and "ends" not in self.errors:
            self.add_error("ends", words)


def _hour(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%H:%M")


def days_of(briefing: Briefing) -> list[date]:
    """The days in Korea on which the briefing takes place."""
    first, last = timezone.localdate(briefing.starts_at), closing_day(briefing.ends_at)
    return [first + number * ONE_DAY for number in range((last - first).days + 1)]


class OrganisationRows(FreeRows):
    once = ("role", "name_ko")


class PartRows(FreeRows):
    """Each part has rows of its people; a part that was left empty has none."""

    def add_fields(self, form, index) -> None:
        super().add_fields(form, index)
        form.people = PeopleFormSet(
            self.data if self.is_bound else None,
            prefix=f"{form.prefix}-people",
            initial=form.initial.get("people", []),
        )

    def clean(self) -> None:
        super().clean()
        for form in self.forms:
            if form.people.is_valid() and form.people.rows and not form.has_changed():
                form.add_error("title_ko", _("Give a title."))
        first = next(iter(self._in_order()), None)
        if first and first.cleaned_data["is_nested"]:
            first.add_error("is_nested", _("There is no part above the first one."))

    def is_valid(self) -> bool:
        """Of every row, that what is wrong anywhere is shown at once."""
        is_valid = super().is_valid()
        stays = [form for form in self.forms if not self._is_gone(form)]
        return all([form.people.is_valid() for form in stays]) and is_valid

    def _in_order(self) -> list[Any]:
        kept = [form for form in self.kept if "is_nested" in form.cleaned_data]
        return sorted(kept, key=lambda form: form.cleaned_data.get("position") or LAST)

    @property
    def rows(self) -> list[dict[str, Any]]:
        return [self.row_of(form) for form in self._in_order()]

    def row_of(self, form) -> dict[str, Any]:
        own = {name: form.cleaned_data[name] for name in PART_FIELDS}
        return own | {"people": form.people.rows}


def _formset(form: type[forms.BaseForm], base: type[FreeRows], *, extra: int, most: int) -> Any:
    return forms.formset_factory(
        form, formset=base, extra=extra, can_delete=True, max_num=most, absolute_max=most,
        validate_max=True,
    )  # fmt: skip


PeopleFormSet = _formset(PersonForm, FreeRows, extra=1, most=MOST_PEOPLE)
PartFormSet = _formset(PartForm, PartRows, extra=2, most=MOST_PARTS)
OrganisationFormSet = _formset(OrganisationForm, OrganisationRows, extra=2, most=MOST_ORGANISATIONS)


class ProgrammeForms:
    """Both tables of the editor as they are shown (`given` is None) or sent."""

    def __init__(
        self, briefing: Briefing, programme: Mapping[str, Any], given: QueryDict | None
    ) -> None:
        if given is not None and "more" in given:
            most = {"parts": MOST_PARTS, "organisations": MOST_ORGANISATIONS}
            given = with_more_rows(given, most, inner=("people", MOST_PEOPLE))
        parts, organisations = programme["parts"], programme["organisations"]
        self.parts = PartFormSet(
            given,
            prefix="parts",
            initial=[_shown(*row) for row in enumerate(parts, start=1)] if given is None else [],
            form_kwargs={"briefing": briefing},
        )
        self.organisations = OrganisationFormSet(
            given, prefix="organisations", initial=organisations if given is None else []
        )

    def is_valid(self) -> bool:
        return all([self.parts.is_valid(), self.organisations.is_valid()])

    @cached_property
    def error_count(self) -> int:
        people = [form.people for form in self.parts if form.people.is_bound]
        return sum(one.total_error_count() for one in (self.parts, self.organisations, *people))

    @property
    def rows(self) -> dict[str, list[dict[str, Any]]]:
        return {"parts": self.parts.rows, "organisations": self.organisations.rows}


def _shown(place: int, row: Mapping[str, Any]) -> dict[str, Any]:
    """A saved part as its form shows it: its place, its day, its hours."""
    starts, ends = (
        timezone.localtime(datetime.fromisoformat(row[name])) if row[name] else None
        for name in ("starts_at", "ends_at")
    )
    return {
        **row,
        "position": place,
        "day": f"{starts:%Y-%m-%d}" if starts else None,
        "starts": starts and starts.time(),
        "ends": ends and ends.time(),
    }
