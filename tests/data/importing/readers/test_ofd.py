"""OFD files: places of characters, templates, what is refused and what is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import DocumentError
from data.importing.guard import Container
from data.importing.own import MARK
from data.importing.readers import extract
from data.importing.readers.ofd import _steps, read_ofd
from tests.data.importing.readers.files import outline_ofd
from tests.data.importing.readers.ofd_writer import Page, packed, page_xml, write_ofd


def lines(content: bytes) -> list[str]:
    return extract(content, Container.OFD).text.splitlines()


def document(content: str) -> bytes:
    """A file of one page whose XML is given."""
    page = '<Page ID="1" BaseLoc="p.xml"/>'
    return packed(
        {
            "OFD.xml": "<OFD><DocBody><DocRoot>/d/Document.xml</DocRoot></DocBody></OFD>",
            "d/Document.xml": f"<Document><Pages>{page}</Pages></Document>",
            "d/p.xml": content,
        }
    )


def text_object(text: str, boundary: str, code: str = 'X="0" Y="4"', more: str = "") -> str:
    return (
        f'<TextObject Boundary="{boundary}" Size="4" {more}><TextCode {code}>{text}</TextCode></TextObject>'
    )


def test_objects_become_lines_by_their_places_not_by_their_order() -> None:
    page = Page()
    page.text(90, 200, "二、推进虚构乙。")
    page.text(90, 100, "一、推进")
    page.text(90 + 4 * 12, 100, "虚构甲。")
    assert lines(write_ofd([page])) == ["一、推进虚构甲。", "二、推进虚构乙。"]


def test_characters_one_by_one_and_in_a_matrix() -> None:
    signs = [text_object(sign, f"{20 + 4 * at} 30 4 5") for at, sign in enumerate("虚构甲")]
    doubled = text_object("虚构乙", "20 50 30 10", 'X="0" Y="4" DeltaX="4 4"', 'CTM="2 0 0 2 0 0"')
    content = document(page_xml([*signs, doubled]).replace("ofd:", "").replace("xmlns:", "x"))
    assert lines(content) == ["虚构甲", "虚构乙"]


def test_a_template_is_printed_under_every_page_and_is_told_as_running() -> None:
    template = Page()
    template.text(90, 50, "虚构法院文件", 9)
    pages = [Page(), Page(), Page()]
    for at, page in enumerate(pages):
        page.text(90, 100, f"{at + 1}．推进虚构甲。（研究室）")
    read = extract(write_ofd(pages, template=template), Container.OFD)
    assert read.text.splitlines() == [f"{at}．推进虚构甲。（研究室）" for at in (1, 2, 3)]
    assert read.left_out == ("每页重复的页眉页脚没有读入：「虚构法院文件」",)


def test_a_ruled_table_is_told_to_be_read_by_lines() -> None:
    page = Page()
    page.text(90, 100, "虚构甲")
    for x in (80, 200, 300):
        page.rule(x, 90, x, 190)
    assert extract(write_ofd([page]), Container.OFD).left_out == (
        "表格没有按单元格读，一行文字读作一行，请逐项核对",
    )


def test_a_scanned_file_is_told() -> None:
    page = Page()
    page.picture()
    with pytest.raises(DocumentError, match="OFD 里没有文字层，可能是扫描件"):
        extract(write_ofd([page]), Container.OFD)


@pytest.mark.parametrize(
    "content",
    [
        packed({"OFD.xml": "<OFD/>"}),
        packed({"OFD.xml": "<OFD><DocBody><DocRoot>no.xml</DocRoot></DocBody></OFD>"}),
        packed({"OFD.xml": "<OFD>"}),
        outline_ofd()[:-40],
    ],
)
def test_a_damaged_file_is_told(content: bytes) -> None:
    with pytest.raises(DocumentError, match="损坏"):
        extract(content, Container.OFD)


def test_what_the_dashboard_made_is_refused() -> None:
    with pytest.raises(DocumentError, match="看板自己导出"):
        extract(write_ofd([Page()], keywords=MARK), Container.OFD)


def test_entities_are_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]><Page>&a;</Page>'
    with pytest.raises(DocumentError, match="不安全"):
        extract(document(bomb), Container.OFD)


@pytest.mark.parametrize(
    ("text", "most", "expected"),
    [
        ("3.5 g 2 4", 5, [3.5, 4.0, 4.0]),
        ("g 900000000 4", 2, [4.0, 4.0]),
        ("g -3 4 1", 5, [1.0]),
        ("1 x 2", 5, [1.0]),
        ("g 2", 5, []),
        ("nan 1", 5, []),
        ("", 5, []),
        ("1 1", -1, []),
    ],
)
def test_steps(text: str, most: int, expected: list[float]) -> None:
    assert _steps(text, most) == expected


@given(st.text(alphabet="0123456789.-g enainf", max_size=40), st.text(alphabet="0123456789.-e ", max_size=30))
def test_any_numbers_are_read_or_passed_over(delta: str, boundary: str) -> None:
    code = f'X="1" Y="4" DeltaX="{delta}" DeltaY="{delta[::-1]}"'
    content = document(f"<Page>{text_object('虚构甲', boundary, code)}</Page>")
    try:
        read = read_ofd(content).text
    except DocumentError:
        return
    assert set(read) <= set("虚构甲 \n")
