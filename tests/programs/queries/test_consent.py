"""Texts of consents: from which day they are asked, and who is told of a new version."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from programs.actions.application import submit_application, withdraw_application
from programs.models import ApplicationConsent, ConsentText
from programs.queries.application_section import faults_in
from programs.queries.consent import consent_lines, consents_asked_of, text_changes
from programs.queries.written import Written
from tests.drafting import give_consents, save_draft
from tests.factories.programs import (
    ConsentTextFactory,
    complete_application,
    days,
    open_call,
)

pytestmark = pytest.mark.django_db


def in_days(count: int):
    return timezone.localdate() + timedelta(days=count)


@pytest.fixture
def draft(company, applicant):
    return complete_application(company=company, created_by=applicant)


@pytest.fixture
def former():
    return ConsentTextFactory(version=1, body_ko="목적\n보유 3년\n거부할 권리", body_en="three")


def newer(**fields) -> ConsentText:
    given = {"version": 2, "body_ko": "목적\n보유 5년\n거부할 권리", "body_en": "five"}
    return ConsentTextFactory(**(given | fields))


def told(draft) -> list[tuple[int, bool, str, str]]:
    """To who began the draft, on its check page."""
    written = Written(draft)
    asked = written.consents_of(draft.created_by)
    changes = text_changes(draft, asked, written.coming_texts)
    return [(one.text.version, one.is_coming, one.before, one.after) for one in changes]


def faults(draft) -> list[str]:
    draft.refresh_from_db()
    return [fault.anchor for fault in faults_in(Written(draft), by=draft.created_by)]


@pytest.mark.parametrize(("day", "version"), [(0, 2), (1, 1)])
def test_a_version_is_asked_from_its_day_on(draft, former, day, version):
    newer(applies_from=in_days(day))

    (asked,) = consents_asked_of(draft, person=draft.created_by)
    (as_judged,) = Written(draft).consents_of(draft.created_by)

    assert (asked.text.version, as_judged.text.version) == (version, version)


def test_a_version_that_is_to_come_stops_no_draft_and_is_told(draft, former):
    give_consents(draft, by=draft.created_by)
    newer(applies_from=in_days(3))

    assert faults(draft) == []
    assert told(draft) == [(2, True, "보유 3년", "보유 5년")]


@pytest.mark.parametrize(
    "fields", [{"is_required": False}, {"applies_from": in_days(40)}, {"topic": "news"}]
)
def test_what_nobody_will_have_to_answer_in_time_is_not_told(draft, former, fields):
    newer(**({"applies_from": in_days(3)} | fields))

    assert told(draft) == []


def test_a_call_without_a_closing_day_tells_of_each(former, company, applicant):
    call = open_call(closes_at=None, closing_mode="seats", seat_count=9)
    draft = complete_application(call=call, company=company, created_by=applicant)
    newer(applies_from=in_days(400))

    assert [version for version, *_rest in told(draft)] == [2]


def test_who_agreed_to_the_former_text_is_told_what_changed(draft, former):
    give_consents(draft, by=draft.created_by)
    newer()

    assert faults(draft) == ["id_personal_data"]
    assert told(draft) == [(2, False, "보유 3년", "보유 5년")]
    with translation.override("en"):
        assert told(draft) == [(2, False, "three", "five")]


def test_who_has_answered_the_newer_one_is_told_nothing(draft, former, django_assert_num_queries):
    newer()
    give_consents(draft, by=draft.created_by)

    with django_assert_num_queries(1):  # that of the application
        assert told(draft) == []


def test_who_has_submitted_keeps_the_consent_and_may_revise(draft, former):
    by = draft.created_by
    give_consents(draft, by=by)
    submit_application(draft, by=by)
    newer()

    save_draft(draft, by=by, title="고친 제목", requested_won=1, answers={})

    assert (faults(draft), told(draft)) == ([], [])
    (line,) = consent_lines({"consents": Written(draft).all_consents})
    assert (line.version, line.is_given) == (1, True)
    assert submit_application(draft, by=by).number != draft.submissions.last().number


def test_who_has_withdrawn_is_asked_anew(draft, former):
    by = draft.created_by
    give_consents(draft, by=by)
    submit_application(draft, by=by)
    newer()

    withdraw_application(draft, by=by)

    assert faults(draft) == ["id_personal_data"]


def test_a_refusal_of_the_former_text_does_not_stand(draft, former):
    give_consents(draft, by=draft.created_by)
    submit_application(draft, by=draft.created_by)
    give_consents(draft, by=draft.created_by, refused=("personal_data",))
    newer()

    assert faults(draft) == ["id_personal_data"]


def test_what_is_asked_no_more_is_still_told(draft):
    text = ConsentTextFactory(topic="news", published_at=days(-9), applies_from=in_days(-9))
    by = draft.created_by
    ApplicationConsent.objects.create(application=draft, person=by, text=text, is_given=True)

    assert (consents_asked_of(draft, person=by), faults(draft)) == ([], [])
    with translation.override("en"):
        (line,) = consent_lines({"consents": Written(draft).all_consents})
    assert line.label == "News of calls and events"
