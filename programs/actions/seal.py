"""Sealing what a call had received when it ended."""

import logging
from typing import Any

from django.db import transaction

from portal.common.signing import signed
from programs import merkle
from programs.actions.clock import HELD_ALONE, call_taken, database_now
from programs.actions.conflict import queue_finding
from programs.actions.errors import CallNotClosed, SealMissing
from programs.models import Call, Seal
from programs.queries.receipt import bytes_of, leaves_of, seal_statement, submissions_to_seal
from programs.queries.seal import calls_to_seal, seals_ever

logger = logging.getLogger(__name__)


@transaction.atomic
def seal_call(call: Call) -> Seal:
    """Seal a call that has ended; the seal that is there where its end is sealed already.

    The call is held alone: no submission is on its way in, and the order of moments is final. An
    end is sealed once, even if its seal was deleted. Raises CallNotClosed, SealMissing.
    """
    held, now = call_taken(call.pk, hold=HELD_ALONE)
    if held.ended_at is None or held.ended_at > now:
        raise CallNotClosed
    if existing := held.seals.filter(ended_at=held.ended_at).first():
        return existing
    former = seals_ever(held)
    if any(ended_at == held.ended_at for ended_at in former.values()):
        raise SealMissing
    submissions = submissions_to_seal(held)
    facts: dict[str, Any] = {
        "number": max(former, default=0) + 1,
        "ended_at": held.ended_at,
        "sealed_at": now,
        "count": len(submissions),
        "root": merkle.root_of(leaves_of(submissions, held)).hex(),
    }
    signature = signed(bytes_of(seal_statement(held.code, **facts)))
    queue_finding(call=held)
    return Seal.objects.create(
        call=held, **facts, key_id=signature.key_id, signature=signature.value
    )


def seal_ended_calls(*, most: int) -> int:
    """Seal calls that have ended, each in a transaction of its own; how many were sealed.

    One that cannot be sealed is logged, and keeps no other from its seal.
    """
    count = 0
    for call in calls_to_seal(database_now()):
        if count == most:
            break
        try:
            seal_call(call)
        except Exception:  # whatever is wrong with a call, the others are sealed in time
            logger.exception("Call %s could not be sealed", call.code)
        else:
            count += 1
    return count
