"""What points of a criterion mean, written line by line."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.common.text import is_blank, printable

MOST_ANCHORS = 10  # call_schema.json
LONGEST = {"text_ko": 200, "text_en": 300}
LINE = re.compile(r"\s*(\d{1,3})\s*[:：]\s*(.+?)\s*(?:[|｜]\s*(.*?)\s*)?")


class AnchorsField(forms.CharField):
    """Lines like `18: Korean | English`; the highest stands first, whatever was typed first."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) or value is None else "\n".join(_lines(value))

    def to_python(self, value: Any) -> list[dict[str, Any]]:
        lines = [line for line in printable(super().to_python(value)).split("\n") if line.strip()]
        if len(lines) > MOST_ANCHORS:
            raise ValidationError(_("At most %(most)s lines.") % {"most": MOST_ANCHORS})
        anchors = [self._anchor(line) for line in lines]
        return sorted(anchors, key=lambda anchor: -anchor["least"])

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (self.prepare_value(initial) or "").split() != (data or "").split()

    def _anchor(self, line: str) -> dict[str, Any]:
        found = LINE.fullmatch(line)
        if found is None or is_blank(found[2]):
            raise ValidationError(
                _("Write each line as in “18: Korean | English”: %(line)s") % {"line": line[:60]}
            )
        anchor = {"least": int(found[1]), "text_ko": found[2], "text_en": found[3] or ""}
        if any(len(anchor[name]) > most for name, most in LONGEST.items()):
            raise ValidationError(_("This line is too long: %(line)s") % {"line": line[:60]})
        return anchor


def _lines(anchors: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    for anchor in anchors:
        english = anchor.get("text_en")
        yield f"{anchor['least']}: {anchor['text_ko']}" + (f" | {english}" if english else "")
