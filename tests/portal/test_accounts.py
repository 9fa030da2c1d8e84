"""Signing up: who somebody is, what they agreed to, and what is mailed."""

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction
from django.urls import reverse

from portal.accounts.actions import record_consents
from portal.accounts.forms import SignupForm
from portal.accounts.models import PRIVACY_NOTICE_VERSION, Consent, ConsentKind, User
from portal.accounts.tasks import queue_mail, send_mail
from tests.factories.accounts import PASSWORD, UserFactory
from tests.mails import queued_mails
from tests.words import said

pytestmark = pytest.mark.django_db
GIVEN = {
    "email": "kim@example.kr",
    "name": "김예시",
    "phone": "055-000-0000",
    "password1": PASSWORD,
    "password2": PASSWORD,
    "privacy": "on",
}


def sign_up(client, **given):
    return client.post(reverse("account_signup"), {**GIVEN, **given})


def agreed(user):
    return set(user.consents.values_list("kind", "version"))


def test_sign_up_makes_an_account_and_keeps_the_consent(client):
    response = sign_up(client)

    user = User.objects.get()
    assert (response.status_code, response.url) == (302, reverse("desk"))
    assert (user.email, user.name, user.phone, user.language) == (
        "kim@example.kr",
        "김예시",
        "055-000-0000",
        "ko",
    )
    assert (user.is_staff, user.is_superuser) == (False, False)
    assert agreed(user) == {("privacy", PRIVACY_NOTICE_VERSION)}


@pytest.mark.parametrize(
    ("name", "kept"), [("김\n\n예시 http://x", "김 예시 http://x"), ("\u3164\u200b", None)]
)
def test_name_stands_on_one_line_and_can_be_read(client, name, kept):
    response = sign_up(client, name=name)

    assert list(User.objects.values_list("name", flat=True)) == ([kept] if kept else [])
    assert kept or set(response.context["form"].errors) == {"name"}


def test_sign_up_without_the_required_consent_is_refused(client):
    response = sign_up(client, privacy="")

    assert (response.status_code, set(response.context["form"].errors)) == (200, {"privacy"})
    assert (User.objects.count(), Consent.objects.count(), queued_mails()) == (0, 0, [])


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"email": "kim"}, {"email"}),
        ({"name": ""}, {"name"}),
        ({"password1": "short", "password2": "short"}, {"password1"}),
        ({"password2": "something else"}, {"password2"}),
        ({"name": "김" * 81}, {"name"}),
    ],
)
def test_sign_up_with_a_fault_is_refused_at_its_field(client, given, fields):
    response = sign_up(client, **given)

    assert set(response.context["form"].errors) == fields
    assert User.objects.count() == 0


def test_sign_up_needs_no_phone(client):
    sign_up(client, phone="")

    assert User.objects.get().phone == ""


def test_sign_up_queues_the_mail_that_confirms_the_address(client):
    sign_up(client)

    assert [address for address, _subject in queued_mails()] == ["kim@example.kr"]


def test_sign_up_in_english_writes_mails_in_english(client):
    client.cookies["django_language"] = "en"

    sign_up(client)

    assert User.objects.get().language == "en"
    assert [subject for _address, subject in queued_mails()] == [
        "Please Confirm Your Email Address"
    ]


def test_sign_up_with_a_known_address_in_other_letters_is_refused(client):
    UserFactory(email="kim@example.kr")

    response = sign_up(client, email="KIM@Example.KR")

    assert set(response.context["form"].errors) == {"email"}
    assert User.objects.count() == 1


def test_sign_up_writes_the_address_in_small_letters(client):
    sign_up(client, email="Kim@Example.KR")

    assert User.objects.get().email == "kim@example.kr"


@pytest.mark.parametrize("typed", ["kim@example.kr", "KIM@EXAMPLE.KR", "Kim@Example.kr"])
def test_sign_in_takes_the_address_in_any_letters(client, typed):
    User.objects.create_user("Kim@Example.kr", PASSWORD, name="김예시")

    client.post(reverse("account_login"), {"login": typed, "password": PASSWORD})

    assert client.session.get("_auth_user_id") == str(User.objects.get().pk)


def test_natural_key_is_found_in_any_letters():
    user = UserFactory(email="kim@example.kr")

    assert User.objects.get_by_natural_key("kIM@EXAMPLE.KR") == user


def test_closed_account_signs_nobody_in(rf):
    user = UserFactory(is_active=False)

    signed_in = authenticate(rf.post("/"), email=user.email, password=PASSWORD)

    assert signed_in is None


def test_address_in_large_letters_is_refused_by_the_database():
    with pytest.raises(IntegrityError, match="small_letters"), transaction.atomic():
        UserFactory(email="Kim@example.kr")

    assert User.objects.count() == 0


def test_account_made_in_the_admin_can_sign_in(admin_client, client):
    given = {"email": "Lee@Example.KR", "name": "이예시", "usable_password": "true"}
    passwords = {"password1": PASSWORD, "password2": PASSWORD}
    admin_client.post(reverse("admin:accounts_user_add"), {**given, **passwords})

    client.post(reverse("account_login"), {"login": "Lee@Example.KR", "password": PASSWORD})

    user = User.objects.get(email="lee@example.kr")
    assert client.session.get("_auth_user_id") == str(user.pk)


def test_superuser_is_staff():
    user = User.objects.create_superuser("admin@Example.KR", PASSWORD, name="관리자")

    assert (user.email, user.is_staff, user.is_superuser) == ("admin@example.kr", True, True)
    assert user.check_password(PASSWORD)


def test_consents_are_recorded_once_per_version_of_the_text():
    user = UserFactory()

    for _time in range(2):
        record_consents(user, kinds=[ConsentKind.PRIVACY])

    assert agreed(user) == {("privacy", PRIVACY_NOTICE_VERSION)}


def test_every_consent_is_asked_for_at_sign_up():
    assert set(ConsentKind) <= set(SignupForm.base_fields)


def test_mail_is_queued_to_each_address_on_its_own():
    queue_mail(to=["a@example.kr", "b@example.kr"], subject="제목", body="글")

    assert queued_mails() == [("a@example.kr", "제목"), ("b@example.kr", "제목")]


def test_mail_of_something_that_was_undone_is_not_queued():
    with transaction.atomic():
        queue_mail(to=["a@example.kr"], subject="제목", body="글")
        transaction.set_rollback(True)

    assert queued_mails() == []


def test_mail_is_sent_by_the_worker(mailoutbox):
    send_mail(to=["a@example.kr"], subject="제목", body="글")

    (mail,) = mailoutbox
    assert (mail.to, mail.subject, mail.body) == (["a@example.kr"], "제목", "글")


def test_lock_out_of_one_account_leaves_others_from_the_same_address(client, db):
    locked, other = UserFactory(), UserFactory()
    path = reverse("account_login")
    for _try in range(6):
        refused = client.post(path, {"login": locked.email.upper(), "password": "wrong"})

    let_in = client.post(path, {"login": other.email, "password": PASSWORD})

    assert (refused.status_code, let_in.status_code) == (429, 302)


def test_pages_after_sign_in_are_kept_by_no_cache(client, db):
    client.force_login(UserFactory())

    response = client.get(reverse("programs:company-desk"))

    assert response.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "path", ["/applications/1/sections/head/", "/desk/agency/calls/1/sections/purpose/"]
)
def test_who_was_signed_out_while_writing_reads_that_it_is_kept(client, db, path):
    words = said("What you typed is kept in this browser, and is sent once you have signed in.")

    told = client.get("/accounts/login/", {"next": path}).content.decode()
    otherwise = client.get("/accounts/login/", {"next": "/desk/"}).content.decode()

    assert (words in told, words in otherwise) == (True, False)


def test_who_wants_to_apply_reads_why_to_sign_in(client, db):
    words = said(
        "Applications are written and kept under your account. Sign in, or sign up, and you go on "
        "to the application."
    )

    told = client.get("/accounts/login/", {"next": "/calls/a-b/apply/"}).content.decode()
    otherwise = client.get("/accounts/login/", {"next": "/desk/"}).content.decode()

    assert (words in told, words in otherwise) == (True, False)
