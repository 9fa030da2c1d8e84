"""What a company reports is in no answer to a stranger, and who it was in none to an agency."""

import pytest
from django.urls import reverse

from programs.models import VoiceEvent
from tests.addresses import client_of
from tests.factories.accounts import UserFactory
from tests.factories.zones import CompanyMemberFactory
from tests.test_secrets import all_admin_paths, all_paths, leaks

WORDS = ("open-call-voice-", "closed-call-voice-", "asked-again-planted")


@pytest.fixture
def asked_again(world):
    VoiceEvent.objects.create(
        voice=world.open.voice,
        verb="ask_again",
        actor=world.users["company"],
        reason="asked-again-planted",
    )


def paths_of(world) -> list[str]:
    searched = [f"{reverse('programs:summary-list')}?q={word}" for word in WORDS]
    return [*all_paths(world), *all_admin_paths(), *searched]


@pytest.mark.parametrize("reader", ["anonymous", "other", "reviewer"])
def test_strangers_read_nothing_of_a_voice(world, asked_again, reader):
    client = client_of(world.users[reader])

    assert leaks(client, paths_of(world), WORDS) == {}


def test_the_agency_reads_what_it_deals_with_and_not_who_said_it(world, asked_again):
    client = client_of(world.users["agency"])
    path = reverse("programs:agency-voice", args=[world.open.voice.pk])
    people = [world.open.company.name, world.users["company"].name, world.users["company"].email]

    told = leaks(client, [path], [*WORDS, *people])

    assert told[path] == ["open-call-voice-", "asked-again-planted"]


def test_the_agency_reads_the_name_that_the_company_allows(world):
    voice = world.open.voice
    voice.names_company = True
    voice.save(update_fields=["names_company"])
    client = client_of(world.users["agency"])
    path = reverse("programs:agency-voice", args=[voice.pk])

    assert world.open.company.name in client.get(path).content.decode()
    assert world.open.company.name in client.get("/desk/agency/voices/").content.decode()


def test_the_public_summary_shows_nothing_of_the_voice_but_theme_and_zone(world):
    page = client_of(None).get(world.open.summary.get_absolute_url()).content.decode()

    assert world.open.summary.title_ko in page
    assert world.open.voice.zone.name_ko in page
    secrets = [*WORDS, world.open.company.name, world.users["company"].name]
    assert [word for word in secrets if word in page] == []


def test_consultants_read_no_voice(world):
    consultant = CompanyMemberFactory(company=world.open.company, role="consultant").user
    client = client_of(consultant)
    voice = world.open.voice
    pages = ["company-voices", "company-voice-new"]
    paths = [reverse(f"programs:{page}", args=[voice.company_id]) for page in pages]
    paths.append(reverse("programs:company-voice", args=[voice.company_id, voice.pk]))

    assert [client.get(path).status_code for path in paths] == [403] * 3
    assert leaks(client, paths_of(world), WORDS) == {}


def test_staff_of_the_company_itself_find_nothing_in_the_admin(world):
    staff = world.users["staff"]
    CompanyMemberFactory(company=world.open.company, user=staff)
    client = client_of(staff)
    own, other = world.open.voice, world.closed.voice
    changelist = reverse("admin:programs_voice_changelist")

    page = client.get(changelist).content.decode()

    assert (own.title in page, other.title in page) == (False, True)
    assert client.get(f"{changelist}{own.pk}/answer/").status_code == 404
    assert client.get(f"{changelist}{own.pk}/change/").status_code == 302


def test_the_auditor_reads_what_became_of_a_voice(world):
    auditor = UserFactory(is_staff=True)
    auditor.groups.add(world.users["staff"].groups.model.objects.get(name="auditor"))
    client = client_of(auditor)
    path = reverse("admin:programs_voice_change", args=[world.open.voice.pk])

    page = client.get(path).content.decode()

    assert "open-call-voice-text" in page
    assert reverse("admin:programs_voice_answer", args=[world.open.voice.pk]) not in page
