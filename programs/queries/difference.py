"""What differs between two contents of a call, field by field, in words of both languages."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.common.models import localized
from portal.common.money import without_unit, won
from portal.common.templatetags.portal_text import moment
from portal.common.text import with_printable_texts
from programs.enums import Place
from programs.models import Call, Program
from programs.models.call_content import CONTENT_FIELDS, JUDGED_FIELDS, MATERIAL_FIELDS, MOMENTS
from programs.models.call_parts import PARTS, Part
from zones.enums import CompanySize, CompanyStatusKind, TechnologyField
from zones.models import Agency, Zone

# What is told by its slug: the model, and the part of a content that it stands in
NAMED: dict[str, tuple[type[models.Model], str]] = {
    "program": (Program, "program"),
    "agency": (Agency, "agency"),
    "zone": (Zone, "zones"),
}
# What is told by its key: the part of the contents that it stands in
KEYED = {"section": "sections", "question": "questions"}
# What the values of a rule stand for, whatever it looks at, and of a condition on a consent
VALUES = {
    value: label
    for kinds in (Place, CompanySize, CompanyStatusKind, TechnologyField)
    for value, label in kinds.choices
} | {"yes": gettext_lazy("yes")}
# The words of a column, of a condition and of an anchor, in the order in which they are read
ORDER_OF_WORDS = (
    *("label_ko", "label_en", "kind", "options", "question", "values"),
    *("least", "text_ko", "text_en"),
)
NOTHING = (None, "", [])
WHOM_TO_CALL = {"contact", "phone", "email"}  # of a zone: nothing to confirm


@dataclass(frozen=True)
class Difference:
    """One field that changed: where, and its texts before and after; empty where there was none."""

    path: str
    label_ko: str
    label_en: str
    before_ko: str
    before_en: str
    after_ko: str
    after_en: str
    label = localized("label")
    before = localized("before")
    after = localized("after")


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """The fields that differ between two contents (`content_of_call`), in the call's order."""
    before, after = with_printable_texts(before), with_printable_texts(after)  # of older rules
    told, things = [], _things(before, after)
    for language in ("ko", "en"):
        with translation.override(language):
            told.append(list(_Words(before, after, things).told()))
    return [
        Difference(path, label_ko, label_en, before_ko, before_en, after_ko, after_en)
        for (path, label_ko, before_ko, after_ko), (_path, label_en, before_en, after_en) in zip(
            *told, strict=True
        )
    ]


def rows_of_differences(found: list[Difference]) -> list[dict[str, str]]:
    """As an amendment keeps them."""
    return [asdict(difference) for difference in found]


def differences_from(rows: list[dict[str, str]]) -> list[Difference]:
    """What `rows_of_differences` made, back again."""
    return [Difference(**row) for row in rows]


def touches_what_is_judged(found: list[Difference]) -> bool:
    """Whether what applicants had to answer, or what they are judged by, is among what changed."""
    fields = {one.path for one in found}
    return bool(fields & JUDGED_FIELDS) or any(part.is_judged for part in _parts_in(found))


def is_material(found: list[Difference]) -> bool:
    """Whether eligibility, amounts or the deadline are among what changed.

    Whom to call, and the order of the rules, are not.
    """
    told = [one for one in found if one.path.rpartition(".")[2] not in {*WHOM_TO_CALL, "order"}]
    fields = {one.path for one in told}
    return bool(fields & MATERIAL_FIELDS) or any(part.is_material for part in _parts_in(told))


def _parts_in(found: list[Difference]) -> list[Part]:
    names = {difference.path.partition(".")[0] for difference in found}
    return [part for name, part in PARTS.items() if name in names]


Content = Mapping[str, Any]
Things = Mapping[str, Mapping[str, Any]]
Told = Iterator[tuple[str, str, str, str]]


def _things(before: Content, after: Content) -> Things:
    """Programmes, agencies and zones by slug, where the contents differ in them."""
    return {
        name: model._default_manager.in_bulk(field_name="slug")
        for name, (model, part) in NAMED.items()
        if before.get(part) != after.get(part)
    }


def _same_moment(name: str, old: Any, new: Any) -> bool:
    if name not in MOMENTS or not (old and new):
        return False
    return datetime.fromisoformat(old) == datetime.fromisoformat(new)


def _name_of(model: type[models.Model], name: str) -> str:
    names = {"condition": _("shown only if"), "section": _("section of the form")}
    if name in names:
        return names[name]
    return without_unit(str(getattr(model._meta.get_field(name), "verbose_name", name)))


def _choice(model: type[models.Model], name: str, value: Any) -> str:
    known = {field.name: field for field in model._meta.concrete_fields}
    field: Any = known.get(name)
    field = getattr(field, "base_field", field)
    labels = dict(field.flatchoices) if field is not None else {}
    return str(labels.get(value, value))


class _Words:
    """Two contents in the language of the moment; slugs and keys as what they stand for."""

    def __init__(self, before: Content, after: Content, things: Things) -> None:
        self.before, self.after = before, after
        self.names: dict[str, Mapping[str, Any]] = {"values": VALUES, **things}
        for name, part in KEYED.items():
            rows = [*before.get(part, []), *after.get(part, [])]
            model = PARTS[part].model
            self.names[name] = {row["key"]: self._title(model, row, row["key"]) for row in rows}

    def told(self) -> Told:
        for name in CONTENT_FIELDS:
            old, new = self.before.get(name), self.after.get(name)
            yield from self._field(Call, name, old, new, path=name)
        for part in PARTS.values():
            yield from self._part(part.name, part.model, part.identity)

    def _part(self, name: str, model: type[models.Model], key: str) -> Told:
        heading = str(model._meta.verbose_name)
        former, latter = (
            {row[key]: row for row in content.get(name, [])}
            for content in (self.before, self.after)
        )
        for identity in [*former, *(identity for identity in latter if identity not in former)]:
            old, new = former.get(identity), latter.get(identity)
            title = self._title(model, new or old or {}, identity)
            if old is None or new is None:
                texts = (self._summary(model, old), self._summary(model, new))
                yield f"{name}.{identity}", f"{heading}: {title}", *texts
                continue
            for field in new:
                path, part = f"{name}.{identity}.{field}", f"{heading}: {title}"
                values = (old.get(field), new[field])
                yield from self._field(model, field, *values, path=path, part=part)
        kept = [identity for identity in former if identity in latter]
        if kept != [identity for identity in latter if identity in former]:
            orders = (
                "\n".join(
                    self._title(model, rows[identity], identity)
                    for identity in rows
                    if identity in kept
                )
                for rows in (former, latter)
            )
            what = _("order")
            yield f"{name}.order", f"{heading}: {what}", *orders

    def _title(self, model: type[models.Model], row: Mapping[str, Any], identity: str) -> str:
        """What a reader knows a part by."""
        for name in (f"label_{translation.get_language()}", "label_ko", "name"):
            if row.get(name):
                return str(row[name])
        told = next((name for name in ("kind", "size", "zone") if name in row), "")
        return self._shown(model, told, row[told]) if told else str(identity)

    def _summary(self, model: type[models.Model], row: Mapping[str, Any] | None) -> str:
        if row is None:
            return ""
        order = [field.name for field in model._meta.concrete_fields]
        names = sorted(row, key=lambda name: order.index(name) if name in order else len(order))
        shown = ((name, self._shown(model, name, row[name])) for name in names if name != "key")
        return "\n".join(f"{_name_of(model, name)}: {text}" for name, text in shown if text)

    def _field(
        self, model: type[models.Model], name: str, old: Any, new: Any, *, path: str, part: str = ""
    ) -> Told:
        is_nowhere = old in NOTHING and new in NOTHING  # older contents do not have the field
        if old == new or is_nowhere or _same_moment(name, old, new):
            return
        label = " · ".join(text for text in (part, _name_of(model, name)) if text)
        yield path, label, self._shown(model, name, old), self._shown(model, name, new)

    def _shown(self, model: type[models.Model], name: str, value: Any) -> str:
        """A value as a person reads it in the language of the moment."""
        if value is None or value == "" or value == []:
            return ""
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if name in MOMENTS:
            return moment(datetime.fromisoformat(value))
        if name.endswith("_won"):
            return won(value)
        if isinstance(value, list):
            between = "; " if isinstance(value[0], dict) else ", "
            return between.join(self._shown(model, name, one) for one in value)
        if isinstance(value, dict):
            shown = [self._shown(model, key, value.get(key)) for key in ORDER_OF_WORDS]
            return ", ".join(text for text in shown if text)
        if name in self.names:
            return str(self.names[name].get(value, value))
        return _choice(model, name, value)
