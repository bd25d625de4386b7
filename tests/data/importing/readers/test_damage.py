"""Files damaged at random are read or refused in words; nothing else ever comes out of a reader."""

import io
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import DocumentError
from data.importing.guard import Container
from data.importing.readers import extract
from tests.data.importing.readers import files

DAMAGE = st.lists(
    st.tuples(
        st.floats(0, 1, exclude_max=True),
        st.sampled_from(
            ['"', "<", ">", "/", '=""', "99999999999", "-1", "\u00b2", "<p>", "<tbl><tr><tc>", "1e400"]
        ),
        st.integers(0, 12),
    ),
    min_size=1,
    max_size=4,
)
FILES = {
    "numbers": (files.numbered_word, Container.WORD, ("word/document.xml", "word/numbering.xml")),
    "table": (files.table_word, Container.WORD, ("word/document.xml", "word/_rels/document.xml.rels")),
    "ofd": (
        files.outline_ofd,
        Container.OFD,
        ("OFD.xml", "Doc_0/Document.xml", "Doc_0/Pages/Page_0/Content.xml"),
    ),
    "workbook": (
        files.workbook,
        Container.WORKBOOK,
        ("xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"),
    ),
}


def parts_of(build: Callable[[], bytes]) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(build())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("kind", FILES)
@given(damage=DAMAGE, data=st.data())
def test_damaged_parts(kind: str, damage: list[tuple[float, str, int]], data: st.DataObject) -> None:
    build, container, names = FILES[kind]
    parts = parts_of(build)
    name = data.draw(st.sampled_from(names))
    text = parts[name].decode()
    for place, put, cut in damage:
        start = int(place * len(text))
        text = text[:start] + put + text[start + cut :]
    parts[name] = text.encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for each, content in parts.items():
            archive.writestr(each, content)
    assert told(out.getvalue(), container)


@given(
    damage=st.lists(
        st.tuples(st.floats(0, 1, exclude_max=True), st.binary(max_size=4), st.integers(0, 8)),
        min_size=1,
        max_size=6,
    )
)
def test_damaged_pdf_files(damage: list[tuple[float, bytes, int]]) -> None:
    content = files.table_pdf()
    for place, put, cut in damage:
        start = int(place * len(content))
        content = content[:start] + put + content[start + cut :]
    assert told(content, Container.PDF)


def told(content: bytes, container: Container) -> str:
    try:
        extract(content, container)
    except DocumentError as error:
        return error.what and error.todo
    return "text"
