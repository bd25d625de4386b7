"""Every hostile file ends in words that a person can act on, within seconds and bounded memory."""

from functools import partial

import pytest

from data.errors import DocumentError
from data.importing import reading
from data.importing.reading import read_content
from data.limited import run_limited
from data.names.known import KnownNames
from tests.data.importing.readers.hostile import READ, REFUSED, pdf_form_bomb


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
    assert "虚构" in read_content(build(), name, KnownNames())[0].source


def test_a_page_that_never_ends_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "run_limited", partial(run_limited, max_wait=3.0))
    with pytest.raises(DocumentError):
        read_content(pdf_form_bomb(), "弹.pdf", KnownNames())
