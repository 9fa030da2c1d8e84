"""What a call asks for is frozen once it is submitted for approval."""

import psycopg
import pytest
from django.db import IntegrityError, transaction

from programs.models import Criterion, Question, RequiredDocument
from tests.factories.accounts import UserFactory
from tests.factories.programs import (
    CallFactory,
    CriterionFactory,
    QuestionFactory,
    RequiredDocumentFactory,
    days,
    open_call,
)
from tests.races import another_connection

pytestmark = pytest.mark.django_db
PARTS = [
    (Question, QuestionFactory),
    (RequiredDocument, RequiredDocumentFactory),
    (Criterion, CriterionFactory),
]
EACH_PART = pytest.mark.parametrize(("model", "make"), PARTS)


def submit(call):
    call.state, call.submitted_at, call.submitted_by = "submitted", days(0), UserFactory()
    call.save()
    return call


@EACH_PART
def test_part_of_a_draft_can_be_changed_and_deleted(model, make):
    part = make(call=CallFactory())

    model.objects.filter(pk=part.pk).update(label_ko="고친 글")
    part.delete()

    assert model.objects.count() == 0


@EACH_PART
@pytest.mark.parametrize("state", ["submitted", "approved"])
def test_part_of_a_frozen_call_cannot_be_changed(model, make, state):
    call = submit(CallFactory(parts=True)) if state == "submitted" else open_call()
    parts = model.objects.filter(call=call)
    before = list(parts.values())

    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        parts.update(label_ko="나중에 고친 글")

    assert refusal.value.__cause__.diag.constraint_name == f"{model._meta.db_table}_frozen"
    assert list(parts.values()) == before


@EACH_PART
def test_part_of_a_frozen_call_cannot_be_deleted(model, make):
    call = open_call()

    with pytest.raises(IntegrityError, match="can no longer be changed"), transaction.atomic():
        model.objects.filter(call=call).delete()

    assert model.objects.filter(call=call).exists()


@EACH_PART
def test_part_cannot_be_added_to_a_frozen_call(model, make):
    call = open_call()
    count = model.objects.filter(call=call).count()

    with pytest.raises(IntegrityError, match="can no longer be changed"), transaction.atomic():
        make(call=call)

    assert model.objects.filter(call=call).count() == count


@EACH_PART
def test_part_cannot_leave_a_frozen_call(model, make):
    call, draft = open_call(), CallFactory()

    with pytest.raises(IntegrityError, match="can no longer be changed"), transaction.atomic():
        model.objects.filter(call=call).update(call=draft)

    assert model.objects.filter(call=draft).count() == 0


@EACH_PART
def test_part_cannot_move_into_a_frozen_call(model, make):
    call, part = open_call(), make(call=CallFactory())

    with pytest.raises(IntegrityError, match="can no longer be changed"), transaction.atomic():
        model.objects.filter(pk=part.pk).update(call=call)

    part.refresh_from_db()
    assert part.call != call


def test_draft_with_parts_can_be_deleted():
    call = CallFactory()
    CriterionFactory(call=call)

    call.delete()

    assert Criterion.objects.count() == 0


@pytest.mark.parametrize("weights", [[], [99], [60, 41], [50, 50, 1]])
def test_call_whose_weights_do_not_add_up_cannot_be_submitted(weights):
    call = CallFactory()
    for weight in weights:
        CriterionFactory(call=call, weight=weight)

    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        submit(call)

    assert refusal.value.__cause__.diag.constraint_name == "programs_call_weights_add_up"


@pytest.mark.parametrize("weights", [[100], [60, 40], [1] * 100])
def test_call_whose_weights_add_up_can_be_submitted(weights):
    call = CallFactory()
    for weight in weights:
        CriterionFactory(call=call, weight=weight)

    submit(call)

    call.refresh_from_db()
    assert call.state == "submitted"


@pytest.mark.usefixtures("committed")
def test_nobody_submits_a_call_while_its_weights_are_being_changed():
    call = CallFactory(parts=True)

    with another_connection() as colleague:
        colleague.execute("SET lock_timeout = '200ms'")
        with transaction.atomic():
            Criterion.objects.filter(call=call, weight=40).update(weight=10)
            with pytest.raises(psycopg.errors.LockNotAvailable):
                colleague.execute("UPDATE programs_call SET state = 'submitted'")

    call.refresh_from_db()
    assert call.state == "draft"
