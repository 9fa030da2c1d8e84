"""Where the search of calls looks."""

import pytest
from django.utils import timezone

from programs.models import Call
from programs.models.call_queryset import MOST_WORDS
from tests.factories.programs import AttachmentFactory, CallFactory, attached, open_call
from tests.factories.zones import AgencyFactory, ZoneFactory


@pytest.fixture
def call(db):
    """One word in each place, and another call with none of them."""
    zone = ZoneFactory(name_ko="나주", name_en="Naju")
    agency = AgencyFactory(zone=zone, name_ko="한빛재단", name_en="Hanbit")
    call = CallFactory(agency=agency, title_ko="수소 공고", eligibility="청년 대표")
    AttachmentFactory(call=call, name="붙임.pdf", text="플라즈마건조 공정의 세부 기준")
    CallFactory(title_ko="다른 공고")
    return call


@pytest.mark.parametrize(
    "text", ["수소", "청년", "한빛", "hanbit", "나주", "NAJU", "건조", "플라즈마건조", "붙임"]
)
def test_a_word_is_found_in_every_place(call, text):
    assert list(Call.objects.matching(text)) == [call]


@pytest.mark.parametrize("text", ["수소 플라즈마", "나주 건조 한빛", "청년 naju 공정", "기준 수소"])
def test_words_may_stand_in_different_places(call, text):
    assert list(Call.objects.matching(text)) == [call]


@pytest.mark.parametrize("text", ["수소 특허", "나주 건조 특허", "플라즈마 로봇"])
def test_every_word_must_stand_somewhere(call, text):
    assert list(Call.objects.matching(text)) == []


def test_a_file_that_was_removed_is_not_searched(call):
    attached(call, text="폐지된기준", removed_at=timezone.now())

    assert list(Call.objects.matching("폐지된기준")) == []


def test_words_in_files_of_drafts_stay_unknown(db):
    draft = CallFactory()
    AttachmentFactory(call=draft, text="비공개낱말")

    assert list(Call.objects.matching("비공개낱말")) == [draft]
    assert list(Call.objects.published().matching("비공개낱말")) == []


def test_a_whole_page_may_be_pasted(db):
    call = open_call(title_ko="수소 " * 20)
    words = ["수소"] * 50 + [f"{number}번" for number in range(90)]

    assert list(Call.objects.matching("수소 " * 60)) == [call]
    assert list(Call.objects.matching(" ".join(words))) == []
    assert MOST_WORDS == 12
