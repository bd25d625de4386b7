"""Cleaning takes out what has no shape, and nothing else."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.importing.cleaning import clean
from data.names.directory import Directory
from tests.data.documents import document_of


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("", ""),
        ("虚构\t的\n正文", "虚构\t的\n正文"),
        ("甲\r\n乙\r丙\x0b丁\x0c戊\u2028己\x85庚", "甲\n乙\n丙\n丁\n戊\n己\n庚"),
        ("虚\x00构\x1b[0m\x7f", "虚构[0m"),
        ("\ufeff虚\u200b构\u200d\u2060\xad", "虚构"),
        ("\u202e构虚\u202c \u2066虚\u2069", "构虚 虚"),
        ("虚\ufe0f构\U000e0100\U000e0041", "虚构"),
        ("虚\ufffe\uffff\ufdd0\U0001ffff\ud800构", "虚构"),
        ("⻔⺠⻓⼀⼤", "门民长一大"),
        ("\U00020bb7野家 ㈠ ①", "\U00020bb7野家 ㈠ ①"),
    ],
)
def test_clean(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@settings(max_examples=200)
@given(st.text())
def test_what_is_left_can_be_seen_and_stays(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert not [sign for sign in cleaned if unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\t\n"]
    assert cleaned.encode("utf-8").decode() == cleaned


def test_a_text_file_is_shown_clean(directory: Directory) -> None:
    content = "1.\u202e虚构\u200b任务。\r\n责任部门：研究\ufeff室\r\n".encode()
    document = document_of(content, "虚构.txt", directory)
    assert document.source == "1.虚构任务。\n责任部门：研究室\n"
    assert [mention.text for mention in document.tasks[0].mentions] == ["研究室"]
