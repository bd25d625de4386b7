import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.numerals import chinese, digit_by_digit, number_value


@pytest.mark.parametrize(
    ("number", "numeral"),
    [
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (35, "三十五"),
        (100, "一百"),
        (105, "一百零五"),
        (0, "〇"),
    ],
)
def test_numerals(number: int, numeral: str) -> None:
    assert chinese(number) == numeral


@given(st.integers(1, 999))
def test_what_is_printed_is_read(number: int) -> None:
    assert number_value(chinese(number)) == number
    assert number_value(digit_by_digit(number)) == number
