"""What is said about a call on its way to approval, and what the call itself says."""

from typing import Any

from django.db.models import QuerySet

from programs.enums import CallSection
from programs.models import Call, CallComment
from programs.models.call_content import SECTION_FIELDS
from programs.models.call_parts import PARTS
from programs.queries.amendment import contents_of_amendment
from programs.queries.content import content_of_call
from programs.queries.difference import Difference, differences
from programs.queries.eligibility import rules_in_words_of, with_rules
from programs.queries.lint import findings_of

Content = dict[str, Any]

# Told better otherwise: the rules in words, the files as downloads
TOLD_APART = {"eligibility_rules", "attachments"}


def comments_on(call: Call) -> QuerySet[CallComment]:
    """The foundation's comments on what was submitted last; earlier ones were answered by it."""
    comments = call.comments.select_related("written_by")
    return comments.filter(written_at__gt=call.submitted_at) if call.submitted_at else comments


def contents_to_read(call: Call) -> tuple[Content, Content]:
    """What its source says, and what the call says: as it will be published, of a working copy.

    The source's is empty without one.
    """
    if call.is_amending_draft:
        return contents_of_amendment(call)
    source = source_of(call)
    return content_of_call(source) if source else {}, content_of_call(call)


def changes_of(call: Call) -> list[Difference]:
    """What differs from its source (`source_of`); nothing without one."""
    return differences(*contents_to_read(call)) if source_of(call) else []


def source_of(call: Call) -> Call | None:
    """The call that it amends, else the one that it was copied from."""
    return call.amends or call.copied_from


def reading_of(call: Call) -> dict[str, Any]:
    """What is read before an approval: the linter's result, what is new, the text."""
    before, content = contents_to_read(call)
    changes = differences(before, content) if before else []
    return {
        **text_for_reading(call, content),
        "findings": findings_of(call, changes=changes),
        "source": source_of(call),
        "differences": changes,
    }


def text_for_reading(call: Call, content: Content | None = None) -> dict[str, Any]:
    """All that the call says, as a person reads it; `content` where it was read already."""
    return {
        "call": call,
        "text": text_of(content or contents_to_read(call)[1]),
        "rules_in_words": rules_in_words_of(with_rules(Call.objects).get(pk=call.pk)),
        "attachments": call.attachments.current(),
    }


def text_of(content: Content) -> list[tuple[str, list[Difference]]]:
    """All that a call says, in words: by section, in the order of the editor.

    Without its rules of eligibility and its files.
    """
    said = [
        row
        for row in differences({}, {name: content[name] for name in content.keys() - TOLD_APART})
        if row.after
    ]
    places = {name: section for section, names in SECTION_FIELDS.items() for name in names}
    places |= {part.name: part.section for part in PARTS.values()} | {"agency": CallSection.HEAD}
    rows: dict[str, list[Difference]] = {section: [] for section in CallSection}
    for row in said:
        rows[places[row.path.partition(".")[0]]].append(row)
    return [(CallSection(section).label, told) for section, told in rows.items() if told]
