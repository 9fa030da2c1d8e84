"""The list of applications as a place of work: hands, many at once, exports, filters that are kept."""

import re
from io import BytesIO

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from openpyxl import load_workbook

from programs.models import Application, Handling, Reading, SavedFilter
from tests.counting import statements
from tests.factories.accounts import FoundationUserFactory, UserFactory
from tests.factories.programs import SubmissionFactory, close, open_call, received_application
from tests.factories.screening import HandlingFactory, SavedFilterFactory, SupplementFactory
from tests.factories.zones import CompanyFactory, CompanyMemberFactory, ParticipationBanFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/programs/application/"
CONTENT = '{"requested_won":1000,"title":"의료기기 실증"}'


def handed_in(**fields):
    application = received_application(**fields)
    submission = SubmissionFactory(application=application, content=CONTENT)
    submission.documents.set(application.documents.all())
    return application


@pytest.fixture
def three(db):
    call = open_call()
    names = ["가나", "=1+1", "다라"]
    found = [handed_in(call=call, company=CompanyFactory(name=name)) for name in names]
    close(call)
    return found


@pytest.fixture
def as_staff(client, staff):
    client.force_login(staff)
    return client


@pytest.fixture
def colleague(groups):
    return FoundationUserFactory()


def chosen(action, applications, **more):
    return {
        "action": action,
        "_selected_action": [application.pk for application in applications],
        **more,
    }


def digest_on(page) -> str:
    return re.search(r'name="confirmed" value="([0-9a-f]{64})"', page.content.decode())[1]


def confirmed(client, action, applications, **more):
    """The act after its preview."""
    preview = client.post(LIST, chosen(action, applications))
    digest = digest_on(preview)
    return client.post(LIST, chosen(action, applications, confirmed=digest, **more))


def test_preview_changes_nothing(as_staff, three):
    page = as_staff.post(LIST, chosen("take_up", three))

    assert (page.status_code, Handling.objects.count()) == (200, 0)
    assert "가나" in page.content.decode()


def test_take_up_gives_the_chosen_ones_to_oneself(as_staff, staff, three):
    confirmed(as_staff, "take_up", three[:2])

    assert set(Handling.objects.values_list("application", "handler")) == {
        (three[0].pk, staff.pk),
        (three[1].pk, staff.pk),
    }
    assert three[0].events.last().verb == "handle"


def test_hand_over_to_a_colleague(as_staff, three, colleague):
    confirmed(as_staff, "hand_over_many", three[:1], to=colleague.pk)

    assert Handling.objects.get().handler == colleague


def test_hand_over_to_somebody_of_the_company_is_refused_in_words(as_staff, three, colleague):
    CompanyMemberFactory(company=three[0].company, user=colleague)

    response = confirmed(as_staff, "hand_over_many", three[:2], to=colleague.pk)

    told = as_staff.get(response.url).content.decode()
    assert list(Handling.objects.values_list("application", flat=True)) == [three[1].pk]
    assert "messagelist" in told
    assert str(three[0].company.name) in told


def test_what_changed_since_the_preview_is_shown_anew(as_staff, three, colleague):
    digest = digest_on(as_staff.post(LIST, chosen("take_up", three[:1])))
    HandlingFactory(application=three[0], handler=colleague)

    response = as_staff.post(LIST, chosen("take_up", three[:1], confirmed=digest))

    assert (response.status_code, Handling.objects.get().handler) == (200, colleague)


def test_clear_ones_pass_and_others_are_left_out(as_staff, three):
    ParticipationBanFactory(company=three[1].company, starts_on="2000-01-01", ends_on="2099-12-31")
    SupplementFactory(application=three[2])

    confirmed(as_staff, "screen_clear", three)

    states = [Application.objects.get(pk=one.pk).state for one in three]
    assert states == ["eligible", "submitted", "submitted"]


def test_more_than_two_hundred_are_refused(as_staff, three, monkeypatch):
    monkeypatch.setattr("programs.admin.workplace.MOST_EXPORTED", 2)

    response = as_staff.post(LIST, chosen("export_xlsx", three), follow=True)

    assert "_selected_action" in response.content.decode()
    assert "confirmed" not in response.content.decode()


def test_export_needs_a_reason(as_staff, three):
    response = confirmed(as_staff, "export_xlsx", three)

    assert (response.status_code, Reading.objects.count()) == (200, 0)
    assert response.headers["Content-Type"].startswith("text/html")


def test_export_is_logged_for_each_and_holds_no_formula(as_staff, staff, three):
    HandlingFactory(application=three[0], handler=staff, note="@메모\x07")

    response = confirmed(as_staff, "export_xlsx", three, reason="예산 협의")

    sheet = load_workbook(BytesIO(response.content)).active
    cells = {cell.value for row in sheet.iter_rows() for cell in row}
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert {"'=1+1", "'@메모", three[0].company.business_number} <= cells
    assert "f" not in kinds
    readings = Reading.objects.values_list("application", "place", "reason", "reader")
    assert set(readings) == {(one.pk, "export", "예산 협의", staff.pk) for one in three}


def test_auditor_acts_on_nothing(client, groups, three):
    auditor = UserFactory(is_staff=True)
    auditor.groups.add(Group.objects.get(name="auditor"))
    client.force_login(auditor)

    client.post(LIST, chosen("take_up", three, confirmed="0" * 64))

    assert Handling.objects.count() == 0


def test_own_company_is_not_among_them(as_staff, staff, three):
    CompanyMemberFactory(company=three[0].company, user=staff)

    confirmed(as_staff, "take_up", three)

    assert set(Handling.objects.values_list("application", flat=True)) == {
        three[1].pk,
        three[2].pk,
    }


def test_page_of_one_hands_it_over_with_a_note(as_staff, three, colleague):
    path = reverse("admin:programs_application_handle", args=[three[0].pk])

    as_staff.post(path, {"to": colleague.pk, "note": "전화함"})

    handling = Handling.objects.get()
    assert (handling.handler, handling.note) == (colleague, "전화함")
    page = as_staff.get(reverse("admin:programs_application_change", args=[three[0].pk]))
    assert "전화함" in page.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [("handler=me", 0), ("handler=me_all", 0), ("handler=nobody", 1), ("handler=others", 2)],
)
def test_list_by_hands(as_staff, three, colleague, query, found):
    HandlingFactory(application=three[0], handler=colleague)
    HandlingFactory(application=three[1], handler=colleague)

    page = as_staff.get(f"{LIST}?{query}")

    assert len(page.context["cl"].result_list) == found


def test_piles_count_what_one_handles_and_what_was_answered(as_staff, staff, three):
    HandlingFactory(application=three[0], handler=staff)
    SupplementFactory(application=three[1], answered_at=three[1].submitted_at, answered_by=staff)

    piles = {pile.url: pile.count for pile in as_staff.get("/admin/").context["waiting"]}

    assert (piles[f"{LIST}?handler=me"], piles[f"{LIST}?supplement=answered"]) == (1, 1)


def test_filter_is_kept_under_its_name_and_removed(as_staff, staff):
    path = reverse("admin:programs_application_save_filter")
    as_staff.post(path, {"name": "내 것", "query": "handler=me&q=%3Cb"})
    as_staff.post(path, {"name": "내 것", "query": "handler=nobody"})

    kept = SavedFilter.objects.get()
    page = as_staff.get(LIST).content.decode()
    as_staff.post(reverse("admin:programs_application_forget_filter", args=[kept.pk]))

    assert (kept.user, kept.query) == (staff, "handler=nobody")
    assert 'href="?handler=nobody"' in page
    assert SavedFilter.objects.count() == 0


def test_no_more_than_twenty_filters(as_staff, staff):
    for number in range(20):
        SavedFilterFactory(user=staff, name=f"목록 {number}")

    as_staff.post(reverse("admin:programs_application_save_filter"), {"name": "또"})

    assert staff.saved_filters.count() == 20


def test_filters_of_others_stay(as_staff):
    kept = SavedFilterFactory()

    as_staff.post(reverse("admin:programs_application_forget_filter", args=[kept.pk]))

    assert SavedFilter.objects.filter(pk=kept.pk).exists()


@pytest.mark.parametrize("item_count", [1, 3])
def test_list_costs_eight_statements_with_hands_and_filters(as_staff, staff, three, item_count):
    for application in three[:item_count]:
        HandlingFactory(application=application, handler=staff)
        SavedFilterFactory(user=staff, name=f"목록 {application.pk}")

    assert statements(as_staff, LIST) == 8
