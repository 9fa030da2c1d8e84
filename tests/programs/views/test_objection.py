"""The applicant's page of an objection."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from programs.models import Objection, Selection
from tests.factories.programs import (
    PDF,
    ObjectionFactory,
    ObjectionFileFactory,
    days,
    public_decision,
    received_application,
)
from tests.factories.zones import CompanyMemberFactory

pytestmark = pytest.mark.django_db
WORDS = {"asks": "가점을 다시 보아 주십시오.", "text": "확인서를 제출하였습니다."}


@pytest.fixture
def application(db):
    application = received_application()
    decision = public_decision(application)
    Selection.objects.filter(pk=decision.selection_id).update(told_at=timezone.now())
    return application


@pytest.fixture
def as_owner(client, application):
    client.force_login(CompanyMemberFactory(company=application.company).user)
    return client


def path(application):
    return reverse("programs:objection", args=[application.pk])


def test_filed_with_a_file(as_owner, application):
    file = SimpleUploadedFile("확인서.pdf", PDF)

    response = as_owner.post(path(application), {**WORDS, "files": [file]}, follow=True)

    objection = Objection.objects.get()
    assert (objection.asks, objection.text) == (WORDS["asks"], WORDS["text"])
    assert objection.files.get().name == "확인서.pdf"
    assert response.context["can_file"] is False
    assert WORDS["asks"] in response.text


def test_page_lies_below_the_desk_of_the_company(as_owner, application):
    page = as_owner.get(path(application)).content.decode()

    breadcrumb = page[page.index('class="breadcrumb"') : page.index("<h1")]
    assert ("/desk/company/" in breadcrumb, "/desk/agency/" in breadcrumb) == (True, False)


@pytest.mark.parametrize("field", ["asks", "text"])
def test_nothing_is_filed_without_words(as_owner, application, field):
    response = as_owner.post(path(application), {**WORDS, field: " "})

    assert list(response.context["form"].errors) == [field]
    assert not Objection.objects.exists()


def test_second_one_is_refused_in_words(as_owner, application):
    ObjectionFactory(decision=application.decisions.get())

    response = as_owner.post(path(application), WORDS)

    assert list(response.context["form"].errors) == ["__all__"]


def test_after_the_last_day_there_is_no_form(client):
    application = received_application()
    decision = public_decision(application)
    Selection.objects.filter(pk=decision.selection_id).update(told_at=days(-30))
    client.force_login(CompanyMemberFactory(company=application.company).user)

    page = client.get(path(application))

    assert (page.context["can_file"], page.context["is_over"]) == (False, True)
    response = client.post(path(application), WORDS)
    assert "__all__" in response.context["form"].errors


def test_consultant_reads_and_files_nothing(client, application):
    consultant = CompanyMemberFactory(company=application.company, role="consultant").user
    client.force_login(consultant)

    assert client.get(path(application)).context["can_file"] is False
    assert client.post(path(application), WORDS).status_code == 403


def test_without_a_result_there_is_no_page(client):
    application = received_application()
    client.force_login(CompanyMemberFactory(company=application.company).user)

    assert client.get(path(application)).status_code == 404


def test_withdrawn_by_its_applicant(as_owner, application):
    objection = ObjectionFactory(decision=application.decisions.get())

    as_owner.post(reverse("programs:objection-withdraw", args=[application.pk, objection.pk]))

    objection.refresh_from_db()
    assert objection.state == "withdrawn"


def test_file_that_waits_for_its_scan_is_read_by_nobody(as_owner, application):
    objection = ObjectionFactory(decision=application.decisions.get())
    file = ObjectionFileFactory(objection=objection, scan_state="waiting")
    address = reverse("programs:objection-file", args=[application.pk, file.pk])

    assert as_owner.get(address).status_code == 404


@pytest.mark.parametrize("item_count", [1, 3])
def test_statements_of_the_page(as_owner, application, item_count, django_assert_num_queries):
    for _time in range(item_count):
        state = {"state": "withdrawn", "withdrawn_at": timezone.now()}
        objection = ObjectionFactory(
            decision=application.decisions.get(),
            withdrawn_by=application.created_by,
            **state,
        )
        assert objection.pk
    as_owner.get(path(application))

    with django_assert_num_queries(5):
        as_owner.get(path(application))
