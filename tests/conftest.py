"""The cast of the tests, and what all tests share."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.templatetags.cache import CacheNode
from django.test import Client, override_settings
from django.utils import translation
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from portal.common.kept import KeptQuery
from tests.application_role import answered_as_application
from tests.factories.accounts import FoundationUserFactory, UserFactory
from tests.factories.programs import ReviewerFactory, open_call
from tests.factories.world import make_world
from tests.factories.zones import AgencyMemberFactory, CompanyMemberFactory
from tests.kept_fragments import compared_fragment
from tests.kept_statements import compared

# The same examples in each run, and no stopwatch: a busy machine is no fault of the code
hypothesis_settings.register_profile(
    "portal", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("portal")

BROWSERS = Path(__file__).parent / "e2e"


def pytest_collection_modifyitems(items):
    """Browsers first: neither of two processes is left alone with the slowest files at the end."""
    items.sort(key=lambda item: BROWSERS not in item.path.parents)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The test database, which can be dropped at the end: a thread that served a browser which has
    gone may still hold a connection."""
    with django_db_blocker.unblock():
        call_command("ensure_rights", verbosity=0)
    yield
    with django_db_blocker.unblock():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        connection.close()
        connection.close_pool()


@pytest.fixture(autouse=True)
def _fast_and_private(settings, tmp_path):
    """A cheap password hash, files and mails of each test on their own, in Korean to begin with."""
    translation.deactivate()  # the last test's reader may have chosen English
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STATIC_ROOT = tmp_path  # WhiteNoise wants the folder to be there
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def _kept_statements_are_those_made_anew(monkeypatch):
    monkeypatch.setattr(KeptQuery, "rows", compared(KeptQuery.rows))


@pytest.fixture(autouse=True)
def _kept_fragments_are_those_made_anew(monkeypatch):
    monkeypatch.setattr(CacheNode, "render", compared_fragment(CacheNode.render))


@pytest.fixture(autouse=True)
def _requests_are_answered_as_the_application(monkeypatch):
    monkeypatch.setattr(Client, "request", answered_as_application(Client.request))


@pytest.fixture
def committed(transactional_db):
    """Rows are really committed, so that other connections see them; jobs are swept away, too."""
    yield
    forget_jobs()


def forget_jobs() -> None:
    """A flush leaves them: their tables are not Django's."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


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


@pytest.fixture(scope="module")
def kept_world(django_db_setup, django_db_blocker, tmp_path_factory):
    """One of everything, made once for all tests of a file, with a folder for its files."""
    folder = tmp_path_factory.mktemp("media")
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=folder),
        transaction.atomic(),
    ):
        yield make_world(), folder
        transaction.set_rollback(True)


@pytest.fixture
def world(kept_world, settings, db):
    """What `kept_world` made; what a test changes is undone after it."""
    kept, settings.MEDIA_ROOT = kept_world
    return kept
