"""The guided editor: sections saved one by one, stale pages, autosave, preview."""

import pytest
from django.urls import reverse

from portal.common.digest import digest_of
from programs.actions.call_section import save_section
from programs.enums import CallSection
from programs.forms.call_section import FORMS
from programs.models import Call, CallZone
from programs.queries.content import content_of_call
from programs.queries.difference import differences
from programs.queries.section import section_content
from tests.counting import statements
from tests.factories.programs import CallFactory, open_call
from tests.factories.zones import AgencyMemberFactory, ZoneFactory

SCHEDULE = {
    "closing_mode": "clock",
    "published_at": "2030-03-04T09:00",
    "opens_at": "2030-03-05T09:00",
    "closes_at": "2030-04-10T18:00",
}
MOMENTS = ("published_at", "opens_at", "closes_at")
JSON = {"Accept": "application/json"}


@pytest.fixture
def draft(membership):
    return CallFactory(agency=membership.agency, parts=True)


def path(call, section, name="call-section") -> str:
    return reverse(f"programs:{name}", args=[call.pk, section])


def seen(call, section) -> str:
    return digest_of(section_content(Call.objects.get(pk=call.pk), section))


def rows(*given: dict, initial: int = 0) -> dict:
    data = {"rows-TOTAL_FORMS": len(given), "rows-INITIAL_FORMS": initial}
    for number, row in enumerate(given):
        data |= {f"rows-{number}-{name}": value for name, value in row.items()}
    return data


def purpose(call, text, **more) -> dict:
    return {"purpose": text, "seen": seen(call, "purpose"), **more}


@pytest.mark.parametrize("section", list(FORMS))
@pytest.mark.parametrize("language", ["ko", "en"])
def test_each_section_has_its_page(as_agency, draft, section, language):
    as_agency.cookies["django_language"] = language

    response = as_agency.get(path(draft, section))

    assert response.status_code == 200
    assert response.context["seen"] == seen(draft, section)


@pytest.mark.parametrize("section", list(FORMS))
def test_a_section_sent_as_it_was_shown_changes_nothing(as_agency, draft, section):
    Call.objects.update(**{name: SCHEDULE[name] + "+09:00" for name in MOMENTS})
    draft.refresh_from_db()
    page = as_agency.get(path(draft, section))
    before = section_content(draft, section)
    given = {"seen": page.context["seen"], **shown(page)}

    response = as_agency.post(path(draft, section), given)

    assert response.status_code == 302, page.context["form"].errors
    assert section_content(Call.objects.get(), section) == before


def test_control_characters_of_word_processors_are_left_out(as_agency, draft):
    as_agency.post(path(draft, "purpose"), purpose(draft, "줄\v이음\n\x02끝\ufffe"))

    draft.refresh_from_db()
    assert draft.purpose == "줄 이음\n끝"


def test_the_line_ends_of_a_browser_are_no_change(as_agency, draft):
    Call.objects.update(purpose="첫 줄\n둘째 줄")
    before = content_of_call(Call.objects.get())
    given = purpose(draft, "첫 줄\r\n둘째 줄")

    answer = as_agency.post(path(draft, "purpose"), given, headers=JSON).json()

    assert answer["seen"] == given["seen"]
    assert differences(before, content_of_call(Call.objects.get())) == []
    assert not draft.events.filter(section="purpose").exists()


def test_a_title_of_noncharacters_is_none(as_agency, draft):
    page = as_agency.get(path(draft, "head"))
    given = {"seen": page.context["seen"], **shown(page), "title_ko": "\ufffe"}

    response = as_agency.post(path(draft, "head"), given)

    assert list(response.context["form"].errors) == ["title_ko"]


def test_rows_are_left_without_control_characters(as_agency, draft):
    given = rows({"label_ko": "창\v의\x02성", "weight": 100})

    as_agency.post(path(draft, "criteria"), {"seen": seen(draft, "criteria"), **given})

    assert [criterion.label_ko for criterion in draft.criteria.all()] == ["창 의성"]


def shown(page) -> dict:
    """What a browser sends of a page that nobody touched."""
    given = {}
    for form in [page.context["form"], *(page.context["formset"] or [])]:
        for bound in form:
            value = bound.value()
            if value not in (None, False):
                widget = bound.field.widget
                shown_value = getattr(widget, "format_value", lambda v: v)(value)
                sent = "on" if value is True else shown_value
                given[bound.html_name] = "" if sent is None else sent
    management = page.context["formset"].management_form if page.context["formset"] else []
    return given | {bound.html_name: bound.value() for bound in management}


def test_save(as_agency, draft):
    response = as_agency.post(path(draft, "purpose"), purpose(draft, "새 목적"))

    draft.refresh_from_db()
    assert response.url == path(draft, "purpose")
    assert draft.purpose == "새 목적"


@pytest.mark.parametrize(
    ("button", "leads_to"),
    [("onward", ["call-section", "support"]), ("done", ["call-draft"]), ("more", None)],
)
def test_buttons_lead_on(as_agency, draft, button, leads_to):
    response = as_agency.post(path(draft, "purpose"), purpose(draft, "글", **{button: "1"}))

    name, *rest = leads_to or ["call-section", "purpose"]
    assert response.url == reverse(f"programs:{name}", args=[draft.pk, *rest])


def test_who_goes_on_is_told_what_the_section_still_lacks(as_agency, draft):
    response = as_agency.post(path(draft, "purpose"), purpose(draft, "", onward="1"), follow=True)

    saved, lacking = response.context["messages"]
    assert (saved.level_tag, lacking.level_tag) == ("success", "warning")
    assert f'<a href="{path(draft, "purpose")}">' in lacking.message


def test_who_goes_on_from_a_complete_section_is_told_nothing_more(as_agency, draft):
    response = as_agency.post(
        path(draft, "purpose"), purpose(draft, "새 목적", onward="1"), follow=True
    )

    assert [message.level_tag for message in response.context["messages"]] == ["success"]


def test_a_section_may_be_saved_empty(as_agency, draft):
    as_agency.post(path(draft, "purpose"), purpose(draft, ""))

    draft.refresh_from_db()
    assert draft.purpose == ""


def test_only_the_sections_own_fields_are_written(as_agency, draft):
    given = purpose(draft, "글", title_ko="fremd", state="approved")

    as_agency.post(path(draft, "purpose"), given)

    draft.refresh_from_db()
    assert (draft.title_ko != "fremd", draft.state) == (True, "draft")


def test_a_stale_tab_overwrites_nothing_and_loses_nothing(as_agency, draft):
    stale = purpose(draft, "내 글")
    Call.objects.update(purpose="동료의 글")

    response = as_agency.post(path(draft, "purpose"), stale)

    draft.refresh_from_db()
    page = response.content.decode()
    assert draft.purpose == "동료의 글"
    assert [(one.before, one.after) for one in response.context["theirs"]] == [
        ("동료의 글", "내 글")
    ]
    assert response.context["form"]["purpose"].value() == "내 글"
    assert ("동료의 글" in page, "내 글" in page) == (True, True)


def test_the_colleague_who_saved_is_named(as_agency, draft):
    stale = purpose(draft, "내 글")
    colleague = AgencyMemberFactory(agency=draft.agency).user
    seen = digest_of(section_content(draft, "purpose"))
    save_section(draft, section="purpose", fields={"purpose": "글"}, seen=seen, by=colleague)

    response = as_agency.post(path(draft, "purpose"), stale)

    assert response.context["writing"].actor == colleague
    assert colleague.name in response.content.decode()


def test_save_mine_is_pressed(as_agency, draft):
    stale = purpose(draft, "내 글")
    Call.objects.update(purpose="동료의 글")
    refused = as_agency.post(path(draft, "purpose"), stale)
    page = {**stale, "seen": refused.context["seen"], "met": refused.context["met"]}

    again = as_agency.post(path(draft, "purpose"), {**page, "more": "1"})
    draft.refresh_from_db()
    before = draft.purpose
    pressed = as_agency.post(path(draft, "purpose"), {**page, "mine": "1"})

    draft.refresh_from_db()
    assert ("data-undecided" in again.content.decode(), before) == (True, "동료의 글")
    assert (pressed.url, draft.purpose) == (path(draft, "purpose"), "내 글")


def test_save_mine_does_not_overwrite_what_came_after_the_text_beside_it(as_agency, draft):
    stale = purpose(draft, "내 글")
    Call.objects.update(purpose="동료의 글")
    refused = as_agency.post(path(draft, "purpose"), stale)
    Call.objects.update(purpose="더 새로운 글")

    given = {**stale, "met": refused.context["met"], "mine": "1"}
    response = as_agency.post(path(draft, "purpose"), given)

    draft.refresh_from_db()
    assert [one.before for one in response.context["theirs"]] == ["더 새로운 글"]
    assert draft.purpose == "더 새로운 글"


def test_who_saved_in_another_window_is_told_so(as_agency, draft):
    stale = purpose(draft, "내 글")
    as_agency.post(path(draft, "purpose"), purpose(draft, "다른 창의 글"))

    response = as_agency.post(path(draft, "purpose"), stale)

    assert response.context["is_own"] is True


def test_another_section_saved_by_a_colleague_is_no_conflict(as_agency, draft):
    given = purpose(draft, "내 글")
    Call.objects.update(procedure="동료의 절차")

    as_agency.post(path(draft, "purpose"), given)

    draft.refresh_from_db()
    assert (draft.purpose, draft.procedure) == ("내 글", "동료의 절차")


@pytest.mark.parametrize("digest", ["", "x", "가" * 300, "\x00"])
def test_a_page_without_its_digest_is_refused(as_agency, draft, digest):
    response = as_agency.post(path(draft, "purpose"), {"purpose": "글", "seen": digest})

    draft.refresh_from_db()
    assert (response.status_code, draft.purpose) == (200, "목적")


def test_what_was_submitted_meanwhile_is_not_saved_and_comes_back(as_agency, draft):
    given = purpose(draft, "남은 글")
    as_agency.post(reverse("programs:call-submit", args=[draft.pk]))

    response = as_agency.post(path(draft, "purpose"), given)

    draft.refresh_from_db()
    assert (draft.state, draft.purpose) == ("submitted", "목적")
    assert "남은 글" in response.content.decode()


def test_page_of_a_call_that_waits_leads_back(as_agency, draft):
    as_agency.post(reverse("programs:call-submit", args=[draft.pk]))

    response = as_agency.get(path(draft, "purpose"))

    assert response.url == reverse("programs:call-draft", args=[draft.pk])


def test_autosave(as_agency, draft):
    response = as_agency.post(path(draft, "purpose"), purpose(draft, "저절로"), headers=JSON)

    draft.refresh_from_db()
    answer = response.json()
    assert (draft.purpose, answer["refusal"], answer["errors"]) == ("저절로", "", 0)
    assert (answer["seen"], len(answer["at"])) == (seen(draft, "purpose"), 8)


def test_autosave_of_a_stale_tab_is_refused(as_agency, draft):
    stale = purpose(draft, "내 글")
    Call.objects.update(purpose="동료의 글")

    response = as_agency.post(path(draft, "purpose"), stale, headers=JSON)

    assert (response.status_code, response.json()["refusal"]) == (409, "changed")
    assert "seen" not in response.json()


def test_autosave_of_something_wrong_saves_nothing(as_agency, draft):
    given = {"title_ko": "", "seen": seen(draft, "head")}

    response = as_agency.post(path(draft, "head"), given, headers=JSON)

    assert (response.status_code, response.json()["refusal"]) == (422, "invalid")


def preview(client, call, **given):
    return client.post(path(call, "purpose", "call-section-preview"), given)


def test_preview_shows_what_is_typed_and_saves_nothing(as_agency, draft):
    response = preview(as_agency, draft, purpose="미리 본 목적")

    draft.refresh_from_db()
    assert "미리 본 목적" in response.content.decode()
    assert draft.purpose == "목적"
    assert Call.objects.count() == 1


def test_preview_of_something_wrong(as_agency, draft):
    response = as_agency.post(path(draft, "head", "call-section-preview"), {"title_ko": ""})

    assert response.status_code == 422


@pytest.mark.parametrize("name", ["call-section", "call-section-preview"])
def test_sections_are_for_the_agency(client, draft, name):
    client.force_login(AgencyMemberFactory().user)

    response = client.post(path(draft, "purpose", name), purpose(draft, "fremd"))

    draft.refresh_from_db()
    assert (response.status_code, draft.purpose) == (404, "목적")


@pytest.mark.parametrize("section", ["questions", "unknown", CallSection.BRIEFINGS])
def test_sections_of_other_pages_are_not_here(as_agency, draft, section):
    assert as_agency.get(path(draft, section)).status_code == 404


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"opens_at": "2030-03-03T09:00"}, "opens_at"),
        ({"closes_at": "2030-03-05T09:00"}, "closes_at"),
        ({"closes_at": ""}, "closes_at"),
        ({"closes_at": "20300-04-10T18:00"}, "closes_at"),
        ({"published_at": "2030-02-31T09:00"}, "published_at"),
        ({"inquiries_close_at": "1030-02-21T09:00"}, "inquiries_close_at"),
        ({"seat_count": "0"}, "seat_count"),
    ],
)
def test_schedule_is_refused_at_its_field(as_agency, draft, changed, field):
    given = {**SCHEDULE, **changed, "seen": seen(draft, "schedule")}

    response = as_agency.post(path(draft, "schedule"), given)

    assert list(response.context["form"].errors) == [field]


@pytest.mark.parametrize("moment", ["2030-04-10T18:00", "2030-03-04T09:00"])
def test_questions_end_between_publication_and_closing(as_agency, draft, moment):
    given = {**SCHEDULE, "inquiries_close_at": moment, "seen": seen(draft, "schedule")}

    response = as_agency.post(path(draft, "schedule"), given)

    assert list(response.context["form"].errors) == ["inquiries_close_at"]


def test_schedule_is_typed_in_koreas_time(as_agency, draft):
    as_agency.post(path(draft, "schedule"), {**SCHEDULE, "seen": seen(draft, "schedule")})

    draft.refresh_from_db()
    assert draft.closes_at.isoformat() == "2030-04-10T09:00:00+00:00"


def test_a_formset_without_its_management_form(as_agency, draft):
    response = as_agency.post(path(draft, "zones"), {"seen": seen(draft, "zones")})

    assert (response.status_code, draft.call_zones.count()) == (200, 1)


def test_an_open_call_is_not_edited(as_agency, membership):
    call = open_call(agency=membership.agency)

    as_agency.post(path(call, "purpose"), purpose(call, "바꿈"))

    call.refresh_from_db()
    assert call.purpose == "목적"


@pytest.mark.parametrize("item_count", [1, 3])
def test_a_section_costs_a_constant_number_of_statements(as_agency, draft, item_count):
    for _number in range(item_count - 1):
        CallZone.objects.create(call=draft, zone=ZoneFactory())

    assert statements(as_agency, path(draft, "zones")) == 17
