"""Saving a section, and giving reasons, on real connections too."""

import pytest
import time_machine
from django.utils import timezone
from django.utils.translation import override

from portal.common.digest import digest_of
from programs.actions.call import SITTING, submit_call
from programs.actions.call_section import give_reason, save_section, tried_section
from programs.actions.errors import Incomplete, NoSuchWarning, SectionChanged
from programs.actions.form import add_question
from programs.models import Call, CallZone
from programs.queries.call import happenings_of, last_writing_in
from programs.queries.lint import findings_of
from programs.queries.section import section_content
from programs.workflow import TransitionNotAllowed
from tests.factories.accounts import UserFactory
from tests.factories.programs import CallFactory, QuestionFactory, days
from tests.factories.zones import ZoneFactory
from tests.races import at_once

pytestmark = pytest.mark.django_db


def save(call, text, *, seen):
    fields = {"purpose": text}
    return save_section(call, section="purpose", fields=fields, seen=seen, by=call.created_by)


def seen(call):
    return digest_of(section_content(Call.objects.get(pk=call.pk), "purpose"))


def test_save_answers_with_the_digest_of_what_is_saved():
    call = CallFactory()

    digest = save(call, "새 글", seen=seen(call))

    assert digest == seen(call)
    assert Call.objects.get().purpose == "새 글"


def test_save_over_a_colleagues_text_is_refused():
    call = CallFactory()
    stale = seen(call)
    save(call, "동료", seen=stale)

    with pytest.raises(SectionChanged):
        save(call, "나", seen=stale)

    assert Call.objects.get().purpose == "동료"


@pytest.mark.usefixtures("committed")
def test_of_many_saves_at_once_from_one_page_one_is_kept():
    call = CallFactory()
    shown = seen(call)

    def attempt(number):
        try:
            save(call, f"글 {number}", seen=shown)
        except SectionChanged:
            return None
        return f"글 {number}"

    kept = [text for text in at_once(attempt, count=6) if text]

    assert kept == [Call.objects.get().purpose]


def test_save_after_submission_is_refused():
    call = CallFactory(parts=True)
    shown = seen(call)
    submit_call(call, by=call.created_by)

    with pytest.raises(TransitionNotAllowed):
        save(call, "늦은 글", seen=shown)


def test_what_is_tried_is_not_kept():
    call, zone = CallFactory(), ZoneFactory()

    tried = tried_section(
        call,
        section="zones",
        fields={},
        rows=[{"zone": zone}],
        look=lambda tried: [row.zone for row in tried.call_zones.all()],
    )

    assert tried == [zone]
    assert CallZone.objects.filter(zone=zone).count() == 0


def test_nothing_is_tried_in_what_was_submitted():
    call = CallFactory(parts=True)
    submit_call(call, by=call.created_by)

    with pytest.raises(TransitionNotAllowed):
        tried_section(call, section="purpose", fields={"purpose": "글"}, rows=None, look=str)


def test_reason_lets_the_call_pass():
    call, member = CallFactory(parts=True), UserFactory()
    call.cost_shares.create(size="small", government_percent=80, cash_percent=10)

    with pytest.raises(Incomplete) as refusal:
        submit_call(call, by=member)
    assert [fault.rule for fault in refusal.value.faults] == ["share_small_ceiling"]
    give_reason(call, rule="share_small_ceiling", reason="재단 지침 제5조", by=member)

    assert submit_call(call, by=member).state == "submitted"
    event = call.events.filter(verb="give_reason").get()
    assert (event.section, event.reason.splitlines()[1]) == ("support", "재단 지침 제5조")


def short_of_notice() -> Call:
    """A draft of the factory whose schedule has a reason for its short notice already."""
    soon = {"published_at": days(1), "opens_at": days(2), "closes_at": days(9)}
    return CallFactory(parts=True, short_notice_reason="먼저 적은 사유", **soon)


def reason_found(call, rule: str) -> str:
    call.refresh_from_db()
    return next(found.reason for found in findings_of(call) if found.rule == rule)


def test_another_reason_for_a_short_notice_counts():
    call = short_of_notice()

    give_reason(call, rule="short_notice", reason="나중 사유", by=call.created_by)

    assert reason_found(call, "short_notice") == "나중 사유"
    assert call.short_notice_reason == "나중 사유"
    assert last_writing_in(call, "schedule").actor == call.created_by


def test_reason_that_the_schedule_gives_later_counts_again():
    call = short_of_notice()
    give_reason(call, rule="short_notice", reason="나중 사유", by=call.created_by)

    Call.objects.filter(pk=call.pk).update(short_notice_reason="마지막 사유")

    assert reason_found(call, "short_notice") == "마지막 사유"


def test_history_says_which_warning_a_reason_belongs_to():
    call = short_of_notice()

    with override("en"):
        give_reason(call, rule="no_briefing", reason="온라인 안내", by=call.created_by)
        told = happenings_of(call)[-1]

    assert told.title == "Reason given for a warning: Briefings"
    assert told.reason == ("Briefings: No briefing is announced for this call.\n온라인 안내")


@pytest.mark.parametrize("rule", ["weights", "closing_past", ""])
def test_reason_for_what_is_no_warning_is_refused(rule):
    call = CallFactory()

    with pytest.raises(NoSuchWarning):
        give_reason(call, rule=rule, reason="왜", by=call.created_by)

    assert call.warning_reasons.count() == 0


def test_reason_after_submission_is_refused():
    call = CallFactory(parts=True)
    submit_call(call, by=call.created_by)

    with pytest.raises(TransitionNotAllowed):
        give_reason(call, rule="no_briefing", reason="왜", by=call.created_by)


def test_the_same_text_sent_twice_is_no_conflict():
    call = CallFactory()
    shown = seen(call)

    assert save(call, "같은 글", seen=shown) == save(call, "같은 글", seen=shown)


def test_a_row_without_its_key_says_the_same():
    call = CallFactory()
    shown = digest_of(section_content(call, "applicants"))
    rows = [{"kind": "no_ban", "values": []}]
    given = {"section": "applicants", "fields": {}, "rows": rows, "by": call.created_by}

    first = save_section(call, seen=shown, **given)

    assert save_section(call, seen=shown, **given) == first


def writings(call):
    written = call.events.filter(verb="write").values_list("section", "actor__email")
    return list(written)


def test_who_wrote_what_is_kept():
    call, colleague = CallFactory(), UserFactory()
    author = call.created_by.email

    save(call, "나", seen=seen(call))
    save_section(call, section="purpose", fields={"purpose": "너"}, seen=seen(call), by=colleague)
    add_question(QuestionFactory.build(call=call), by=colleague)

    assert writings(call) == [
        ("purpose", author),
        ("purpose", colleague.email),
        ("questions", colleague.email),
    ]


def test_saves_of_one_sitting_are_one_event():
    call = CallFactory()

    for text in ["하나", "둘", "둘"]:
        save(call, text, seen=seen(call))
    one_sitting = len(writings(call))
    with time_machine.travel(timezone.now() + SITTING, tick=True):
        save(call, "셋", seen=seen(call))

    assert (one_sitting, len(writings(call))) == (1, 2)


def test_a_save_that_changes_nothing_is_no_event():
    call = CallFactory()

    save(call, call.purpose, seen=seen(call))

    assert writings(call) == []


def test_a_reason_is_kept_for_what_its_writer_saw():
    call = CallFactory(parts=True)
    call.cost_shares.create(size="small", government_percent=95, cash_percent=10)
    given = {"rule": "share_small_ceiling", "reason": "지침", "by": call.created_by}

    with pytest.raises(NoSuchWarning):
        give_reason(call, about="80", **given)

    assert give_reason(call, about="95", **given).about == "95"
