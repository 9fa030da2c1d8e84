"""The editor of a programme at its door."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from programs.models import BriefingEvent
from programs.queries.programme import programme_of
from tests.counting import statements
from tests.factories.programs import (
    BriefingFactory,
    BriefingOrganisationFactory,
    BriefingPartFactory,
    PartPersonFactory,
)
from tests.programs.programmes import editor_path, sent_programme
from tests.words import said


def korean(text):
    return timezone.make_aware(datetime.fromisoformat(text))


@pytest.fixture
def briefing(membership):
    hours = {"starts_at": korean("2030-03-04 14:00"), "ends_at": korean("2030-03-04 17:00")}
    return BriefingFactory(agency=membership.agency, **hours)


def errors_of(response):
    return [
        {name for form in (one, *one.people) for name in form.errors}
        for one in response.context["forms"].parts
    ]


def test_a_whole_programme_is_written(as_agency, briefing):
    forum = {"kind": "forum", "title_ko": "혁신정책포럼", "starts": "14:30", "ends": "17:00"}
    keynote = {"kind": "keynote", "is_nested": "on", "people": [{"post_ko": "실장"}]}
    opening = {"title_ko": "추진방향", "position": "1", "starts": "14:00", "ends": "14:30"}
    sent = sent_programme(
        briefing,
        parts=[forum | {"position": "2"}, keynote | {"position": "3"}, opening],
        organisations=[{"name_ko": "과기정통부"}, {"name_ko": "재단", "role": "organiser"}],
    )

    response = as_agency.post(editor_path(briefing), sent)

    parts = list(briefing.parts.all())
    assert response.url == briefing.get_absolute_url()
    assert [(part.heading, part.is_nested) for part in parts] == [
        ("추진방향", False),
        ("혁신정책포럼", False),
        (said("keynote").capitalize(), True),
    ]
    assert parts[1].ends_at == korean("2030-03-04 17:00")
    assert parts[2].people.get().post_ko == "실장"
    assert [(one.name_ko, one.role) for one in briefing.organisations.all()] == [
        ("과기정통부", "host"),
        ("재단", "organiser"),
    ]


def test_a_saved_programme_stands_in_the_editor_and_is_sent_back_as_it_is(as_agency, briefing):
    part = BriefingPartFactory(briefing=briefing, starts_at=briefing.starts_at)
    PartPersonFactory(part=part)
    BriefingOrganisationFactory(briefing=briefing)
    before = programme_of(briefing)
    page = as_agency.get(editor_path(briefing))
    forms = page.context["forms"]
    sent = {"seen": page.context["seen"]}
    for formset in (forms.parts, forms.parts[0].people, forms.parts[1].people, forms.organisations):
        for form in (formset.management_form, *formset):
            sent |= {
                field.html_name: "" if field.value() is None else field.value() for field in form
            }

    as_agency.post(editor_path(briefing), {k: v for k, v in sent.items() if v not in (False,)})

    assert programme_of(briefing) == before
    assert not BriefingEvent.objects.filter(verb="write_programme").exists()


def test_a_saved_part_is_folded_under_its_title_and_one_with_a_mistake_is_not(as_agency, briefing):
    BriefingPartFactory(briefing=briefing, title_ko="추진방향", starts_at=briefing.starts_at)
    wrong = [{"title_ko": "추진방향", "starts": "09:00"}]

    page = as_agency.get(editor_path(briefing)).content.decode()
    refused = as_agency.post(editor_path(briefing), sent_programme(briefing, parts=wrong))

    assert page.count("<summary>14:00 추진방향</summary>") == 1
    assert "part-fold" not in refused.content.decode()


def test_an_emptied_row_is_left_out_and_a_marked_one_removed(as_agency, briefing):
    gone = {"title_ko": "빠질 발표", "DELETE": "on", "people": [{"name_en": "only English"}]}
    sent = sent_programme(
        briefing, parts=[{"position": "1"}, gone, {"title_ko": "남을 발표", "people": [{}]}]
    )

    as_agency.post(editor_path(briefing), sent)

    assert [(part.title_ko, part.people.count()) for part in briefing.parts.all()] == [
        ("남을 발표", 0)
    ]


@pytest.mark.parametrize(
    ("part", "field"),
    [
        ({"title_ko": "이른 발표", "starts": "13:59"}, "starts"),
        ({"title_ko": "늦은 발표", "starts": "17:01"}, "starts"),
        ({"title_ko": "긴 발표", "starts": "16:00", "ends": "17:30"}, "ends"),
        ({"title_ko": "거꾸로", "starts": "16:00", "ends": "15:00"}, "ends"),
        ({"title_ko": "끝만", "ends": "15:00"}, "starts"),
        ({"title_ko": "시각 아님", "starts": "25:99"}, "starts"),
        ({"purpose_ko": "제목 없음"}, "title_ko"),
        ({"people": [{"name_ko": "제목 없는 사람"}]}, "title_ko"),
        ({"title_ko": "이름 없는 사람", "people": [{"name_en": "Only English"}]}, "name_ko"),
        ({"title_ko": "첫째인데 속함", "is_nested": "on"}, "is_nested"),
        ({"title_ko": "x" * 201}, "title_ko"),
        ({"title_ko": "모르는 종류", "kind": "party"}, "kind"),
    ],
)
def test_a_mistake_is_named_at_its_field_and_all_rows_stay(as_agency, briefing, part, field):
    sent = sent_programme(
        briefing,
        parts=[part, {"title_ko": "잘 쓴 발표"}],
        organisations=[{"name_ko": "잘 쓴 기관"}],
    )

    response = as_agency.post(editor_path(briefing), sent)

    page = response.content.decode()
    assert errors_of(response) == [{field}, set()]
    assert {"잘 쓴 발표", "잘 쓴 기관"} <= {
        word for word in ("잘 쓴 발표", "잘 쓴 기관") if word in page
    }
    assert page.count('class="error-summary"') >= 1
    assert briefing.parts.count() == 0


def test_an_organisation_stands_once_in_a_role(as_agency, briefing):
    twice = [{"name_ko": "재단"}, {"name_ko": "재단"}, {"name_ko": "재단", "role": "participant"}]

    response = as_agency.post(editor_path(briefing), sent_programme(briefing, organisations=twice))

    forms = response.context["forms"].organisations
    assert [list(form.errors) for form in forms] == [[], ["name_ko"], []]


def test_more_rows_are_given_and_nothing_is_saved(as_agency, briefing):
    sent = sent_programme(briefing, parts=[{"title_ko": "반쯤 쓴"}], more="1")

    response = as_agency.post(editor_path(briefing), sent)

    forms = response.context["forms"]
    assert (len(forms.parts.forms), len(forms.parts[0].people.forms)) == (3, 1)
    assert forms.parts[0]["title_ko"].value() == "반쯤 쓴"
    assert response.context["seen"] == sent["seen"]
    assert briefing.parts.count() == 0


def test_more_rows_end_where_a_programme_ends(as_agency, briefing):
    parts = [{"title_ko": f"발표 {number}"} for number in range(40)]

    response = as_agency.post(
        editor_path(briefing), sent_programme(briefing, parts=parts, more="1")
    )

    assert len(response.context["forms"].parts.forms) == 40


def test_a_part_past_midnight_ends_on_the_next_day(as_agency, membership):
    hours = {"starts_at": korean("2030-03-04 20:00"), "ends_at": korean("2030-03-05 02:00")}
    briefing = BriefingFactory(agency=membership.agency, **hours)
    part = {"title_ko": "밤샘", "day": "2030-03-04", "starts": "23:00", "ends": "01:00"}

    as_agency.post(editor_path(briefing), sent_programme(briefing, parts=[part]))

    assert briefing.parts.get().ends_at == korean("2030-03-05 01:00")


def test_of_a_session_of_which_only_the_day_is_known_any_hour_of_it_counts(as_agency, membership):
    hours = {"starts_at": korean("2030-03-04 09:00"), "ends_at": korean("2030-03-04 18:00")}
    briefing = BriefingFactory(agency=membership.agency, is_day_only=True, **hours)
    part = {"title_ko": "저녁 발표", "starts": "19:00", "ends": "20:00"}

    as_agency.post(editor_path(briefing), sent_programme(briefing, parts=[part]))

    assert briefing.parts.get().starts_at == korean("2030-03-04 19:00")


def test_a_colleagues_programme_is_set_beside_and_not_overwritten(as_agency, briefing):
    sent = sent_programme(briefing, parts=[{"title_ko": "내 발표"}])
    BriefingPartFactory(briefing=briefing, title_ko="동료 발표")

    response = as_agency.post(editor_path(briefing), sent)

    page = response.content.decode()
    assert briefing.parts.get().title_ko == "동료 발표"
    assert "동료 발표" in page
    assert "내 발표" in page
    assert said("Save mine") in page


def test_who_has_seen_the_colleagues_programme_may_save_theirs(as_agency, briefing):
    sent = sent_programme(briefing, parts=[{"title_ko": "내 발표"}])
    BriefingPartFactory(briefing=briefing, title_ko="동료 발표")
    met = as_agency.post(editor_path(briefing), sent).context["met"]

    as_agency.post(editor_path(briefing), sent | {"met": met, "mine": "1"})

    assert briefing.parts.get().title_ko == "내 발표"


def test_the_editor_is_for_the_agency_of_the_briefing(as_agency):
    assert as_agency.get(editor_path(BriefingFactory())).status_code == 404


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_editor_costs_five_statements(as_agency, briefing, item_count):
    for _number in range(item_count):
        PartPersonFactory(part=BriefingPartFactory(briefing=briefing))

    assert statements(as_agency, editor_path(briefing)) == 5


def test_calendars_learn_of_a_changed_programme(as_agency, briefing):
    as_agency.post(editor_path(briefing), sent_programme(briefing, parts=[{"title_ko": "발표"}]))
    before, changed_at = briefing.sequence, briefing.changed_at
    briefing.refresh_from_db()

    assert briefing.sequence == before + 1
    assert timezone.now() - briefing.changed_at < timedelta(minutes=1)
    assert briefing.changed_at > changed_at
