"""Bytes to characters: every encoding that documents come in, and refusal of what is no text."""

import pytest

from data.errors import DocumentError
from data.importing.decoding import decode

TEXT = "2024年全市法院改革工作要点\r\n1. 健全审判管理机制。\r\n责任部门：审判管理办公室、立案庭\r\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "big5"]
)
def test_the_same_text_in_every_encoding(encoding):
    text = "審判管理辦公室、立案庭的工作要點，在中國有一定的發展" if encoding == "big5" else TEXT
    assert decode(text.encode(encoding)) == text


def test_plain_ascii_is_text():
    assert decode(b"1. plan\n") == "1. plan\n"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"  \r\n\t",
        b"\xef\xbb\xbf",
        b"abc\0def",
        bytes(range(256)) * 8,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 64,
    ],
    ids=["empty", "blank", "only a mark", "nul", "binary", "old office file"],
)
def test_what_is_no_text_is_refused(content):
    with pytest.raises(DocumentError) as refused:
        decode(content)
    assert "请" in str(refused.value)


def test_a_damaged_byte_is_never_dropped():
    damaged = TEXT.encode("utf-8")[:-3] + b"\xff\xfe\xff"
    with pytest.raises(DocumentError):
        decode(damaged)
