"""Every hostile file ends in words that a person can act on, within seconds and bounded memory."""

from collections.abc import Callable
from functools import partial

import pytest

from data.errors import DocumentError
from data.importing import reading
from data.importing.directory_files import read_directory_file
from data.importing.reading import read_content
from data.importing.returned import read_returned
from data.limited import run_limited
from data.names.known import KnownNames
from tests.data.importing.readers import bombs, hostile
from tests.data.importing.readers.hostile import pdf_form_bomb

REFUSED = hostile.REFUSED | bombs.REFUSED
READ = hostile.READ | bombs.READ
DOORS: dict[str, Callable[[bytes, str], object]] = {
    "a ledger that comes back": read_returned,
    "a directory": read_directory_file,
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_hostile_file_is_refused_in_words(kind: str) -> None:
    name, build, words = REFUSED[kind]
    content = build()
    with pytest.raises(DocumentError) as caught:
        read_content(content, name, KnownNames())
    assert [word for word in (words, name, "请") if word not in str(caught.value)] == []


@pytest.mark.parametrize("kind", READ)
def test_an_odd_file_is_read(kind: str) -> None:
    name, build = READ[kind]
    text = read_content(build(), name, KnownNames())[0].source
    assert "虚构" in text
    assert bombs.SERVER not in text  # what a field, a link or a formula would fetch is no text


@pytest.mark.parametrize("kind", bombs.OTHER_DOORS)
@pytest.mark.parametrize("door", DOORS)
def test_no_workbook_gets_through_another_door(door: str, kind: str) -> None:
    build, words = bombs.OTHER_DOORS[kind]
    with pytest.raises(DocumentError) as caught:
        DOORS[door](build(), "弹.xlsx")
    assert [word for word in (words, "弹.xlsx", "请") if word not in str(caught.value)] == []


def test_a_page_that_never_ends_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "run_limited", partial(run_limited, max_wait=3.0))
    with pytest.raises(DocumentError):
        read_content(pdf_form_bomb(), "弹.pdf", KnownNames())
