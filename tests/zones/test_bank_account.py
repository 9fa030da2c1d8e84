"""The bank account of a company: unreadable in the database, shown in part, read in full on record."""

import pytest
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command
from django.db import connection
from django.urls import reverse

from portal.common.encryption import Unreadable, decrypted, encrypted
from tests.factories.accounts import PASSWORD, FoundationUserFactory, UserFactory
from tests.factories.zones import BankAccountFactory, CompanyFactory, CompanyMemberFactory
from tests.mails import queued_mails
from zones.actions.bank_account import change_account, read_account, remove_account
from zones.actions.errors import ChangedSinceSeen, NoAccount, NotYours, OwnCompany
from zones.enums import CompanyRole
from zones.models import BankAccount, CompanyReading

pytestmark = pytest.mark.django_db
ACCOUNT = {"bank": "예시은행", "holder": "김예시", "number": "123456789012"}
SENT = ACCOUNT | {"password": PASSWORD}


def keys(settings, *names) -> None:
    settings.ENCRYPTION_KEYS = list(names)


def new_key() -> str:
    return Fernet.generate_key().decode()


def test_nothing_of_the_account_stands_in_the_database(company, applicant):
    change_account(company, by=applicant, **ACCOUNT)

    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(t)::text FROM zones_bankaccount t")
        (row,) = cursor.fetchone()
        cursor.execute("SELECT row_to_json(t)::text FROM zones_bankaccounthistory t")
        (kept,) = cursor.fetchone()
    for text in ACCOUNT.values():
        assert text not in row
        assert text not in kept
    assert company.bank_account.content() == ACCOUNT


def test_account_is_shown_in_part():
    account = BankAccountFactory()

    assert account.masked() == {"bank": "예시은행", "holder": "김**", "number": "*********012"}


def test_account_of_another_row_does_not_open():
    account, other = BankAccountFactory(), BankAccountFactory()
    BankAccount.objects.filter(pk=other.pk).update(sealed=account.sealed)
    other.refresh_from_db()

    with pytest.raises(Unreadable):
        other.content()


def test_older_keys_open_what_was_kept_before(settings):
    old, new = new_key(), new_key()
    keys(settings, old)
    sealed = encrypted({"number": "1"}, of="x")

    keys(settings, new, old)
    assert decrypted(sealed, of="x") == {"number": "1"}

    keys(settings, new)
    with pytest.raises(Unreadable):
        decrypted(sealed, of="x")


@pytest.mark.parametrize("sealed", ["", "x", "gAAAAA", "김"])
def test_what_nobody_sealed_does_not_open(sealed):
    with pytest.raises(Unreadable):
        decrypted(sealed, of="x")


def test_keys_are_changed_with_a_command(settings, capsys):
    old, new = new_key(), new_key()
    keys(settings, old)
    accounts = [BankAccountFactory(), BankAccountFactory()]

    keys(settings, new, old)
    call_command("encrypt_accounts_anew")

    keys(settings, new)
    for account in accounts:
        account.refresh_from_db()
        assert account.content() == ACCOUNT
    assert "2" in capsys.readouterr().out


def test_change_of_keys_without_the_old_one_changes_nothing(settings):
    keys(settings, new_key())
    account = BankAccountFactory()
    keys(settings, new_key())

    with pytest.raises(CommandError):
        call_command("encrypt_accounts_anew")

    assert BankAccount.objects.get().sealed == account.sealed


def test_a_new_account_takes_the_place_of_the_former(company, applicant):
    change_account(company, by=applicant, **ACCOUNT)

    change_account(company, by=applicant, **{**ACCOUNT, "number": "9" * 12})

    assert BankAccount.objects.get().content()["number"] == "9" * 12
    assert [event.verb for event in company.events.all()] == ["change_account"] * 2


def test_account_can_be_removed(company, applicant):
    change_account(company, by=applicant, **ACCOUNT)

    remove_account(company, by=applicant)
    remove_account(company, by=applicant)

    assert not BankAccount.objects.exists()
    assert [event.verb for event in company.events.all()] == ["change_account", "remove_account"]


def test_of_two_who_change_an_account_the_second_is_told(company, applicant):
    first = change_account(company, by=applicant, seen="", **ACCOUNT)

    with pytest.raises(ChangedSinceSeen):
        change_account(company, by=applicant, seen="", **{**ACCOUNT, "number": "9" * 12})
    with pytest.raises(ChangedSinceSeen):
        remove_account(company, by=applicant, seen="2026-01-01T00:00:00+00:00")

    change_account(company, by=applicant, seen="", **ACCOUNT)  # a second click
    assert BankAccount.objects.get().content() == ACCOUNT
    assert [event.verb for event in company.events.all()] == ["change_account"]
    remove_account(company, by=applicant, seen=BankAccount.objects.get().stamp)
    assert not BankAccount.objects.filter(pk=first.pk).exists()


def test_page_of_the_account_says_that_a_colleague_was_faster(client, company, applicant):
    client.force_login(applicant)
    page = reverse("zones:company-account", args=[company.pk])
    before = client.get(page).context["account"]
    change_account(company, by=applicant, **ACCOUNT)

    refused = client.post(page, {**SENT, "bank": "다른은행", "seen": ""})
    stamp = BankAccount.objects.get().stamp

    assert before is None
    assert "예시은행" in refused.content.decode()
    assert f'name="seen" value="{stamp}"' in refused.content.decode()
    assert BankAccount.objects.get().content()["bank"] == "예시은행"
    client.post(page, {**SENT, "bank": "다른은행", "seen": stamp})
    assert BankAccount.objects.get().content()["bank"] == "다른은행"


def test_consultants_and_strangers_have_no_part_in_it(company):
    consultant = CompanyMemberFactory(company=company, role=CompanyRole.CONSULTANT)

    staff = CompanyMemberFactory(company=company, role=CompanyRole.STAFF)

    for user in (consultant.user, staff.user, UserFactory()):
        with pytest.raises(NotYours):
            change_account(company, by=user, **ACCOUNT)
        with pytest.raises(NotYours):
            remove_account(company, by=user)


def test_reading_in_full_is_written_down():
    account, staff = BankAccountFactory(), FoundationUserFactory()

    found = read_account(account.company, by=staff, reason="협약금 지급", address="192.0.2.1")

    reading = CompanyReading.objects.get()
    assert found == ACCOUNT
    assert (reading.reader, reading.company) == (staff, account.company)
    assert (reading.reason, reading.address) == ("협약금 지급", "192.0.2.1")


def test_staff_read_neither_their_own_company_nor_what_is_not_there():
    account, staff = BankAccountFactory(), FoundationUserFactory()
    CompanyMemberFactory(company=account.company, user=staff)

    with pytest.raises(OwnCompany):
        read_account(account.company, by=staff, reason="지급", address=None)
    with pytest.raises(NoAccount):
        read_account(CompanyFactory(), by=staff, reason="지급", address=None)

    assert not CompanyReading.objects.exists()


def test_representatives_are_told_of_a_change_and_a_removal(company, applicant):
    other = CompanyMemberFactory(company=company).user
    staff = CompanyMemberFactory(company=company, role=CompanyRole.STAFF).user

    change_account(company, by=applicant, **ACCOUNT)
    remove_account(company, by=applicant)

    told = [address for address, _subject in queued_mails()]
    assert sorted(told) == sorted([applicant.email, other.email] * 2)
    assert staff.email not in told


@pytest.mark.parametrize("password", ["", "wrong"])
def test_change_asks_for_the_password_again(client, company, applicant, password):
    client.force_login(applicant)

    response = client.post(page_of(company), SENT | {"password": password})

    assert list(response.context["form"].errors) == ["password"]
    assert not BankAccount.objects.exists()


def page_of(company) -> str:
    return reverse("zones:company-account", args=[company.pk])


def test_page_takes_an_account_and_shows_it_in_part(client, company, applicant):
    client.force_login(applicant)

    sent = SENT | {"number": "123-456-789012"}

    response = client.post(page_of(company), sent, follow=True)

    page = response.content.decode()
    assert company.bank_account.content() == ACCOUNT
    assert "*********012" in page
    assert "123456789012" not in page
    assert "김예시" not in page


@pytest.mark.parametrize("number", ["1234567", "1" * 21, "", "abc"])
def test_page_refuses_what_is_no_account(client, company, applicant, number):
    client.force_login(applicant)

    response = client.post(page_of(company), SENT | {"number": number})

    assert list(response.context["form"].errors) == ["number"]
    assert not BankAccount.objects.exists()


def test_page_is_closed_to_consultants(client, company):
    consultant = CompanyMemberFactory(company=company, role=CompanyRole.CONSULTANT)
    client.force_login(consultant.user)

    assert client.get(page_of(company)).status_code == 403
    assert client.post(page_of(company), ACCOUNT).status_code == 403


def test_page_says_that_a_key_was_lost(client, settings, company, applicant):
    change_account(company, by=applicant, **ACCOUNT)
    keys(settings, new_key())
    client.force_login(applicant)

    response = client.get(page_of(company))

    assert response.context["account"]["is_unreadable"]


def test_admin_shows_the_account_to_who_says_why(client, staff):
    account = BankAccountFactory()
    path = reverse("admin:zones_company_account", args=[account.company_id])
    client.force_login(staff)

    asked = client.get(path).content.decode()
    without = client.post(path, {"reason": ""}).content.decode()
    told = client.post(path, {"reason": "협약금 지급"}).content.decode()

    assert [ACCOUNT["number"] in page for page in (asked, without, told)] == [False, False, True]
    assert CompanyReading.objects.get().reader == staff


def test_admin_says_why_nothing_can_be_shown(client, staff, settings):
    client.force_login(staff)
    lost = BankAccountFactory()
    keys(settings, new_key())

    for company in (CompanyFactory(), lost.company):
        path = reverse("admin:zones_company_account", args=[company.pk])
        assert client.post(path, {"reason": "지급"}).context["form"].non_field_errors()
