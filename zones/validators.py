"""Checks of numbers and dates that companies give."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LONGEST_BAN_YEARS = 10  # 국가연구개발혁신법 제32조제1항
BUSINESS_NUMBER_WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3, 5)


def digits_of(text: str) -> str:
    """Only the digits: people write business numbers with hyphens, blanks or full-width digits."""
    return "".join(str(int(letter)) for letter in text if letter.isdecimal())


def with_hyphens(business_number: str | None) -> str:
    """123-45-67891, as it is printed; empty where there is none."""
    if not business_number:
        return ""
    return f"{business_number[:3]}-{business_number[3:5]}-{business_number[5:]}"


def with_hyphen(corporate_number: str) -> str:
    """110111-0062432, as it is printed; empty where there is none."""
    return f"{corporate_number[:6]}-{corporate_number[6:]}" if corporate_number else ""


def validate_business_number(value: str) -> None:
    """사업자등록번호: ten digits, the last one a check digit.

    Weights 1 3 7 1 3 7 1 3 5 over the first nine, plus the tens of five times the ninth; the check
    digit fills the sum to a multiple of ten. A right digit does not say that the business is alive.
    Raises ValidationError.
    """
    digits = digits_of(value)
    if len(digits) != 10:
        raise ValidationError(
            _("A business number has ten digits, like 123-45-67891."), code="length"
        )
    numbers = [int(digit) for digit in digits]
    total = sum(n * w for n, w in zip(numbers, BUSINESS_NUMBER_WEIGHTS, strict=False))
    total += numbers[8] * 5 // 10
    if (10 - total % 10) % 10 != numbers[9]:
        raise ValidationError(
            _("This business number cannot exist: its check digit is wrong. Check each digit."),
            code="check_digit",
        )


def validate_corporate_number(value: str) -> None:
    """법인등록번호: thirteen digits. Whether the last one is right is another question.

    Raises ValidationError.
    """
    if len(digits_of(value)) != 13:
        raise ValidationError(
            _("A corporate number has thirteen digits, like 110111-0062432."), code="length"
        )


def corporate_number_is_odd(value: str) -> bool:
    """Whether the check digit is wrong, as of a slip of the finger: a reason to warn, not to refuse.

    Weights 1 and 2 in turn over the first twelve; the last digit fills the sum to a multiple of
    ten. Numbers that were issued since 31 January 2025 may have no check digit.
    """
    numbers = [int(digit) for digit in digits_of(value)]
    total = sum(n * (1 + place % 2) for place, n in enumerate(numbers[:12]))
    return (10 - total % 10) % 10 != numbers[12]


def validate_stages_add_up(
    *, national_won: int, local_won: int, parts: Sequence[tuple[int, int]]
) -> None:
    """The national and the local money of the stages add up to the budget's; no parts are fine.

    `parts` are (national, local) in won. Raises ValidationError.
    """
    national, local = (sum(column) for column in zip(*parts, strict=True)) if parts else (0, 0)
    if parts and (national, local) != (national_won, local_won):
        raise ValidationError(
            _(
                "The stages add up to %(national)s (national) and %(local)s (local) won; "
                "the budget has %(national_won)s and %(local_won)s."
            ),
            params={
                "national": f"{national:,}",
                "local": f"{local:,}",
                "national_won": f"{national_won:,}",
                "local_won": f"{local_won:,}",
            },
            code="stages",
        )


def validate_number_fits_kind(*, applicant_kind: str, business_number: str | None) -> None:
    """A prospective founder has no business number, all others have one.

    Raises ValidationError with the field's name.
    """
    if applicant_kind == "founder" and business_number:
        raise ValidationError(
            {"business_number": _("A prospective founder has no business number: leave it empty.")}
        )
    if applicant_kind != "founder" and not business_number:
        raise ValidationError({"business_number": _("Give the business number.")})


def validate_period(first: date | None, until: date | None, *, last: str) -> None:
    """A period ends on its first day at the earliest; one without an end is fine.

    Raises ValidationError at the field that `last` names.
    """
    if first and until and until < first:
        raise ValidationError({last: _("The last day lies before the first.")})


def validate_ban_period(starts_on: date, ends_on: date) -> None:
    """A ban ends after its start and runs for ten years at most (국가연구개발혁신법 제32조제1항).

    Raises ValidationError at `ends_on`.
    """
    validate_period(starts_on, ends_on, last="ends_on")
    # The first day counts, so the tenth anniversary is a day too many, in leap years too
    length = (ends_on.year - starts_on.year, ends_on.month, ends_on.day)
    if length >= (LONGEST_BAN_YEARS, starts_on.month, starts_on.day):
        raise ValidationError({"ends_on": _("A participation ban runs for ten years at most.")})
