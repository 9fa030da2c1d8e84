"""Lists of calls to choose from."""

from typing import Any

from django import forms

from programs.models import Call


class CallChoiceField(forms.ModelChoiceField):
    """One call, by its code and title: titles are alike from year to year."""

    def label_from_instance(self, call: Any) -> str:
        return label_of_call(call)


class CallsChoiceField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, call: Any) -> str:
        return label_of_call(call)


def label_of_call(call: Call) -> str:
    return f"{call.code} · {call.title}"
