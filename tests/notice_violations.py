"""Notices, answers and their former texts that contradict themselves."""

from programs.models import TextVersion
from tests.factories.accounts import UserFactory
from tests.factories.notices import FaqFactory, NoticeFactory, NoticeFileFactory


def _changed(row, **fields):
    type(row).objects.filter(pk=row.pk).update(**fields)


def _version(**things):
    TextVersion.objects.create(content={}, replaced_by=UserFactory(), **things)


def _of(kind: str, make, *, words: str) -> list:
    return [
        (f"programs_{kind}_state_has_stamps", lambda: _changed(make(), state="published")),
        (
            f"programs_{kind}_state_has_stamps",
            lambda: _changed(make(published=True), state="withdrawn"),
        ),
        (
            f"programs_{kind}_published_pair",
            lambda: _changed(make(published=True), published_by=None),
        ),
        (f"programs_{kind}_withdrawn_pair", lambda: _changed(make(), withdrawn_by=UserFactory())),
        (
            f"programs_{kind}_withdrawn_has_reason",
            lambda: _changed(make(withdrawn=True), withdrawn_reason=" "),
        ),
        (
            f"programs_{kind}_withdrawn_has_reason",
            lambda: _changed(make(published=True), withdrawn_reason="까닭"),
        ),
        (
            f"programs_{kind}_published_has_text",
            lambda: _changed(make(published=True), **{words: " \n\t"}),
        ),
    ]


NOTICE_VIOLATIONS = [
    *_of("notice", NoticeFactory, words="body_ko"),
    *_of("faq", FaqFactory, words="answer_ko"),
    (
        "programs_notice_source_is_of_the_web",
        lambda: NoticeFactory(source_url="javascript:alert(1)"),
    ),
    ("programs_noticefile_digest_has_form", lambda: NoticeFileFactory(sha256="A" * 64)),
    ("programs_textversion_of_one_thing", lambda: _version()),
    (
        "programs_textversion_of_one_thing",
        lambda: _version(notice=NoticeFactory(), faq=FaqFactory()),
    ),
]
