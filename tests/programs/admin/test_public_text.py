"""The foundation writes notices and answers in the admin, looks at them, publishes, withdraws."""

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from programs.models import Faq, Notice
from tests.counting import statements
from tests.factories.accounts import UserFactory
from tests.factories.notices import FaqFactory, NoticeFactory, NoticeFileFactory
from tests.factories.programs import open_call
from tests.hostile_files import pdf
from tests.words import said

pytestmark = pytest.mark.django_db
SENT = {"csrfmiddlewaretoken": "-"}  # what a browser sends of a form without fields


@pytest.fixture
def desk(client, staff):
    client.force_login(staff)
    return client


def page(text, verb) -> str:
    return reverse(f"admin:programs_{text._meta.model_name}_{verb}", args=[text.pk])


def form_of(client, path) -> dict[str, str]:
    """What a browser would send back, unchanged."""
    form = client.get(path).context["form"]
    sent = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in sent.items()}


def test_a_notice_from_the_draft_to_its_page(desk, client, staff):
    call = open_call()
    add = reverse("admin:programs_notice_add")
    sent = form_of(desk, add) | {"title_ko": "새 공지", "body_ko": "## 준비", "calls": [call.pk]}

    answer = desk.post(add, sent)

    notice = Notice.objects.get()
    assert answer.url == page(notice, "change")
    assert (notice.created_by, list(notice.calls.all())) == (staff, [call])
    assert "<h3>준비</h3>" in desk.get(answer.url).content.decode()
    assert desk.post(page(notice, "publish"), SENT).url == page(notice, "change")
    notice.refresh_from_db()
    assert notice.is_published


def test_a_preview_saves_nothing_and_shows_what_is_typed(desk):
    add = reverse("admin:programs_faq_add")
    sent = form_of(desk, add) | {"category": "zones", "question_ko": "왜?", "answer_ko": "**답**"}

    response = desk.post(add, {**sent, "preview": "1"})

    shown = response.content.decode()
    assert said("Preview: nothing is saved yet.") in shown
    assert "<strong>답</strong>" in shown
    assert 'name="question_ko" value="왜?"' in shown
    assert not Faq.objects.exists()


def test_html_of_a_preview_is_text(desk):
    add = reverse("admin:programs_faq_add")
    sent = form_of(desk, add) | {"category": "zones", "question_ko": "<b>왜", "preview": "1"}

    shown = desk.post(add, sent | {"answer_ko": "<script>alert(1)</script>"}).content.decode()

    assert "<script>alert(1)" not in shown
    assert "<b>왜" not in shown


def test_two_who_write_at_once_see_both_texts(desk):
    notice = NoticeFactory(body_ko="첫 글")
    path = page(notice, "write")
    mine, theirs = form_of(desk, path), form_of(desk, path)
    desk.post(path, theirs | {"body_ko": "동료의 글"})

    refused = desk.post(path, mine | {"body_ko": "나의 글"})

    shown = refused.content.decode()
    notice.refresh_from_db()
    assert notice.body_ko == "동료의 글"
    assert "<td>동료의 글</td>" in shown
    assert "<td>나의 글</td>" in shown
    again = {name: value or "" for name, value in refused.context["form"].data.items()}
    desk.post(path, again)
    notice.refresh_from_db()
    assert notice.body_ko == "나의 글"


def test_a_published_text_asks_why_it_is_changed(desk):
    faq = FaqFactory(published=True, answer_ko="7일")
    path = page(faq, "write")
    sent = form_of(desk, path) | {"answer_ko": "10일", "is_shown": "on"}

    refused = desk.post(path, sent | {"reason": ""})
    saved = desk.post(path, sent | {"reason": "법 개정"})

    assert list(refused.context["form"].errors) == ["reason"]
    assert saved.status_code == 302
    shown = desk.get(saved.url).content.decode()
    assert "법 개정" in shown
    assert "<del>7일</del>" in shown
    assert faq.text_versions.get().is_shown


def test_a_published_text_does_not_come_to_say_nothing(desk):
    faq = FaqFactory(published=True)
    path = page(faq, "write")

    refused = desk.post(path, form_of(desk, path) | {"answer_ko": "", "reason": "지움"})

    assert list(refused.context["form"].errors) == ["answer_ko"]


def test_an_empty_draft_is_not_published_and_the_page_says_what_is_missing(desk):
    faq = FaqFactory(answer_ko="")

    shown = desk.post(page(faq, "publish"), SENT).content.decode()

    faq.refresh_from_db()
    assert faq.state == "draft"
    assert said("answer (Korean)") in shown


def test_a_withdrawal_has_a_reason(desk):
    notice = NoticeFactory(published=True)

    refused = desk.post(page(notice, "withdraw"), {"reason": "..."})
    desk.post(page(notice, "withdraw"), {"reason": "행사가 취소됨"})

    notice.refresh_from_db()
    assert list(refused.context["form"].errors) == ["reason"]
    assert (notice.state, notice.withdrawn_reason) == ("withdrawn", "행사가 취소됨")


def test_a_notice_is_put_on_top_until_a_day_to_come(desk):
    notice = NoticeFactory(published=True)
    today = timezone.localdate()

    refused = desk.post(page(notice, "pin"), {"until": today - timezone.timedelta(days=1)})
    desk.post(page(notice, "pin"), {"until": today})

    notice.refresh_from_db()
    assert list(refused.context["form"].errors) == ["until"]
    assert notice.is_pinned


def test_files_are_added_and_taken_out_on_one_page(desk):
    old = NoticeFileFactory()
    path = page(old.notice, "files")
    new = SimpleUploadedFile("새.pdf", pdf("new"))
    assert 'enctype="multipart/form-data"' in desk.get(path).content.decode()

    nothing = desk.post(path, SENT)
    answer = desk.post(path, {"files": [new], "remove": [old.pk]})

    assert nothing.context["form"].errors
    assert answer.status_code == 302
    assert [file.name for file in old.notice.files.current()] == ["새.pdf"]


def test_a_file_that_is_refused_is_named_and_the_others_stay(desk):
    notice = NoticeFactory()
    good, bad = SimpleUploadedFile("새.pdf", pdf()), SimpleUploadedFile("나쁨.pdf", b"MZ\0")

    shown = desk.post(page(notice, "files"), {"files": [good, bad]}).content.decode()

    assert "나쁨.pdf:" in shown
    assert [file.name for file in notice.files.current()] == ["새.pdf"]


def test_the_page_for_files_takes_what_others_do_not(desk, settings):
    """The mark of the view is still there behind the doors of the admin."""
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    large = SimpleUploadedFile("새.pdf", pdf("x" * 3000))
    notice = NoticeFactory()

    taken = desk.post(page(notice, "files"), {"files": [large]})
    refused = desk.post(page(notice, "write"), {"body_ko": "가" * 3000})

    assert (taken.status_code, refused.status_code) == (302, 413)


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_page_of_a_notice_costs_the_same_with_more(desk, staff, item_count):
    notice = NoticeFactory(published=True)
    for number in range(item_count):
        NoticeFileFactory(notice=notice)
        notice.calls.add(open_call())
        path = page(notice, "write")
        desk.post(path, form_of(desk, path) | {"body_ko": f"글 {number}", "reason": "까닭"})

    assert statements(desk, page(notice, "change")) == 10


def test_who_only_reads_in_the_admin_writes_nothing(client, groups):
    auditor = UserFactory(is_staff=True)
    auditor.groups.add(Group.objects.get(name="auditor"))
    client.force_login(auditor)
    notice = NoticeFactory()

    assert client.get(page(notice, "change")).status_code == 200
    assert client.get(reverse("admin:programs_notice_add")).status_code == 403
    for verb in ("write", "publish", "files"):
        assert client.post(page(notice, verb), {"title_ko": "x"}).status_code == 403
    notice.refresh_from_db()
    assert notice.state == "draft"
