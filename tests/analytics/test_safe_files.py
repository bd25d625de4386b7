"""Names of files from any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.safe.files import as_file_name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("研究室", "研究室.docx"),
        ("甲/乙\\丙", "甲 乙 丙.docx"),
        ("../../甲", "甲.docx"),
        (" . ", "文件.docx"),
        ("", "文件.docx"),
    ],
)
def test_names(text: str, expected: str) -> None:
    assert as_file_name(text, ".docx") == expected


@given(st.text())
def test_any_text_gives_one_name_in_one_folder(text: str) -> None:
    name = as_file_name(text, ".docx")
    assert not set(name) & set('/\\:*?"<>|\0')
    assert 0 < len(name.encode()) <= 255
    assert not name.startswith(".")
