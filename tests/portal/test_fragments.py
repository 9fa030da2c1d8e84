"""Parts of pages that are kept are kept under all that is in them."""

import pytest
from django.template import engines

from portal.common.fragments import content_key
from programs.models import Call
from tests.factories.programs import CallFactory

PART = '{% load cache %}{% cache None part key using="fragments" %}{{ said }}{% endcache %}'


@pytest.fixture
def read(db):
    pk = CallFactory().pk
    return lambda: Call.objects.select_related("agency").get(pk=pk)


def test_the_same_content_has_the_same_key(read):
    assert content_key(read(), "open") == content_key(read(), "open")


def test_another_word_in_the_row_makes_another_key(read):
    before = content_key(read())
    Call.objects.update(purpose="다른 목적")
    assert content_key(read()) != before


def test_another_word_in_a_parent_makes_another_key(read):
    before, call = content_key(read()), read()
    type(call.agency).objects.update(name_ko="다른 기관")
    assert content_key(read()) != before


def test_another_hour_makes_another_key(read):
    assert content_key(read(), "open") != content_key(read(), "closed")


def test_what_is_of_one_reader_can_be_left_out(read):
    mine, other = read(), read()
    mine.is_saved, other.is_saved = True, False
    assert content_key(mine) != content_key(other)
    assert content_key(mine, without=["is_saved"]) == content_key(other, without=["is_saved"])


def test_a_part_whose_key_does_not_name_all_of_it_is_found_by_the_tests():
    template = engines["django"].from_string(PART)
    template.render({"key": "k", "said": "one"})
    with pytest.raises(AssertionError, match="part"):
        template.render({"key": "k", "said": "other"})
