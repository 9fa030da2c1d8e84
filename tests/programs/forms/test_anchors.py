import pytest
from django.core.exceptions import ValidationError

from programs.forms.anchors import LONGEST, MOST_ANCHORS, AnchorsField
from programs.forms.call_rows import CriterionForm

pytestmark = pytest.mark.django_db  # the form of a row asks for constraints
HIGH = {"least": 18, "text_ko": "시장이 뚜렷함", "text_en": "a clear market"}
LOW = {"least": 0, "text_ko": "근거 없음", "text_en": ""}


def test_lines_are_read_with_the_highest_first():
    typed = " 0 : 근거 없음\r\n\r\n18：시장이 뚜렷함 ｜ a clear market "

    assert AnchorsField(required=False).clean(typed) == [HIGH, LOW]


def test_what_was_read_is_shown_as_it_is_typed():
    shown = AnchorsField().prepare_value([HIGH, LOW])

    assert shown == "18: 시장이 뚜렷함 | a clear market\n0: 근거 없음"
    assert AnchorsField().clean(shown) == [HIGH, LOW]


@pytest.mark.parametrize(
    "line",
    [
        "시장이 뚜렷함",
        "18",
        "18: ",
        "18: \u3164",
        "-1: 근거",
        "1.5: 근거",
        f"1: {'가' * (LONGEST['text_ko'] + 1)}",
        f"1: 가 | {'a' * (LONGEST['text_en'] + 1)}",
        "\n".join(f"{number}: 가" for number in range(MOST_ANCHORS + 1)),
    ],
)
def test_other_lines_are_refused(line):
    with pytest.raises(ValidationError):
        AnchorsField().clean(line)


def test_nothing_is_no_line():
    field = AnchorsField(required=False)

    assert field.clean("") == field.clean(" \n") == []
    assert not field.has_changed(None, "")


@pytest.mark.parametrize(("weight", "is_valid"), [("18", True), ("17", False)])
def test_meaning_of_more_than_the_weight_is_refused(weight, is_valid):
    form = CriterionForm({"label_ko": "시장성", "weight": weight, "anchors": "18: 뚜렷함"})

    assert form.is_valid() == is_valid
    assert ("anchors" in form.errors) == (not is_valid)
