"""Every hostile file ends in words that a person can act on, within seconds and bounded memory."""

import subprocess
import sys
import time

import pytest

from data.errors import DocumentError
from data.importing.guard import Container
from data.importing.reading import read_content
from data.importing.sandbox import extract
from data.names.directory import Directory
from tests.data.importing.readers import files
from tests.data.importing.readers.hostile import READ, REFUSED, pdf_form_bomb

PATIENCE = 25  # seconds on a busy machine: more than the limit of the reader itself


@pytest.mark.parametrize("kind", REFUSED)
def test_a_hostile_file_is_refused_in_words(kind: str) -> None:
    name, build, words = REFUSED[kind]
    content = build()
    started = time.perf_counter()
    with pytest.raises(DocumentError) as caught:
        read_content(content, name, Directory())
    assert time.perf_counter() - started < PATIENCE
    assert [word for word in (words, name, "请") if word not in str(caught.value)] == []


@pytest.mark.parametrize("kind", READ)
def test_an_odd_file_is_read(kind: str) -> None:
    name, build = READ[kind]
    assert "虚构" in read_content(build(), name, Directory()).source


def test_a_page_that_never_ends_is_stopped() -> None:
    started = time.perf_counter()
    with pytest.raises(DocumentError):
        read_content(pdf_form_bomb(), "弹.pdf", Directory())
    assert time.perf_counter() - started < PATIENCE


def test_the_process_of_a_reader_cannot_take_more() -> None:
    code = (
        "from data.importing.readers.__main__ import MAX_MEMORY, limit_resources\n"
        "limit_resources()\n"
        "try:\n    bytearray(MAX_MEMORY)\nexcept MemoryError:\n    print('no memory')\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert ended.stdout.split() == ["no", "memory"]


def test_who_waits_too_long_is_told() -> None:
    with pytest.raises(DocumentError, match="超过 20 秒"):
        extract(files.word_of(["虚构"]), Container.WORD, max_wait=0.001)


def test_a_reader_that_dies_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    with pytest.raises(DocumentError, match="内存超限或内容损坏"):
        extract(files.word_of(["虚构"]), Container.WORD)
