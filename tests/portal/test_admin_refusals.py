"""What the database does not take is said in words by the admin, and nothing is done."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import IntegrityError
from django.urls import reverse

from portal import admin
from portal.accounts.models import User
from tests.factories.accounts import UserFactory
from tests.factories.zones import CompanyMemberFactory
from tests.words import said
from zones.enums import CompanyRole
from zones.models import CompanyMember

REFUSED = admin.REFUSED_BY_DATABASE["zones_companymember_represented"]
USERS = "admin:accounts_user_changelist"


@pytest.fixture
def member(committed):
    """The only representative; the company was registered by somebody else."""
    return CompanyMemberFactory()


@pytest.fixture
def superuser(client, committed):
    user = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(user)
    return user


def form_of(client, path) -> dict[str, str]:
    """What a browser would send back of a page of the admin, unchanged."""
    page = client.get(path).context
    fields = page["adminform"].form
    data = {name: fields[name].value() for name in fields.fields}
    for inline in page["inline_admin_formsets"]:
        formset = inline.formset
        for form in [formset.management_form, *formset.forms]:
            data |= {form.add_prefix(name): form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in data.items()}


def test_the_last_representative_is_not_deleted(client, superuser, member):
    path = reverse("admin:accounts_user_delete", args=[member.user_id])

    response = client.post(path, {"post": "yes"}, follow=True)

    assert said(REFUSED) in response.content.decode()
    assert CompanyMember.objects.get() == member
    assert not LogEntry.objects.exists()


def test_nobody_of_a_list_is_deleted_where_one_is_the_last_representative(
    client, superuser, member
):
    other = UserFactory()
    chosen = {"action": "delete_selected", "_selected_action": [member.user_id, other.pk]}

    response = client.post(reverse(USERS), {**chosen, "post": "yes"}, follow=True)

    assert said(REFUSED) in response.content.decode()
    assert User.objects.filter(pk__in=[member.user_id, other.pk]).count() == 2
    assert not LogEntry.objects.exists()


@pytest.mark.parametrize(
    "change", [{"members-0-DELETE": "on"}, {"members-0-role": CompanyRole.STAFF}]
)
def test_a_company_keeps_its_last_representative(client, superuser, member, change):
    path = reverse("admin:zones_company_change", args=[member.company_id])
    data = form_of(client, path) | change

    response = client.post(path, data, follow=True)

    assert said("A company is never without a representative.") in response.content.decode()
    assert CompanyMember.objects.get().role == CompanyRole.REPRESENTATIVE


def test_one_of_two_representatives_is_deleted(client, superuser, member):
    other = CompanyMemberFactory(company=member.company)
    path = reverse("admin:accounts_user_delete", args=[other.user_id])

    response = client.post(path, {"post": "yes"})

    assert response.url == reverse(USERS)
    assert CompanyMember.objects.get() == member


def test_what_the_portal_has_no_words_for_stays_an_error(client, superuser, member, monkeypatch):
    monkeypatch.setattr(admin, "REFUSED_BY_DATABASE", {})
    path = reverse("admin:accounts_user_delete", args=[member.user_id])

    with pytest.raises(IntegrityError):
        client.post(path, {"post": "yes"})


NO_ANSWER = {
    "NUL in a filter": ("admin:zones_company_changelist", {"size__exact": "\0"}),
    "NUL in the choices": (
        "admin:autocomplete",
        {"app_label": "zones", "model_name": "company", "field_name": "zone", "term": "\0"},
    ),
    "a year too late": (USERS, {"date_joined__year": "99999"}),
    "a year without end": ("admin:programs_call_changelist", {"published_at__year": "9" * 23}),
    "no list": ("admin:programs_call_changelist", {"applicant_kinds__gte": "1"}),
    "no address": ("admin:zones_companyreading_changelist", {"address__gte": "1"}),
}


@pytest.mark.parametrize(("name", "query"), NO_ANSWER.values(), ids=NO_ANSWER)
def test_a_question_that_nothing_can_answer_is_refused(client, superuser, name, query):
    response = client.get(reverse(name), query)

    assert response.status_code == 400
    assert said("The request could not be read") in response.content.decode()


def test_an_error_of_a_page_that_was_asked_for_nothing_stays_one(client, superuser, monkeypatch):
    def broken(user):
        raise OverflowError

    monkeypatch.setattr(admin, "waiting_piles", broken)

    with pytest.raises(OverflowError):
        client.get(reverse("admin:index"))
