from typing import Any
from uuid import NAMESPACE_URL, uuid5

from programs.demo.content import read
from programs.models import FormTemplate

REFERENCES = ("key", "section", "question")


def load_form_templates() -> None:
    """Templates for all agencies; one that is there stays as it is."""
    for row in read("form_templates"):
        content = _with_keys(row["content"], name=row["name_ko"])
        FormTemplate.objects.get_or_create(
            agency=None,
            name_ko=row["name_ko"],
            defaults={"name_en": row["name_en"], "content": content},
        )


def _with_keys(value: Any, *, name: str) -> Any:
    """The short keys of the file as the keys of parts are: the same at each loading."""
    if isinstance(value, list):
        return [_with_keys(part, name=name) for part in value]
    if not isinstance(value, dict):
        return value
    found = dict(value)
    for field, part in value.items():
        if field in REFERENCES:
            found[field] = str(uuid5(NAMESPACE_URL, f"{name}/{part}"))
        elif field != "columns":  # their keys stay as they are
            found[field] = _with_keys(part, name=name)
    return found
