"""What is said about a call on its way to approval, and what the call itself says."""

from django.db.models import QuerySet

from programs.enums import CallSection
from programs.models import Call, CallComment
from programs.queries.amendment import contents_of_amendment
from programs.queries.content import content_of_call
from programs.queries.difference import Difference, differences
from programs.queries.section import SECTION_CONTENT

# The parts of the form have editors of their own
FORM_CONTENT = {CallSection.QUESTIONS: ("sections", "questions")}
# Told better otherwise: the rules in words, the files as downloads
TOLD_APART = {"eligibility_rules", "attachments"}


def comments_on(call: Call) -> QuerySet[CallComment]:
    """The foundation's comments on what was submitted last; earlier ones were answered by it."""
    comments = call.comments.select_related("written_by")
    return comments.filter(written_at__gt=call.submitted_at) if call.submitted_at else comments


def changes_to_its_source(call: Call) -> list[Difference]:
    """What it changes in the call that it amends, or what differs from the one it was copied from."""
    if call.is_amending_draft:
        return differences(*contents_of_amendment(call))
    source = call.copied_from
    return differences(content_of_call(source), content_of_call(call)) if source else []


def text_of(call: Call) -> list[tuple[str, list[Difference]]]:
    """All that the call says, in words: by section, in the order of the editor.

    Without its rules of eligibility and its files. Of a working copy: as it will be published.
    """
    content = contents_of_amendment(call)[1] if call.is_amending_draft else content_of_call(call)
    said = [
        row
        for row in differences({}, {name: content[name] for name in content.keys() - TOLD_APART})
        if row.after
    ]
    places = {
        name: section
        for section, names in (SECTION_CONTENT | FORM_CONTENT).items()
        for name in names
    } | {"agency": CallSection.HEAD}
    rows: dict[str, list[Difference]] = {section: [] for section in CallSection}
    for row in said:
        rows[places[row.path.partition(".")[0]]].append(row)
    return [(CallSection(section).label, told) for section, told in rows.items() if told]
