"""A draft from the written form of a call (docs/call-format.md)."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from portal.accounts.models import User
from programs.actions.call import next_code, record_call_event
from programs.actions.content import fill_call, write_parts
from programs.actions.errors import ContentRefused
from programs.models import Call
from programs.queries.content_faults import faults_of_content, with_keys
from zones.models import Agency


@transaction.atomic
def import_call(content: Mapping[str, Any], *, agency: Agency, by: User) -> Call:
    """A new draft of `agency` that says what the content says; attachments do not travel with it.

    The content has the form of the schema (`read_content`). All or nothing: raises ContentRefused
    with every fault that the schema cannot see, such as an unknown zone.
    """
    whole = with_keys(content) | {"agency": agency.slug}
    if faults := faults_of_content(whole):
        raise ContentRefused(faults)
    call = fill_call(Call(created_by=by), whole)
    call.code = next_code(call)
    call.save()
    write_parts(call, whole)
    record_call_event(call, "import", by=by, from_state="")
    return call
