"""Words of staff on top of pages: for their time, in their place, without a statement."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from programs.models import Banner
from programs.queries import banner as banners
from programs.queries.banner import calls_that_end_in, forget_banners
from tests.factories.accounts import UserFactory
from tests.factories.programs import days, open_call

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
PAGE = "/results/register/"


def shown(**fields) -> Banner:
    """A banner of this hour; the next page reads what there is."""
    now = timezone.now()
    words = {"text_ko": "점검이 있습니다.", "text_en": "There is a maintenance."}
    times = {"shown_from": now - HOUR, "shown_until": now + HOUR}
    made = Banner.objects.create(**{**words, **times, **fields})
    forget_banners()
    return made


def page(client, path: str = PAGE) -> str:
    return client.get(path).content.decode()


@pytest.mark.parametrize("path", ["/", PAGE, "/accounts/login/", "/admin/login/"])
def test_it_stands_on_every_page_in_the_language_of_its_reader(client, path):
    shown(level="danger")

    korean = client.get(path, follow=True).content.decode()
    client.cookies["django_language"] = "en"
    english = client.get(path, follow=True).content.decode()

    assert korean.count("점검이 있습니다.") == 1
    assert english.count("There is a maintenance.") == 1


def test_it_stands_on_pages_of_the_admin(client, staff):
    shown()
    client.force_login(staff)

    assert "점검이 있습니다." in page(client, reverse("admin:programs_banner_changelist"))


@pytest.mark.parametrize(
    ("begins", "ends", "is_shown"), [(-1, 1, True), (-2, -1, False), (1, 2, False)]
)
def test_it_is_shown_for_its_time(client, begins, ends, is_shown):
    now = timezone.now()
    shown(shown_from=now + begins * HOUR, shown_until=now + ends * HOUR)

    assert ("점검이 있습니다." in page(client)) == is_shown


def test_one_that_begins_meanwhile_begins_on_time(client, time_machine):
    now = timezone.now()
    shown(shown_from=now + timedelta(seconds=3))
    before = page(client)

    time_machine.move_to(now + timedelta(seconds=3, milliseconds=1))
    with CaptureQueriesContext(connection) as queries:
        after = page(client)

    assert ["점검이 있습니다." in one for one in (before, after)] == [False, True]
    assert len(queries) == 0


def test_one_of_the_desks_is_not_on_public_pages(client, staff):
    shown(place="desks")
    client.force_login(staff)

    assert "점검이 있습니다." not in page(client)
    assert "점검이 있습니다." in page(client, reverse("admin:index"))


def test_a_page_costs_no_statement_more(client):
    for _number in range(3):
        shown()
    page(client)

    with CaptureQueriesContext(connection) as queries:
        assert page(client).count("점검이 있습니다.") == 3

    assert len(queries) == 0


def test_it_is_read_again_after_some_seconds(client, monkeypatch):
    page(client)
    shown()
    monkeypatch.setattr(banners._kept, "until", banners.time.monotonic() + 60)
    before = page(client)

    monkeypatch.setattr(banners._kept, "until", banners.time.monotonic())
    after = page(client)

    assert ["점검이 있습니다." in one for one in (before, after)] == [False, True]
    assert banners._kept.until <= banners.time.monotonic() + banners.KEPT_SECONDS


def test_while_the_database_does_not_answer_the_last_ones_go_on(client, monkeypatch):
    shown()
    page(client)

    def gone(*_between):
        raise DatabaseError

    monkeypatch.setattr(type(Banner.objects.all()), "shown_between", gone)
    monkeypatch.setattr(Banner.objects, "shown_between", gone)
    forget_banners()

    assert "점검이 있습니다." in page(client)


def test_the_gravest_comes_first_and_letters_stay_letters(client):
    shown(text_ko="알림 <b>하나</b>", level="info")
    shown(text_ko="장애 둘입니다", level="danger")

    text = page(client)

    assert text.index("장애 둘입니다") < text.index("알림 &lt;b&gt;하나")


def test_a_maintenance_says_when_and_what_to_do(client):
    begins = timezone.now() + 2 * HOUR
    shown(down_from=begins, down_until=begins + HOUR)

    text = page(client)

    local = timezone.localtime(begins)
    assert f"{local:%H:%M}" in text
    assert "그 전에 저장하고 제출해 주십시오." in text


def test_calls_that_close_meanwhile_are_found(staff):
    begins = days(1)
    close_in = {
        name: open_call(closes_at=begins + minutes * timedelta(minutes=1))
        for name, minutes in {"before": -5, "in it": 30, "hour after": 90, "later": 150}.items()
    }
    banner = shown(down_from=begins, down_until=begins + HOUR)

    assert list(calls_that_end_in(banner)) == [close_in["in it"], close_in["hour after"]]
    assert list(calls_that_end_in(shown())) == []


def saved(client, **changes):
    now = timezone.localtime()
    fields = {"level": "info", "place": "everywhere", "text_ko": "점검이 있습니다."}
    fields |= {"text_en": "There is a maintenance."}
    for name, hours in {
        "shown_from": -1,
        "shown_until": 48,
        "down_from": 24,
        "down_until": 25,
    }.items():
        at = changes.pop(name, now + hours * HOUR)
        fields |= {f"{name}_0": f"{at:%Y-%m-%d}", f"{name}_1": f"{at:%H:%M:%S}"} if at else {}
    return client.post(reverse("admin:programs_banner_add"), {**fields, **changes}, follow=True)


def test_staff_are_warned_of_calls_that_close_meanwhile(client, staff):
    call = open_call(closes_at=timezone.now() + timedelta(hours=24, minutes=30))
    client.force_login(staff)

    response = saved(client)

    assert Banner.objects.count() == 1
    warned = [str(message) for message in response.context["messages"]]
    assert any(call.title in words for words in warned)
    assert "점검이 있습니다." in page(client)


@pytest.mark.parametrize(
    "changes",
    [
        {"text_en": ""},
        {"text_ko": "......"},
        {"down_until": None},
        {"shown_until": timezone.localtime() - 3 * HOUR},
        {"down_from": timezone.localtime() - 3 * HOUR},
    ],
)
def test_one_that_contradicts_itself_is_refused_in_words(client, staff, changes):
    client.force_login(staff)

    response = saved(client, **changes)

    assert Banner.objects.count() == 0
    assert response.context["adminform"].form.errors


def test_nobody_else_writes_one_and_none_is_deleted(client, staff, groups):
    banner = shown()
    client.force_login(staff)
    delete = reverse("admin:programs_banner_delete", args=[banner.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403

    client.force_login(UserFactory(is_staff=True))

    assert client.get(reverse("admin:programs_banner_add")).status_code == 403
