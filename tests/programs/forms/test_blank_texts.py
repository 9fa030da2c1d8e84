"""What nobody can see is no reason: the forms of reviewing look for it wherever a text is required."""

import importlib

import pytest
from django import forms

from programs.forms.printable import PrintableTexts
from programs.forms.review import RecusalForm, UnlockForm
from programs.forms.selection import ReturnForm

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


@pytest.mark.parametrize("form", [RecusalForm, ReturnForm, UnlockForm])
@pytest.mark.parametrize("blank", ["\u3164", " \u200b", "\u115f\u1160", "\ufeff"])
def test_a_reason_of_nothing_is_refused(form, blank):
    (name,) = texts_that_are_required(form)

    assert list(form({name: blank}).errors) == [name]
