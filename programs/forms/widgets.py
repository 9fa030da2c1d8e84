"""Inputs that several forms share."""

from django import forms


def moment_input() -> forms.DateTimeInput:
    """A moment in Korea's time, to the minute."""
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


def time_input() -> forms.TimeInput:
    """An hour in Korea's time, to the minute."""
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
