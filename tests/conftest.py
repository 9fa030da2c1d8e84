"""The cast of the tests, and what all tests share."""

import pytest
from django.core.management import call_command

from tests.factories.accounts import FoundationUserFactory, UserFactory
from tests.factories.programs import ReviewerFactory, open_call
from tests.factories.zones import AgencyMemberFactory, CompanyMemberFactory


@pytest.fixture(autouse=True)
def _fast_and_private(settings, tmp_path):
    """A cheap password hash, files and mails of each test on their own."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def call(db):
    """An open call with a question, a document and two criteria."""
    return open_call()


@pytest.fixture
def company(db):
    return CompanyMemberFactory().company


@pytest.fixture
def applicant(company):
    """The representative of `company`."""
    return company.members.get().user


@pytest.fixture
def other_applicant(db):
    """The representative of another company."""
    return CompanyMemberFactory().user


@pytest.fixture
def agency_member(call):
    """Works for the agency that posted `call`."""
    return AgencyMemberFactory(agency=call.agency).user


@pytest.fixture
def reviewer(db):
    return ReviewerFactory()


@pytest.fixture
def groups(db):
    call_command("ensure_groups")


@pytest.fixture
def staff(groups):
    """A member of the foundation's group, with its rights in the admin."""
    return FoundationUserFactory()


@pytest.fixture
def stranger(db):
    """Signed in, but a member of nothing."""
    return UserFactory()
