"""The survey after a session: once for each guest, and no way from an answer to its guest."""

import datetime
from contextlib import nullcontext

import pytest
from django.apps import apps
from django.utils import timezone

from programs.actions.errors import AlreadyReturned, SurveyClosed
from programs.actions.survey import return_survey
from programs.models import BriefingEvent, SurveyAnswer, SurveyReturn
from programs.models.survey import MARKS
from programs.queries.survey import FEWEST_ANSWERS, survey_results
from tests.factories.accounts import UserFactory
from tests.factories.listening import SurveyAnswerFactory
from tests.factories.programs import AttendanceFactory, BriefingFactory, RegistrationFactory, days
from tests.races import at_once

pytestmark = pytest.mark.django_db
GOOD = dict.fromkeys(MARKS, 4)


@pytest.fixture
def briefing():
    return BriefingFactory(starts_at=days(-1), ends_at=days(-0.9))


@pytest.fixture
def guest(briefing):
    return RegistrationFactory(briefing=briefing)


def test_an_answer_is_kept_without_anything_that_leads_to_its_guest(guest):
    return_survey(guest, by=guest.user, marks=GOOD, comment="좋았습니다.")

    answer = SurveyAnswer.objects.values().get()
    assert answer == {
        "id": answer["id"],
        "briefing_id": guest.briefing_id,
        "answered_on": timezone.localdate(),
        "comment": "좋았습니다.",
        **GOOD,
    }
    assert type(answer["answered_on"]) is datetime.date
    assert SurveyReturn.objects.values().get() == {"registration_id": guest.pk}
    assert not BriefingEvent.objects.exists()


def test_no_table_and_no_history_names_both_an_answer_and_a_guest():
    of_survey = [model for model in apps.get_models() if "survey" in model._meta.model_name]

    names = {model.__name__: {field.name for field in model._meta.fields} for model in of_survey}
    assert names == {
        "SurveyAnswer": {"id", "briefing", "answered_on", "comment", *MARKS},
        "SurveyReturn": {"registration"},
    }


def test_keys_are_drawn_by_lot():
    keys = [SurveyAnswerFactory().pk for _number in range(20)]

    assert keys != sorted(keys)
    assert {key.version for key in keys} == {4}


@pytest.mark.usefixtures("committed")
def test_a_guest_answers_once_also_from_many_windows():
    guest = RegistrationFactory(briefing=BriefingFactory(starts_at=days(-1)))

    found = at_once(lambda _number: return_survey(guest, by=guest.user, marks=GOOD), count=6)

    assert sorted(type(one).__name__ for one in found) == ["AlreadyReturned"] * 5 + ["NoneType"]
    assert SurveyAnswer.objects.count() == 1


def test_a_second_answer_is_refused(guest):
    return_survey(guest, by=None, marks=GOOD)

    with pytest.raises(AlreadyReturned):
        return_survey(guest, by=None, marks=GOOD)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"starts_at": days(-40), "ends_at": days(-31)},
        {"starts_at": days(-1), "cancelled_at": days(0)},
    ],
    ids=["to come", "a month ago", "cancelled"],
)
def test_the_survey_is_open_from_the_start_to_30_days_after_the_end(fields):
    by = {"cancelled_by": UserFactory()} if "cancelled_at" in fields else {}
    guest = RegistrationFactory(briefing=BriefingFactory(**fields, **by))

    with pytest.raises(SurveyClosed):
        return_survey(guest, by=guest.user, marks=GOOD)

    assert not SurveyReturn.objects.exists()


@pytest.mark.parametrize("has_come", [False, True])
def test_who_only_waited_for_a_seat_answers_no_survey(briefing, has_come):
    guest = RegistrationFactory(briefing=briefing, state="waiting")
    if has_come:
        AttendanceFactory(registration=guest)

    with nullcontext() if has_come else pytest.raises(SurveyClosed):
        return_survey(guest, by=guest.user, marks=GOOD)

    assert SurveyAnswer.objects.exists() is has_come


@pytest.mark.parametrize("count", [0, 1, FEWEST_ANSWERS - 1])
def test_of_few_answers_nobody_sees_anything(briefing, count):
    SurveyAnswerFactory.create_batch(count, briefing=briefing, comment="저만 아는 말")

    results = survey_results(briefing)

    assert (results.count, results.are_shown) == (count, False)
    assert (results.marks, results.comments) == ([], [])


def test_results_count_each_mark_and_its_mean(briefing):
    for mark in (5, 5, 4, 4, 1):
        SurveyAnswerFactory(briefing=briefing, content=mark)
    SurveyAnswerFactory(content=1)

    results = survey_results(briefing)

    assert results.marks[0].counts == [(5, 2), (4, 2), (3, 0), (2, 0), (1, 1)]
    assert results.marks[0].mean == 3.8
    assert [mark.mean for mark in results.marks[1:]] == [4.0] * 3
