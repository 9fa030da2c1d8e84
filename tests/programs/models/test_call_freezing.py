"""What a call says is frozen by the database, from its submission on and for a draft put away."""

import pytest
from django.db import IntegrityError, transaction

from programs.actions.call import approve_call, discard_call, submit_call
from programs.models import Call
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import CallFactory, days

pytestmark = pytest.mark.django_db


def submitted() -> Call:
    call = CallFactory(parts=True)
    submit_call(call, by=call.created_by)
    return call


def approved() -> Call:
    call = submitted()
    approve_call(call, by=FoundationUserFactory())
    return call


def discarded() -> Call:
    call = CallFactory(parts=True)
    discard_call(call, by=call.created_by)
    return call


STATES = [submitted, approved, discarded]
CHANGES = {
    "text": {"purpose": "다른 목적"},
    "amount": {"award_limit_won": 1},
    "publication": {"published_at": days(-3)},
    "opening": {"opens_at": days(1)},
    "closing": {"closes_at": days(90)},
    "end of the questions": {"inquiries_close_at": days(2)},
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("state", STATES)
def test_what_a_call_says_stays(state, change):
    call = state()

    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        Call.objects.filter(pk=call.pk).update(**CHANGES[change])

    assert refusal.value.__cause__.diag.constraint_name == "programs_call_frozen"


def test_approval_moves_publication_and_opening_only():
    call = submitted()
    late = {"published_at": days(-2), "opens_at": days(-2)}
    user = FoundationUserFactory()
    stamps = {"state": "approved", "approved_at": days(0), "approved_by": user}

    with pytest.raises(IntegrityError), transaction.atomic():
        Call.objects.filter(pk=call.pk).update(**stamps, closes_at=days(90))

    assert Call.objects.filter(pk=call.pk).update(**stamps, **late) == 1
