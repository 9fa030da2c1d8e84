"""Saving a section, and giving reasons, on real connections too."""

import pytest

from programs.actions.call import submit_call
from programs.actions.call_section import give_reason, save_section, tried_section
from programs.actions.errors import Incomplete, NoSuchWarning, SectionChanged
from programs.models import Call, CallZone
from programs.queries.section import digest_of, section_content
from programs.workflow import TransitionNotAllowed
from tests.factories.accounts import UserFactory
from tests.factories.programs import CallFactory
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


def test_reason_lets_the_call_pass():
    call, member = CallFactory(parts=True), UserFactory()
    call.cost_shares.create(size="small", government_percent=80, cash_percent=10)

    with pytest.raises(Incomplete) as refusal:
        submit_call(call, by=member)
    assert [fault.rule for fault in refusal.value.faults] == ["share_small_ceiling"]
    give_reason(call, rule="share_small_ceiling", reason="재단 지침 제5조", by=member)

    assert submit_call(call, by=member).state == "submitted"
    assert call.events.filter(verb="give_reason").get().reason == "재단 지침 제5조"


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
