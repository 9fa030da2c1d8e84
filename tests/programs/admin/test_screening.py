"""The eligibility check in the admin: checklist, supplement, result; reading decides nothing."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from portal.common.business_days import next_business_day
from programs.models import Reading, ScreeningDraft, Supplement
from programs.queries.screening import checklist_of
from tests.counting import statements
from tests.factories.programs import SubmissionFactory, close, received_application
from tests.factories.screening import SupplementFactory, SupplementFileFactory
from tests.factories.zones import CompanyMemberFactory

pytestmark = pytest.mark.django_db
CONTENT = '{"requested_won":1000,"title":"의료기기 실증"}'
PAGES = ("checks", "screen", "supplement", "supplement_close")


@pytest.fixture
def received(company):
    application = received_application(company=company)
    submission = SubmissionFactory(application=application, content=CONTENT)
    submission.documents.set(application.documents.all())
    close(application.call)
    return application


@pytest.fixture
def as_staff(client, staff):
    client.force_login(staff)
    return client


def path(name, application):
    return reverse(f"admin:programs_application_{name}", args=[application.pk])


@pytest.mark.parametrize("page", PAGES)
def test_opening_a_page_writes_a_reading_and_nothing_else(as_staff, received, page):
    response = as_staff.get(path(page, received))

    received.refresh_from_db()
    assert (response.status_code, Reading.objects.count()) == (200, 1)
    assert (received.state, received.events.count(), ScreeningDraft.objects.count()) == (
        "submitted",
        0,
        0,
    )


@pytest.mark.parametrize("page", PAGES)
def test_pages_of_ones_own_company_are_not_there(client, staff, received, page):
    CompanyMemberFactory(company=received.company, user=staff)
    client.force_login(staff)

    assert client.get(path(page, received)).status_code == 404


def test_checklist_is_saved_and_shown_again(as_staff, received):
    names = [point.name for point in checklist_of(received)]
    sent = {f"{name}-verdict": "passes" for name in names}
    sent |= {f"{names[0]}-verdict": "fails", f"{names[0]}-reason_code": "applicant_kind"}

    response = as_staff.post(path("checks", received), sent)

    assert response.url == path("checks", received)
    verdicts = list(received.screening_drafts.values_list("verdict", flat=True))
    assert sorted(verdicts) == ["fails", *["passes"] * (len(names) - 1)]
    assert 'value="fails" selected' in as_staff.get(path("checks", received)).content.decode()


def test_failing_point_without_ground_comes_back(as_staff, received):
    name = checklist_of(received)[0].name

    response = as_staff.post(path("checks", received), {f"{name}-verdict": "fails"})

    assert (response.status_code, ScreeningDraft.objects.count()) == (200, 0)


def test_result_with_open_points_is_refused_in_words(as_staff, received):
    response = as_staff.post(path("screen", received), {"result": "eligible"})

    received.refresh_from_db()
    assert (response.status_code, received.state) == (200, "submitted")
    assert "errorlist" in response.content.decode()


def test_supplement_is_asked_for(as_staff, received):
    day = next_business_day(timezone.localdate() + timedelta(days=3))
    name = checklist_of(received)[0].name
    sent = {"asks": "증명서를 다시", "due_on": day.isoformat(), "points": [name]}

    response = as_staff.post(path("supplement", received), sent)

    supplement = Supplement.objects.get()
    assert (response.status_code, supplement.due_on, supplement.points) == (302, day, [name])


def test_supplement_without_a_day_in_time_comes_back(as_staff, received):
    day = timezone.localdate() + timedelta(days=21)

    response = as_staff.post(
        path("supplement", received), {"asks": "왜", "due_on": day.isoformat()}
    )

    assert (response.status_code, Supplement.objects.count()) == (200, 0)


def test_page_of_the_application_shows_question_and_answer(as_staff, staff, received):
    supplement = SupplementFactory(
        application=received, answer="다시 냈습니다", answered_at=timezone.now(), answered_by=staff
    )
    SupplementFileFactory(supplement=supplement)

    page = as_staff.get(path("change", received)).content.decode()

    assert supplement.asks in page
    assert "다시 냈습니다" in page
    assert "사업자등록증.pdf" in page


@pytest.mark.parametrize("item_count", [1, 3])
def test_checklist_costs_as_much_for_many_files(as_staff, received, item_count):
    supplement = SupplementFactory(application=received)
    SupplementFileFactory.create_batch(item_count, supplement=supplement)

    assert statements(as_staff, path("checks", received)) == 29


def test_each_control_of_the_checklist_is_labelled_with_its_point(as_staff, received):
    body = as_staff.get(path("checks", received)).content.decode()

    for point in checklist_of(received):
        named = f'<span class="sr-only">: {escape(point.label)}</span></label>'
        assert body.count(named) == 3
        assert f'for="id_{point.name}-verdict"' in body


def test_points_with_errors_are_linked_above(as_staff, received):
    name = checklist_of(received)[1].name

    page = as_staff.post(path("checks", received), {f"{name}-verdict": "fails"})

    assert [point.name for point, _words in page.context["form"].faulty] == [name]
    assert page.content.decode().count(f'href="#point-{name}"') == 1
