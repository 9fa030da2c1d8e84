"""What must not stay in public, the foundation withdraws."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from tests.factories.accounts import UserFactory
from tests.factories.stories import StoryFactory
from tests.factories.zones import AgencyMemberFactory
from tests.mails import body_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    story = StoryFactory(published=True)
    AgencyMemberFactory(agency=story.agency)
    return story


@pytest.fixture
def page(story):
    return reverse("admin:programs_story_withdraw", args=[story.pk])


def test_the_foundation_withdraws_a_story_and_its_agency_is_told_why(client, staff, story, page):
    client.force_login(staff)
    shown = reverse("admin:programs_story_change", args=[story.pk])
    assert page in client.get(shown).content.decode()

    answer = client.post(page, {"reason": "기업이 동의를 거두었습니다."})

    story.refresh_from_db()
    assert (answer.status_code, story.state, story.withdrawn_by) == (302, "withdrawn", staff)
    (writer,) = [member.user for member in story.agency.members.all()]
    assert "기업이 동의를 거두었습니다." in body_to(writer)
    assert client.get(story.get_absolute_url()).status_code == 410
    assert page not in client.get(shown).content.decode()


def test_without_a_reason_it_stays(client, staff, story, page):
    client.force_login(staff)

    answer = client.post(page, {"reason": " "})

    story.refresh_from_db()
    assert (answer.status_code, story.state) == (200, "published")
    assert list(answer.context["form"].errors) == ["reason"]


def test_who_only_reads_in_the_admin_withdraws_nothing(client, groups, page, story):
    auditor = UserFactory(is_staff=True)
    auditor.groups.add(Group.objects.get(name="auditor"))
    client.force_login(auditor)

    assert client.post(page, {"reason": "아무튼"}).status_code == 403
    story.refresh_from_db()
    assert story.state == "published"
