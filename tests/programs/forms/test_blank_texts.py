"""What nobody can see is no reason: the forms of reviewing look for it wherever a text is required."""

import importlib

import pytest
from django import forms
from django.core.exceptions import ValidationError

from programs.forms.printable import PrintableTexts
from programs.forms.staff import ScreeningForm

REVIEWING = (
    "handling",
    "objection",
    "panel",
    "review",
    "reviewer",
    "screening",
    "selection",
    "staff",
)
LOOK_THEMSELVES = (forms.EmailField, forms.URLField, forms.RegexField)


def texts_that_are_required(form: type[forms.BaseForm]) -> list[str]:
    return [
        name
        for name, field in form.base_fields.items()
        if isinstance(field, forms.CharField)
        and not isinstance(field, LOOK_THEMSELVES)
        and field.required
    ]


def all_forms() -> list[type[forms.BaseForm]]:
    modules = [importlib.import_module(f"programs.forms.{name}") for name in REVIEWING]
    return [
        thing
        for module in modules
        for thing in vars(module).values()
        if isinstance(thing, type)
        and issubclass(thing, forms.Form | forms.ModelForm)
        and thing.__module__ == module.__name__
    ]


@pytest.mark.parametrize("form", all_forms(), ids=lambda form: form.__name__)
def test_a_form_with_required_texts_refuses_blank_ones(form):
    assert not texts_that_are_required(form) or issubclass(form, PrintableTexts)


SAYING = {"reason", "answer", "asks", "text", "fact", "ground", "evidence", "unequal_reason"}
NO_WORDS = [
    "\u3164",
    " \u200b",
    "\u115f\u1160",
    "\ufeff",
    "\ufe0f",
    "\u034f",
    ".",
    "-- \u2026",
    "☺",
]


def texts_that_say_something() -> list[tuple[type[forms.BaseForm], str]]:
    return [
        (form, name)
        for form in all_forms()
        for name in sorted(SAYING & form.base_fields.keys())
        if form.__module__ not in ("programs.forms.staff", "programs.forms.handling")
        and isinstance(form.base_fields[name], forms.CharField)
    ]


def test_the_forms_that_ask_for_reasons_are_found():
    assert len(texts_that_say_something()) >= 20


@pytest.mark.parametrize(
    ("form", "name"), texts_that_say_something(), ids=lambda one: getattr(one, "__name__", one)
)
@pytest.mark.parametrize("blank", NO_WORDS)
def test_a_text_that_says_nothing_is_no_reason(form, name, blank):
    with pytest.raises(ValidationError):
        form.base_fields[name].clean(blank)


def test_a_refusal_for_a_full_stop_is_refused():
    form = ScreeningForm({"result": "ineligible", "reason_code": "location", "reason": "."})

    assert list(form.errors) == ["reason"]
