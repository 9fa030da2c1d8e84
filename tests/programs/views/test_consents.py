"""A new version of a consent's text, as the pages of an application tell of it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from programs.actions.application import submit_application
from tests.drafting import give_consents
from tests.factories.programs import ConsentTextFactory, complete_application

pytestmark = pytest.mark.django_db
TOLD_KO, TOLD_EN = "보유 5년", "Kept for five years"


@pytest.fixture
def application(company, applicant):
    """What the person consented to was of the first version."""
    ConsentTextFactory(version=1, body_ko="목적\n보유 3년", body_en="Purpose\nKept for three")
    made = complete_application(company=company, created_by=applicant)
    give_consents(made, by=applicant)
    return made


@pytest.fixture
def as_applicant(client, applicant):
    client.force_login(applicant)
    return client


@pytest.fixture
def pages(application, as_applicant):
    """The check page and the one on which consents are answered."""
    addresses = [
        reverse("programs:application-check", args=[application.pk]),
        reverse("programs:application-section", args=[application.pk, "consents"]),
    ]
    return lambda: [as_applicant.get(address).content.decode() for address in addresses]


def publish(**fields):
    ConsentTextFactory(
        version=2, body_ko=f"목적\n{TOLD_KO}", body_en=f"Purpose\n{TOLD_EN}", **fields
    )


@pytest.mark.parametrize("days_ahead", [0, 5])
@pytest.mark.parametrize(
    ("language", "before", "after"),
    [("ko", "보유 3년", TOLD_KO), ("en", "Kept for three", TOLD_EN)],
)
def test_what_changes_is_told_before_and_after_its_day(
    pages, as_applicant, language, before, after, days_ahead
):
    as_applicant.cookies["django_language"] = language
    publish(applies_from=timezone.localdate() + timedelta(days=days_ahead))

    for page in pages():
        assert f"<del>{before}</del>" in page
        assert f"<ins>{after}</ins>" in page


def test_who_has_submitted_is_told_that_their_consent_stands(pages, application, as_applicant):
    submit_application(application, by=application.created_by)
    publish()
    as_applicant.cookies["django_language"] = "en"

    check, section = pages()

    assert "<ins>" not in check + section
    assert "your consent stands" in section
    assert 'action="' + reverse("programs:application-submit", args=[application.pk]) in check


def test_staff_publish_a_version_from_today_on_at_the_earliest(client, staff):
    client.force_login(staff)
    address = reverse("admin:programs_consenttext_add")
    today = timezone.localdate()
    given = {"topic": "provision", "version": 1, "is_required": "on", "body_ko": "문안"}

    refused = client.post(address, {**given, "applies_from": today - timedelta(days=1)})
    taken = client.post(address, {**given, "applies_from": today})

    assert refused.context["adminform"].form.errors.keys() == {"applies_from"}
    assert taken.status_code == 302
