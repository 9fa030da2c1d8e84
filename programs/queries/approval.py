"""What is said about a call on its way to approval."""

from django.db.models import QuerySet

from programs.models import Call, CallComment
from programs.queries.amendment import contents_of_amendment
from programs.queries.content import content_of_call
from programs.queries.difference import Difference, differences


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
