"""The public summary of a voice: read by its company before anybody, and public by its word alone."""

import threading
from unittest import mock

import pytest
from django.db import ProgrammingError

from programs.actions import voice_summary as summary_actions
from programs.actions.errors import NobodyToAgree, OwnVoice, SummaryChanged, VoiceChanged
from programs.actions.voice_summary import (
    agree_to_summary,
    decline_summary,
    propose_summary,
    publish_summary,
    unpublish_summary,
)
from programs.models import VoiceSummary
from programs.workflow import TransitionNotAllowed
from tests.factories.accounts import FoundationUserFactory
from tests.factories.programs import BriefingFactory
from tests.factories.voices import VoiceFactory, VoiceSummaryFactory
from tests.factories.zones import CompanyMemberFactory
from tests.mails import body_to, queued_mails
from tests.races import at_once
from zones.actions.errors import OutsideConsultant

TEXTS = {
    "title_ko": "공동 작업장 요청",
    "difficulty_ko": "조립할 공간이 부족했습니다.",
    "outcome_ko": "공동 작업장을 열었습니다.",
    "title_en": "",
    "difficulty_en": "",
    "outcome_en": "",
    "shows_zone": False,
}


@pytest.fixture
def voice(company):
    return VoiceFactory(company=company, answered=True)


def state_of(summary) -> str:
    summary.refresh_from_db()
    return summary.state


def test_propose_asks_the_companys_own_people(voice, applicant, staff):
    consultant = CompanyMemberFactory(company=voice.company, role="consultant").user

    summary = propose_summary(voice, by=staff, **TEXTS)

    assert (summary.state, summary.edition, summary.shows_zone) == ("proposed", 1, False)
    assert not VoiceSummary.objects.published().exists()
    assert "조립할 공간이 부족했습니다." in body_to(applicant)
    assert consultant.email not in dict(queued_mails())


def test_propose_a_second_time_by_a_second_click(voice, staff):
    first = propose_summary(voice, by=staff, seen=0, **TEXTS)

    second = propose_summary(voice, by=staff, seen=0, **TEXTS)

    assert (first, second.edition) == (second, 1)
    assert len(queued_mails()) == 1


@pytest.mark.parametrize("before", [{"agreed": True}, {"published": True}, {"state": "declined"}])
def test_another_text_is_asked_anew_and_is_not_public(voice, staff, before):
    VoiceSummaryFactory(voice=voice, **before)

    summary = propose_summary(voice, by=staff, **TEXTS)

    assert (summary.state, summary.edition) == ("proposed", 2)
    assert (summary.agreed_at, summary.published_at) == (None, None)
    assert not VoiceSummary.objects.published().exists()


def test_propose_after_somebody_was_faster(voice, staff):
    propose_summary(voice, by=staff, seen=0, **TEXTS)

    with pytest.raises(VoiceChanged):
        propose_summary(voice, by=staff, seen=0, **{**TEXTS, "title_ko": "다른 제목"})


def test_propose_before_the_answer(company, staff):
    with pytest.raises(TransitionNotAllowed):
        propose_summary(VoiceFactory(company=company, assigned=True), by=staff, **TEXTS)


def test_propose_where_no_company_could_agree(staff):
    voice = VoiceFactory(
        company=None, is_taken_down=True, briefing=BriefingFactory(), answered=True
    )

    with pytest.raises(NobodyToAgree):
        propose_summary(voice, by=staff, **TEXTS)


def test_nobody_summarizes_or_publishes_their_own_company(voice, applicant):
    with pytest.raises(OwnVoice):
        propose_summary(voice, by=applicant, **TEXTS)
    VoiceSummaryFactory(voice=voice, agreed=True)
    with pytest.raises(OwnVoice):
        publish_summary(voice, by=applicant)


def test_agree_tells_who_proposed_it(voice, applicant, staff):
    summary = VoiceSummaryFactory(voice=voice, proposed_by=staff)

    agree_to_summary(voice, by=applicant, edition=1)

    assert (state_of(summary), summary.agreed_by) == ("agreed", applicant)
    assert not VoiceSummary.objects.published().exists()
    assert [address for address, _subject in queued_mails()] == [staff.email]


def test_agree_to_another_text_than_was_read(voice, applicant):
    summary = VoiceSummaryFactory(voice=voice, edition=2)

    with pytest.raises(SummaryChanged):
        agree_to_summary(voice, by=applicant, edition=1)

    assert state_of(summary) == "proposed"


def test_publish_only_with_agreement(voice, staff, applicant):
    summary = VoiceSummaryFactory(voice=voice)
    with pytest.raises(TransitionNotAllowed):
        publish_summary(voice, by=staff)
    agree_to_summary(voice, by=applicant, edition=1)

    publish_summary(voice, by=staff)

    assert list(VoiceSummary.objects.published()) == [summary]
    assert summary.get_absolute_url() in body_to(applicant)


@pytest.mark.parametrize("before", [{}, {"agreed": True}, {"published": True}])
def test_decline_at_any_time_takes_it_off_in_the_same_act(client, voice, applicant, before):
    summary = VoiceSummaryFactory(voice=voice, **before)

    decline_summary(voice, by=applicant)

    assert state_of(summary) == "declined"
    assert (summary.agreed_at, summary.published_at) == (None, None)
    assert client.get(summary.get_absolute_url()).status_code == 404
    assert summary.title_ko not in client.get("/voices/").content.decode()
    assert [address for address, _subject in queued_mails()] == [summary.proposed_by.email]


def test_unpublish_keeps_the_agreement_and_the_reason(voice, staff):
    summary = VoiceSummaryFactory(voice=voice, published=True)

    unpublish_summary(voice, by=staff, reason="사실과 다른 문장이 있습니다.")

    assert (state_of(summary), bool(summary.agreed_at)) == ("agreed", True)
    assert voice.events.get().reason == "사실과 다른 문장이 있습니다."
    publish_summary(voice, by=staff)
    assert state_of(summary) == "published"


def test_consultants_agree_to_nothing(voice):
    consultant = CompanyMemberFactory(company=voice.company, role="consultant").user
    VoiceSummaryFactory(voice=voice)

    with pytest.raises(OutsideConsultant):
        agree_to_summary(voice, by=consultant, edition=1)
    with pytest.raises(OutsideConsultant):
        decline_summary(voice, by=consultant)


def yes_and_another_text() -> tuple[list[object], VoiceSummary]:
    """A company agrees while staff write another text."""
    member, staff = CompanyMemberFactory(), FoundationUserFactory()
    voice = VoiceFactory(company=member.company, answered=True)
    summary = VoiceSummaryFactory(voice=voice)
    acts = [
        lambda: agree_to_summary(voice, by=member.user, edition=1),
        lambda: propose_summary(voice, by=staff, **TEXTS),
    ]
    results = at_once(lambda n: acts[n](), count=2)
    summary.refresh_from_db()
    return results, summary


def test_no_text_is_agreed_to_that_the_company_has_not_read(committed):
    for _time in range(5):
        _results, summary = yes_and_another_text()

        assert (summary.state, summary.title_ko) == ("proposed", TEXTS["title_ko"])


def overtaken(verb, *, first, then):
    """What both give, without the lock: `then` does this verb, and has read all before `first`
    writes, and writes after it."""
    has_read, is_done = threading.Event(), threading.Event()
    target_of = summary_actions.workflow.target_of

    def reading(table, asked, state):
        target = target_of(table, asked, state)
        if asked == verb:
            has_read.set()
            is_done.wait(30)
        return target

    def act(number):
        if number == 0:
            return then()
        has_read.wait(30)
        first()
        return is_done.set()

    with (
        mock.patch.object(summary_actions, "voice_held", lambda voice: voice),
        mock.patch.object(summary_actions.workflow, "target_of", reading),
    ):
        return at_once(act, count=2)


def test_without_the_lock_a_text_is_agreed_to_that_nobody_read(committed):
    """The control of the test above."""
    member, staff = CompanyMemberFactory(), FoundationUserFactory()
    voice = VoiceFactory(company=member.company, answered=True)
    summary = VoiceSummaryFactory(voice=voice)

    results = overtaken(
        "agree",
        first=lambda: propose_summary(voice, by=staff, **TEXTS),
        then=lambda: agree_to_summary(voice, by=member.user, edition=1),
    )

    assert [one for one in results if isinstance(one, Exception)] == []
    assert (state_of(summary), summary.title_ko) == ("agreed", TEXTS["title_ko"])


def agreed_summary():
    """With somebody of its company, and somebody of the foundation."""
    member = CompanyMemberFactory()
    voice = VoiceFactory(company=member.company, answered=True)
    return VoiceSummaryFactory(voice=voice, agreed=True), member.user, FoundationUserFactory()


def test_what_the_company_declines_is_public_in_no_order(committed):
    for _time in range(5):
        summary, member, staff = agreed_summary()
        acts = [
            lambda voice=summary.voice, by=member: decline_summary(voice, by=by),
            lambda voice=summary.voice, by=staff: publish_summary(voice, by=by),
        ]

        results = at_once(lambda n, acts=acts: acts[n](), count=2)

        refused = {type(one) for one in results if isinstance(one, Exception)}
        assert refused <= {TransitionNotAllowed}
        assert (state_of(summary), summary.published_at) == ("declined", None)


def test_without_the_lock_only_the_database_would_stop_a_publication(committed):
    """The control: staff have read the agreement before the company takes it back."""
    summary, member, staff = agreed_summary()

    results = overtaken(
        "publish",
        first=lambda: decline_summary(summary.voice, by=member),
        then=lambda: publish_summary(summary.voice, by=staff),
    )

    assert [type(one) for one in results if isinstance(one, Exception)] == [ProgrammingError]
    assert state_of(summary) == "declined"
