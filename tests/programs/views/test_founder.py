"""A prospective founder, who has no business number, is a full applicant."""

import pytest
from django.urls import reverse

from programs.models import Application
from tests.factories.programs import AnswerFactory, DocumentFactory, open_call
from tests.factories.vault import VaultDocumentFactory
from zones.models import Company

PROFILE = {
    "applicant_kind": "founder",
    "name": "예시 예비창업팀",
    "business_number": "",
    "representative_name": "김창업",
    "size": "small",
    "address": "경남 창원시 예시로 3",
    "phone": "010-0000-0000",
    "statuses-TOTAL_FORMS": "0",
    "statuses-INITIAL_FORMS": "0",
}


@pytest.mark.django_db
def test_founder_registers_applies_and_gets_a_receipt(client, stranger):
    call = open_call(applicant_kinds=["founder"])
    client.force_login(stranger)
    client.post(reverse("zones:company-register"), PROFILE)
    team = Company.objects.get()

    client.post(reverse("programs:application-start", args=[call.code]), {"company": team.pk})
    application = Application.objects.get()
    Application.objects.update(title="예시 과제", requested_won=1_000_000)
    for question in call.questions.all():
        AnswerFactory(application=application, question=question)
    for required in call.required_documents.all():
        DocumentFactory(application=application, required_document=required)
    client.post(reverse("programs:application-submit", args=[application.pk]))

    application.refresh_from_db()
    assert team.business_number is None
    assert application.state == "submitted"
    assert application.submissions.get().number


@pytest.mark.django_db
def test_founder_has_people_an_account_and_a_vault(client, stranger):
    client.force_login(stranger)
    client.post(reverse("zones:company-register"), PROFILE)
    team = Company.objects.get()
    VaultDocumentFactory(company=team)
    pages = ["zones:company-people", "zones:company-account", "zones:company-history"]

    answers = [
        client.get(reverse(name, args=[team.pk])).status_code
        for name in [*pages, "programs:company-vault"]
    ]

    assert answers == [200] * 4
