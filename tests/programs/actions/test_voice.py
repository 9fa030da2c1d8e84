"""Voices of the field: reported or taken down, given to somebody, answered, taken back."""

import threading
from contextlib import contextmanager
from datetime import date
from unittest import mock

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from programs.actions import voice as voice_actions
from programs.actions.errors import OwnVoice, TooManyVoices, VoiceChanged
from programs.actions.voice import (
    MOST_OPEN,
    answer_voice,
    ask_again,
    assign_voice,
    report_voice,
    take_down_voice,
    withdraw_voice,
)
from programs.models import Voice, VoiceAnswer, VoiceEvent
from programs.models.voice import suggested_due_day
from programs.queries.voice import guests_of, newest_event_of
from programs.workflow import TransitionNotAllowed
from tests.factories.accounts import FoundationUserFactory, UserFactory
from tests.factories.programs import AttendanceFactory, BriefingFactory, RegistrationFactory
from tests.factories.voices import DUE, VoiceFactory, VoiceSummaryFactory
from tests.factories.zones import AgencyMemberFactory, CompanyFactory, CompanyMemberFactory
from tests.mails import body_to, queued_mails
from tests.races import at_once
from zones.actions.errors import OutsideConsultant

SAID = {"theme": "space", "title": "공간이 모자랍니다", "text": "조립할 공간이 없습니다."}


def addressees(subject: str) -> list[str]:
    return sorted(address for address, said in queued_mails() if subject in said)


def verbs(voice) -> list[str]:
    return list(voice.events.values_list("verb", flat=True))


def test_report_tells_the_foundation_without_the_companys_name(company, applicant, staff):
    voice = report_voice(company, by=applicant, **SAID)

    assert (voice.state, voice.company, voice.reported_by) == ("received", company, applicant)
    assert (voice.is_taken_down, voice.names_company, verbs(voice)) == (False, False, ["report"])
    assert [address for address, _subject in queued_mails()] == [staff.email]
    assert company.name not in body_to(staff)


def test_report_is_not_told_to_staff_who_belong_to_the_company(company, applicant, staff):
    CompanyMemberFactory(company=company, user=staff, role="staff")

    report_voice(company, by=applicant, **SAID)

    assert queued_mails() == []


def test_consultants_do_not_report(company):
    consultant = CompanyMemberFactory(company=company, role="consultant").user

    with pytest.raises(OutsideConsultant):
        report_voice(company, by=consultant, **SAID)

    assert not Voice.objects.exists()


def test_a_double_click_reports_once(committed):
    member = CompanyMemberFactory()

    found = at_once(lambda _n: report_voice(member.company, by=member.user, **SAID).pk, count=4)

    assert found == [Voice.objects.get().pk] * 4
    assert VoiceEvent.objects.count() == 1


def test_so_many_open_ones_and_no_more(company, applicant):
    for number in range(MOST_OPEN - 1):
        VoiceFactory(company=company, title=f"{number}")
    VoiceFactory(company=company, answered=True)
    VoiceFactory(company=company, is_taken_down=True)
    last = report_voice(company, by=applicant, **SAID)
    with pytest.raises(TooManyVoices):
        report_voice(company, by=applicant, **{**SAID, "title": "하나 더"})

    assert report_voice(company, by=applicant, **SAID) == last
    withdraw_voice(last, by=applicant)
    assert report_voice(company, by=applicant, **{**SAID, "title": "하나 더"}).pk


def test_take_down_at_a_session_tells_the_company(company, applicant, staff):
    consultant = CompanyMemberFactory(company=company, role="consultant").user
    session = BriefingFactory(kind="luncheon", title_ko="기업 오찬 간담회")

    voice = take_down_voice(by=staff, company=company, briefing=session, **SAID)

    assert (voice.is_taken_down, voice.briefing, voice.heard_by) == (True, session, None)
    assert verbs(voice) == ["take_down"]
    assert [address for address, _subject in queued_mails()] == [applicant.email]
    assert "기업 오찬 간담회" in body_to(applicant)
    assert consultant.email not in dict(queued_mails())


def test_take_down_what_nobody_put_a_name_to(staff):
    colleague = FoundationUserFactory()

    voice = take_down_voice(by=staff, briefing=BriefingFactory(), **SAID)

    assert voice.company is None
    assert [address for address, _subject in queued_mails()] == [colleague.email]


def test_take_down_from_nowhere(staff):
    with pytest.raises(IntegrityError, match="has_origin"), transaction.atomic():
        take_down_voice(by=staff, **SAID)


def test_nobody_takes_down_what_their_own_company_says(company, applicant):
    with pytest.raises(OwnVoice):
        take_down_voice(by=applicant, company=company, **SAID)


def test_a_double_click_takes_down_once(committed):
    by, session = UserFactory(), BriefingFactory()

    found = at_once(lambda _n: take_down_voice(by=by, briefing=session, **SAID).pk, count=4)

    assert found == [Voice.objects.get().pk] * 4


def test_assign_to_an_agency(company, staff):
    voice = VoiceFactory(company=company)
    member = AgencyMemberFactory()

    given = assign_voice(voice, by=staff, owner=member.user, agency=member.agency, due_on=DUE)

    assert (given.state, given.owner, given.agency) == ("assigned", member.user, member.agency)
    assert [address for address, _subject in queued_mails()] == [member.user.email]
    body = body_to(member.user)
    assert f"/desk/agency/voices/{voice.pk}/" in body
    assert company.name not in body


def test_assign_the_same_once_more_changes_nothing(staff):
    voice, owner = VoiceFactory(), FoundationUserFactory()
    assign_voice(voice, by=staff, owner=owner, due_on=DUE, seen=newest_event_of(voice))

    assign_voice(voice, by=staff, owner=owner, due_on=DUE, seen=0)

    assert verbs(voice) == ["assign"]
    assert len(queued_mails()) == 1


def test_assign_anew_tells_the_new_one_and_a_new_day_nobody(staff):
    voice = VoiceFactory(assigned=True)
    new = FoundationUserFactory()

    assign_voice(voice, by=staff, owner=new, due_on=DUE)
    assign_voice(voice, by=staff, owner=new, due_on=date(2099, 4, 1))

    assert addressees("") == [new.email]
    assert Voice.objects.get().due_on == date(2099, 4, 1)


def test_assign_to_somebody_of_the_company(company, staff):
    owner = FoundationUserFactory()
    CompanyMemberFactory(company=company, user=owner)

    with pytest.raises(OwnVoice):
        assign_voice(VoiceFactory(company=company), by=staff, owner=owner, due_on=DUE)
    with pytest.raises(OwnVoice):
        assign_voice(VoiceFactory(company=company), by=owner, owner=staff, due_on=DUE)


def test_assign_what_is_answered(staff):
    with pytest.raises(TransitionNotAllowed):
        assign_voice(VoiceFactory(answered=True), by=staff, owner=staff, due_on=DUE)


def test_two_colleagues_give_it_to_two_people(committed):
    voice, by = VoiceFactory(), FoundationUserFactory()
    owners = [FoundationUserFactory() for _number in range(2)]

    results = at_once(
        lambda n: assign_voice(voice, by=by, owner=owners[n], due_on=DUE, seen=0), count=2
    )

    assert [type(one) for one in results if isinstance(one, Exception)] == [VoiceChanged]
    assert verbs(voice) == ["assign"]
    assert len(queued_mails()) == 1


def test_answer_is_told_to_the_companys_own_people(company, applicant, staff):
    consultant = CompanyMemberFactory(company=company, role="consultant").user
    voice = VoiceFactory(company=company, assigned=True)

    answer = answer_voice(voice, by=staff, text="공동 작업장을 엽니다.")

    voice.refresh_from_db()
    assert (voice.state, voice.answered_on) == ("answered", timezone.localdate())
    assert (answer.agency, answer.answered_by) == (None, staff)
    assert "공동 작업장을 엽니다." in body_to(applicant)
    assert consultant.email not in dict(queued_mails())


def test_answer_of_an_agency_is_in_its_name(staff):
    member = AgencyMemberFactory()
    voice = VoiceFactory(assigned=True, owner=member.user, agency=member.agency)

    assert answer_voice(voice, by=member.user, text="예").agency == member.agency
    assert answer_voice(voice, by=staff, text="더").agency is None


def test_a_further_answer_stands_beside_and_keeps_the_day(staff):
    voice = VoiceFactory(answered=True)
    day = voice.answered_on

    answer_voice(voice, by=staff, text="그 사이에 열었습니다.")

    voice.refresh_from_db()
    assert (voice.answered_on, voice.answers.count()) == (day, 1)


def test_answer_what_nobody_is_in_charge_of(staff):
    with pytest.raises(TransitionNotAllowed):
        answer_voice(VoiceFactory(), by=staff, text="예")

    assert not VoiceAnswer.objects.exists()


def test_nobody_answers_their_own_company(company, applicant):
    with pytest.raises(OwnVoice):
        answer_voice(VoiceFactory(company=company, assigned=True), by=applicant, text="예")


def test_a_double_click_answers_once(committed):
    voice, by = VoiceFactory(assigned=True), FoundationUserFactory()

    found = at_once(lambda _n: answer_voice(voice, by=by, text="예", seen=0).pk, count=4)

    assert found == [VoiceAnswer.objects.get().pk] * 4


def answers_of_two() -> list[object]:
    voice = VoiceFactory(assigned=True)
    people = [FoundationUserFactory() for _number in range(2)]
    return at_once(lambda n: answer_voice(voice, by=people[n], text=f"답변 {n}", seen=0), count=2)


def test_of_two_who_answer_at_once_the_second_reads_the_first(committed):
    results = answers_of_two()

    assert [type(one) for one in results if isinstance(one, Exception)] == [VoiceChanged]
    assert VoiceAnswer.objects.count() == 1


@contextmanager
def not_held():
    """`voice_held` without its lock, and nobody goes on before both have read."""
    barrier = threading.Barrier(2)

    def read(voice):
        found = Voice.objects.get(pk=voice.pk)
        barrier.wait(30)
        return found

    with mock.patch.object(voice_actions, "voice_held", read):
        yield


def test_without_the_lock_both_would_answer(committed):
    with not_held():
        results = answers_of_two()

    assert [one for one in results if isinstance(one, VoiceChanged)] == []
    assert VoiceAnswer.objects.count() == 2


def test_ask_again_goes_back_to_who_answered_with_a_new_day(company, applicant):
    voice = VoiceFactory(company=company, answered=True, due_on=date(2026, 3, 2))
    owner = voice.owner

    again = ask_again(voice, by=applicant, text="언제 여나요?")

    assert (again.state, again.owner, again.answered_on) == ("assigned", owner, None)
    assert again.due_on == suggested_due_day(timezone.now())
    assert voice.events.get().reason == "언제 여나요?"
    assert "언제 여나요?" in body_to(owner)
    with pytest.raises(TransitionNotAllowed):
        ask_again(voice, by=applicant, text="또")


def test_withdraw_tells_who_is_in_charge_and_takes_the_summary_down(company, applicant):
    voice = VoiceFactory(company=company, assigned=True)
    summary = VoiceSummaryFactory(voice=voice, published=True)

    withdraw_voice(voice, by=applicant)

    voice.refresh_from_db()
    summary.refresh_from_db()
    assert (voice.state, summary.state) == ("withdrawn", "declined")
    assert (summary.published_at, summary.agreed_by) == (None, None)
    assert addressees("") == [voice.owner.email]
    with pytest.raises(TransitionNotAllowed):
        withdraw_voice(voice, by=applicant)


def test_consultants_do_nothing_with_it(company):
    consultant = CompanyMemberFactory(company=company, role="consultant").user

    with pytest.raises(OutsideConsultant):
        withdraw_voice(VoiceFactory(company=company), by=consultant)
    with pytest.raises(OutsideConsultant):
        ask_again(VoiceFactory(company=company, answered=True), by=consultant, text="왜")


def test_answer_beats_withdrawal_or_the_other_way_round(committed):
    member = CompanyMemberFactory()
    voice, staff = VoiceFactory(company=member.company, assigned=True), FoundationUserFactory()
    acts = [
        lambda: answer_voice(voice, by=staff, text="예", seen=0),
        lambda: withdraw_voice(voice, by=member.user),
    ]

    results = at_once(lambda n: acts[n](), count=2)

    refused = [one for one in results if isinstance(one, Exception)]
    assert len(refused) == 1
    assert isinstance(refused[0], TransitionNotAllowed | VoiceChanged)
    assert VoiceEvent.objects.count() == 1


def test_a_company_without_anybody_left_is_answered_all_the_same(staff):
    voice = VoiceFactory(company=CompanyFactory(), assigned=True)

    answer_voice(voice, by=staff, text="예")

    assert queued_mails() == []


def test_mails_are_in_the_language_of_their_reader(company, applicant):
    staff = FoundationUserFactory(language="en")
    applicant.language = "en"
    applicant.save()
    voice = report_voice(company, by=applicant, **SAID)
    assign_voice(voice, by=FoundationUserFactory(), owner=staff, due_on=DUE)
    answer_voice(voice, by=staff, text="예")
    ask_again(voice, by=applicant, text="언제?")
    withdraw_voice(voice, by=applicant)

    readers = (staff.email, applicant.email)
    english = {subject for address, subject in queued_mails() if address in readers}

    assert english == {
        "A difficulty was reported: 공간이 모자랍니다",
        "Please answer a voice of the field: 공간이 모자랍니다",
        "Your difficulty was answered: 공간이 모자랍니다",
        "The answer did not help: 공간이 모자랍니다",
        "Taken back: 공간이 모자랍니다",
    }


def test_who_reported_it_neither_answers_nor_gets_it_after_leaving(company, staff):
    voice = VoiceFactory(company=company, reported_by=staff)
    taken_down = VoiceFactory(company=company, reported_by=staff, is_taken_down=True)

    with pytest.raises(OwnVoice):
        assign_voice(voice, by=staff, owner=staff, agency=None, due_on=DUE)
    with pytest.raises(OwnVoice):
        answer_voice(voice, by=staff, text="답변")
    assign_voice(taken_down, by=staff, owner=staff, agency=None, due_on=DUE)


def test_guests_of_a_session_have_a_place_or_came(db):
    briefing = BriefingFactory()
    seated, gone, came = CompanyFactory(), CompanyFactory(), CompanyFactory()
    RegistrationFactory(briefing=briefing, company=seated)
    RegistrationFactory(briefing=briefing, company=gone, state="cancelled")
    let_in = RegistrationFactory(briefing=briefing, company=came, state="lapsed")
    AttendanceFactory(registration=let_in)

    assert set(guests_of(briefing)) == {seated, came}
