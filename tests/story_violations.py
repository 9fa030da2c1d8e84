"""Rows of stories and pictures that contradict themselves."""

from typing import Any

from tests.factories.accounts import UserFactory
from tests.factories.stories import PictureFactory, StoryFactory


def _changed(row: Any, **fields: Any) -> None:
    """As a bulk update writes it: no form, no save(), no validation."""
    type(row).objects.filter(pk=row.pk).update(**fields)


def _twice() -> None:
    picture = PictureFactory()
    PictureFactory(story=picture.story, sha256=picture.sha256)


STORY_VIOLATIONS = [
    ("programs_story_state_has_stamps", lambda: _changed(StoryFactory(), state="published")),
    (
        "programs_story_state_has_stamps",
        lambda: _changed(StoryFactory(published=True), state="withdrawn"),
    ),
    (
        "programs_story_published_pair",
        lambda: _changed(StoryFactory(published=True), published_by=None),
    ),
    (
        "programs_story_withdrawn_pair",
        lambda: _changed(StoryFactory(), withdrawn_by=UserFactory()),
    ),
    (
        "programs_story_published_has_text",
        lambda: _changed(StoryFactory(published=True), body_ko=" \n\t"),
    ),
    (
        "programs_story_published_has_text",
        lambda: _changed(StoryFactory(published=True), title_ko=""),
    ),
    (
        "programs_story_published_visit_has_day",
        lambda: _changed(StoryFactory(published=True), kind="site_visit"),
    ),
    (
        "programs_story_published_company_agreed",
        lambda: _changed(StoryFactory(published=True), company_name="주식회사 예시"),
    ),
    (
        "programs_story_published_company_agreed",
        lambda: _changed(StoryFactory(published=True, names_company=True), agreement_on=None),
    ),
    (
        "programs_story_published_company_agreed",
        lambda: _changed(StoryFactory(published=True, names_company=True), agreement_from=" "),
    ),
    ("programs_picture_has_alt", lambda: PictureFactory(alt_ko="")),
    ("programs_picture_has_alt", lambda: PictureFactory(alt_ko=" \u3000\n")),
    ("programs_picture_digests_have_form", lambda: PictureFactory(sha256="A" * 64)),
    ("programs_picture_digests_have_form", lambda: PictureFactory(sha256_small="")),
    ("programs_picture_once", _twice),
]
