"""Whose a session is comes with it; what is unusual is decided as Django decides it."""

import pytest
from django.contrib import auth
from django.contrib.sessions.backends.base import UpdateError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.accounts import middleware
from portal.accounts.models import Session
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
PAGE = "/desk/saved/"
SIGN_IN = "/accounts/login/"


@pytest.fixture
def person():
    return UserFactory()


@pytest.fixture
def browser(person):
    client = Client()
    client.force_login(person)
    return client


def is_signed_in(client):
    response = client.get(PAGE)
    assert response.status_code == 200 or response.url.startswith(SIGN_IN)
    return response.status_code == 200


def test_session_and_person_are_one_statement(browser, django_assert_num_queries, rf, person):
    request = rf.get("/")
    request.session = Session.get_session_store_class()(browser.session.session_key)
    middleware.SignedInMiddleware(lambda _request: None).process_request(request)
    with django_assert_num_queries(1):
        assert request.user == person
        assert request.user.email == person.email


def test_a_session_knows_whose_it_is(browser, person):
    assert Session.objects.get().person == person
    browser.post(reverse("account_logout"))
    assert not Session.objects.exists()
    visitor = Client()
    session = visitor.session
    session["seen"] = 1
    session.save()
    assert Session.objects.get().person is None


def test_a_deleted_person_has_no_sessions_left(browser, person):
    assert is_signed_in(browser)
    person.delete()
    assert not Session.objects.exists()
    assert not is_signed_in(browser)


@pytest.mark.usefixtures("committed")
@pytest.mark.parametrize("begin", ["save", "cycle_key"])
def test_who_was_deleted_while_they_signed_in_gets_no_session(person, begin):
    """It ends: no key after another is tried for somebody who is not there."""
    session = Session.get_session_store_class()()
    session[auth.SESSION_KEY] = str(person.pk)
    person.delete()
    with pytest.raises(UpdateError):
        getattr(session, begin)()
    assert not Session.objects.exists()


def test_who_was_locked_out_is_not_signed_in(browser, person):
    person.is_active = False
    person.save()
    assert not is_signed_in(browser)


def test_another_password_ends_the_sessions(browser, person):
    person.set_password("another-portal-2026")
    person.save()
    assert not is_signed_in(browser)
    assert not Session.objects.exists()


def test_a_session_without_its_digest_is_not_signed_in(browser):
    session = browser.session
    session[auth.HASH_SESSION_KEY] = ""
    session.save()
    assert not is_signed_in(browser)


def test_a_session_of_a_backend_that_is_gone_is_not_signed_in(browser):
    session = browser.session
    session[auth.BACKEND_SESSION_KEY] = "django.contrib.auth.backends.RemoteUserBackend"
    session.save()
    assert not is_signed_in(browser)


def test_the_column_alone_signs_nobody_in(browser, person):
    """What was signed in the session's data counts, not who stands beside it."""
    other = UserFactory()
    Session.objects.update(person=other)
    response = browser.get(PAGE)
    assert response.wsgi_request.user == person
    session = browser.session
    for key in (auth.SESSION_KEY, auth.BACKEND_SESSION_KEY, auth.HASH_SESSION_KEY):
        del session[key]
    session.save()
    Session.objects.update(person=other)
    assert not is_signed_in(browser)


def test_a_session_that_is_over_is_not_signed_in(browser):
    Session.objects.update(expire_date=timezone.now())
    assert not is_signed_in(browser)


def test_a_key_of_the_former_secret_still_counts(browser, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "the next one, which is long enough"
    assert is_signed_in(browser)


@pytest.mark.parametrize("key", [r'"abcdefgh\000ijk"', r'"abcdefgh\354\240\200"', "abc-defgh"])
def test_what_is_no_key_is_a_visitors(client, key):
    response = client.get(PAGE, headers={"cookie": f"sessionid={key}"})
    assert response.url.startswith(SIGN_IN)
