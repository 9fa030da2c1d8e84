"""Pictures of a story: made anew, described, ordered, removed, withheld."""

import hashlib
import threading

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from programs.actions import picture as actions
from programs.actions.errors import FileGone, OwnFile, TooManyPictures
from programs.actions.picture import (
    add_picture,
    describe_picture,
    move_picture,
    remove_picture,
)
from programs.actions.verdict import record_infected, release_files
from programs.enums import ScanState
from programs.models import Picture, Story
from programs.pictures import Unusable
from programs.tasks import scan_file
from tests.clamd import address_of_nobody, fake_clamd, says
from tests.factories.accounts import FoundationUserFactory
from tests.factories.stories import PictureFactory, StoryFactory
from tests.factories.zones import AgencyMemberFactory
from tests.hostile_files import pdf
from tests.mails import queued_mails
from tests.pictures import CAMERA, HEIC, moving, opened, phone_photo, png
from tests.races import PATIENCE, at_once

pytestmark = pytest.mark.django_db
SEEN = "연구원이 장비를 살펴보고 있다."


@pytest.fixture
def member():
    return AgencyMemberFactory()


@pytest.fixture
def story(member):
    return StoryFactory(agency=member.agency)


def upload(content=None, name="IMG_0001.jpg"):
    return SimpleUploadedFile(name, phone_photo() if content is None else content)


def add(story, member, content=None, **words):
    return add_picture(story, by=member.user, upload=upload(content), alt_ko=SEEN, **words)


def read(file) -> bytes:
    with file.open() as stored:
        return stored.read()


def verbs(story) -> list[str]:
    return [event.verb for event in story.events.all()]


def test_nothing_of_the_photo_itself_is_kept(story, member, settings):
    picture = add(story, member)

    kept = [path.read_bytes() for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]
    assert sorted(kept) == sorted([read(picture.file), read(picture.file_small)])
    assert not any(CAMERA in content for content in kept)
    assert {opened(content).format for content in kept} == {"WEBP"}


def test_facts_are_those_of_what_is_kept(story, member):
    picture = add(story, member, phone_photo(2000, 1000), credit="특구재단", caption_ko="현장")

    large, small = read(picture.file), read(picture.file_small)
    assert (picture.width, picture.height) == opened(large).size == (1600, 800)
    assert (picture.width_small, picture.height_small) == opened(small).size == (640, 320)
    assert picture.sha256 == hashlib.sha256(large).hexdigest()
    assert picture.sha256_small == hashlib.sha256(small).hexdigest()
    assert picture.size == len(large)
    assert (picture.alt_ko, picture.caption_ko, picture.credit) == (SEEN, "현장", "특구재단")
    assert verbs(story) == ["add_picture"]


def test_the_same_photo_twice_is_there_once(story, member):
    first, second = (add(story, member) for _time in range(2))

    assert first == second
    assert verbs(story) == ["add_picture"]


def test_a_photo_that_was_removed_may_come_back(story, member):
    remove_picture(add(story, member), by=member.user)

    add(story, member)

    assert story.pictures.current().count() == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (HEIC, "heic"),
        (pdf(), "not_a_picture"),
        (moving("GIF"), "gif"),
        (moving("PNG"), "animated"),
        (phone_photo()[:3000], "damaged"),
    ],
)
def test_refusal_says_why_and_leaves_nothing(story, member, settings, content, code):
    with pytest.raises(ValidationError) as refusal:
        add(story, member, content)

    assert refusal.value.code == code
    assert refusal.value.messages[0]
    assert not Picture.objects.exists()
    assert not any(path.is_file() for path in settings.MEDIA_ROOT.rglob("*"))


@pytest.mark.parametrize("reason", ["damaged", "animated", "too_large", "too_slow", "crashed"])
def test_every_reason_of_the_maker_has_words(story, member, monkeypatch, reason):
    def unusable(_file):
        raise Unusable(reason)

    monkeypatch.setattr(actions, "make_anew", unusable)

    with pytest.raises(ValidationError) as refusal:
        add(story, member)

    assert refusal.value.messages[0]


def test_a_picture_without_words_is_refused_by_the_database(story, member):
    with pytest.raises(IntegrityError, match="has_alt"), transaction.atomic():
        add_picture(story, by=member.user, upload=upload(), alt_ko=" ")


def test_no_more_than_so_many(story, member, monkeypatch):
    monkeypatch.setattr(actions, "MOST_PICTURES", 1)
    PictureFactory(story=story)

    with pytest.raises(TooManyPictures):
        add(story, member)


def sent_at_once(story, member) -> list:
    """Five colleagues send five photos."""
    return at_once(lambda n: add(story, member, png(colour=(n * 40, 0, 0))), count=5)


def test_no_more_than_so_many_when_colleagues_send_at_once(committed, monkeypatch):
    monkeypatch.setattr(actions, "MOST_PICTURES", 2)
    member = AgencyMemberFactory()
    story = StoryFactory(agency=member.agency)

    outcomes = sent_at_once(story, member)

    assert sorted(story.pictures.values_list("position", flat=True)) == [1, 2]
    assert [type(one) for one in outcomes].count(TooManyPictures) == 3


def test_control_without_the_lock_there_are_more(committed, monkeypatch):
    monkeypatch.setattr(actions, "MOST_PICTURES", 2)
    everybody = threading.Barrier(5)

    def not_held(pk):
        story = Story.objects.get(pk=pk)
        everybody.wait(PATIENCE)
        return story

    monkeypatch.setattr(actions, "story_held", not_held)
    read_together = threading.Barrier(5)
    record = actions.record_story_event

    def recorded_together(*arguments, **facts):
        """Nobody commits before all have looked."""
        read_together.wait(PATIENCE)
        record(*arguments, **facts)

    monkeypatch.setattr(actions, "record_story_event", recorded_together)
    member = AgencyMemberFactory()
    story = StoryFactory(agency=member.agency)

    sent_at_once(story, member)

    assert story.pictures.count() > 2


def test_words_beside_a_picture_are_changed_with_one_event(story, member):
    picture = PictureFactory(story=story)

    for _time in range(2):
        describe_picture(picture, by=member.user, alt_ko="새 설명", alt_en="", caption_ko="자막")

    picture.refresh_from_db()
    assert (picture.alt_ko, picture.caption_ko) == ("새 설명", "자막")
    assert verbs(story) == ["describe_picture"]


@pytest.mark.parametrize(
    ("place", "up", "expected"),
    [(2, True, ["1", "3", "2"]), (0, False, ["2", "1", "3"]), (0, True, ["1", "2", "3"])],
)
def test_order_changes_by_one_place(story, member, place, up, expected):
    pictures = [PictureFactory(story=story, name=str(number)) for number in (1, 2, 3)]

    move_picture(pictures[place], up=up, by=member.user)

    assert [one.name for one in story.pictures.current()] == expected


def test_what_was_removed_is_neither_described_nor_moved(story, member):
    picture = PictureFactory(story=story)
    for _time in range(2):
        remove_picture(picture, by=member.user)

    with pytest.raises(FileGone):
        describe_picture(picture, by=member.user, alt_ko="새 설명")
    with pytest.raises(FileGone):
        move_picture(picture, up=True, by=member.user)
    assert verbs(story) == ["remove_picture"]


def test_a_new_picture_waits_for_its_scan_while_the_scanner_is_down(story, member, settings):
    settings.CLAMD_ADDRESS = address_of_nobody()
    picture = add(story, member)

    scan_file(kind="picture", pk=picture.pk)

    picture.refresh_from_db()
    assert picture.scan_state == ScanState.WAITING
    assert picture.scan_failed_at is not None
    assert list(Picture.objects.shown()) == []


def test_a_clean_picture_is_shown(story, member, settings):
    settings.CLAMD_ADDRESS = address_of_nobody()
    picture = add(story, member)

    with fake_clamd() as clamd:
        settings.CLAMD_ADDRESS = clamd.address
        scan_file(kind="picture", pk=picture.pk)

    assert list(Picture.objects.shown()) == [picture]


def test_what_the_scanner_finds_is_withheld_and_told_once(story, member, settings):
    settings.CLAMD_ADDRESS = address_of_nobody()
    picture = add(story, member)

    with fake_clamd(says(b"stream: Odd FOUND\0")) as clamd:
        settings.CLAMD_ADDRESS = clamd.address
        scan_file(kind="picture", pk=picture.pk)
    record_infected(picture, finding="Odd")

    picture.refresh_from_db()
    assert (picture.scan_state, picture.scan_finding) == (ScanState.INFECTED, "Odd")
    assert [address for address, _subject in queued_mails()] == [member.user.email]
    assert verbs(story) == ["add_picture", "withhold_file"]


def withheld(story) -> Picture:
    return PictureFactory(
        story=story, scan_state="infected", scan_finding="Odd", scanned_at=story.created_at
    )


def test_the_foundation_releases_what_was_withheld_wrongly(story, member, groups):
    picture = withheld(story)

    release_files(picture.sha256, by=FoundationUserFactory(), reason="오진")

    picture.refresh_from_db()
    assert picture.scan_state == ScanState.CLEARED
    assert verbs(story) == ["release_file"]
    assert [address for address, _subject in queued_mails()] == [member.user.email]


def test_nobody_releases_a_picture_of_their_own_agency(story, member):
    picture = withheld(story)

    with pytest.raises(OwnFile):
        release_files(picture.sha256, by=member.user, reason="우리 것")
