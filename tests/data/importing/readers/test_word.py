"""Word files: what is printed and what is not."""

import io

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from data.importing.readers.word import read_word
from tests.data.importing.readers import files
from tests.data.importing.readers.hostile import word


def lines(body: str) -> list[str]:
    """The lines of a Word file with this body."""
    return read_word(word(body.encode())).text.split("\n")


def run(text: str, inside: str = "") -> str:
    return f"<r>{inside}<t>{text}</t></r>"


@pytest.mark.parametrize(
    ("body", "printed"),
    [
        (f"<p>{run('虚')}{run('构')}</p>", ["虚构"]),
        (f"<p>{run('虚')}<r><br/></r>{run('构')}</p>", ["虚", "构"]),
        (f"<p>{run('虚')}<r><tab/></r>{run('构')}</p>", ["虚 构"]),
        (f"<p>{run('虚')}<del>{run('删')}</del><ins>{run('增')}</ins></p>", ["虚增"]),
        (f"<p>{run('虚')}<moveFrom>{run('移')}</moveFrom><moveTo>{run('到')}</moveTo></p>", ["虚到"]),
        (f"<p>{run('虚')}{run('隐', '<rPr><vanish/></rPr>')}</p>", ["虚"]),
        (f"<p><hyperlink>{run('链')}</hyperlink><smartTag>{run('签')}</smartTag></p>", ["链签"]),
        (f"<p><sdt><sdtContent>{run('控')}</sdtContent></sdt></p>", ["控"]),
        (f"<sdt><sdtContent><p>{run('控')}</p></sdtContent></sdt>", ["控"]),
        ("<p><r><instrText>PAGE</instrText></r></p>" + f"<p>{run('虚')}</p>", ["虚"]),
        (f"<p><pPr><rPr><del/></rPr></pPr>{run('上')}</p><p>{run('下')}</p>", ["上下"]),
        (
            f"<p>{run('主')}<r><pict><txbxContent><p>{run('框')}</p></txbxContent></pict></r></p>",
            ["主", "框"],
        ),
        (
            "<p><r><AlternateContent><Choice>"
            f"<txbxContent><p>{run('新')}</p></txbxContent></Choice><Fallback>"
            f"<txbxContent><p>{run('旧')}</p></txbxContent></Fallback></AlternateContent></r></p>",
            ["新"],
        ),
        (
            '<sdt><sdtPr><docPartObj><docPartGallery val="Table of Contents"/></docPartObj></sdtPr>'
            f"<sdtContent><p>{run('目录')}</p></sdtContent></sdt><p>{run('正文')}</p>",
            ["正文"],
        ),
        (f"<p><r><ruby><rt>{run('yin')}</rt><rubyBase>{run('音')}</rubyBase></ruby></r></p>", ["音"]),
    ],
)
def test_what_is_printed(body: str, printed: list[str]) -> None:
    assert lines(body) == printed


def cell(text: str, properties: str = "") -> str:
    return f"<tc><tcPr>{properties}</tcPr><p>{run(text)}</p></tc>"


def table(*rows: str) -> str:
    return "<tbl>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</tbl>"


HEADER = "".join(map(cell, ("序号", "任务", "责任部门")))
MERGED, GOES_ON = '<vMerge val="restart"/>', "<vMerge/>"


@pytest.mark.parametrize(
    ("rows", "printed"),
    [
        ([cell("1") + cell("任务") + cell("研究室")], ["| 1 | 任务 | 研究室 |"]),
        (  # departments hold for each row
            [
                cell("1") + cell("甲") + cell("研究室", MERGED),
                cell("2") + cell("乙") + cell("", GOES_ON),
            ],
            ["| 1 | 甲 | 研究室 |", "| 2 | 乙 | 研究室 |"],
        ),
        (  # a task over two rows is one
            [
                cell("1", MERGED) + cell("甲", MERGED) + cell("研究室"),
                cell("", GOES_ON) + cell("", GOES_ON) + cell("立案庭"),
            ],
            ["| 1 | 甲 | 研究室 |", "|  |  | 立案庭 |"],
        ),
        (  # a row of one cell stays in the table, once
            [cell("一、虚构", '<gridSpan val="3"/>'), cell("1") + cell("甲") + cell("研究室")],
            ["| 一、虚构 |  |  |", "| 1 | 甲 | 研究室 |"],
        ),
        (  # below the table it is a paragraph
            [cell("1") + cell("甲") + cell("研究室"), cell("注：虚构", '<gridSpan val="3"/>')],
            ["| 1 | 甲 | 研究室 |", "注：虚构"],
        ),
        ([cell("1") + cell("甲|乙") + cell("研究室")], ["| 1 | 甲丨乙 | 研究室 |"]),
        (
            [cell("1") + f"<tc><p>{run('甲')}</p><p>{run('乙')}</p></tc>" + cell("研究室")],
            ["| 1 | 甲<br>乙 | 研究室 |"],
        ),
    ],
)
def test_tables(rows: list[str], printed: list[str]) -> None:
    assert lines(table(HEADER, *rows)) == ["| 序号 | 任务 | 责任部门 |", *printed]


def test_a_table_of_one_column_is_paragraphs() -> None:
    assert lines(table(cell("虚构法院文件"), cell("虚法（2024）1号"))) == ["虚构法院文件", "虚法（2024）1号"]


def test_a_header_in_two_rows_names_every_column() -> None:
    rows = (
        cell("序号", MERGED) + cell("任务", MERGED) + cell("责任分工", '<gridSpan val="2"/>'),
        cell("", GOES_ON) + cell("", GOES_ON) + cell("牵头单位") + cell("配合单位"),
        cell("1") + cell("甲") + cell("研究室") + cell("立案庭"),
    )
    assert lines(table(*rows)) == [
        "| 序号 | 任务 | 责任分工 | 责任分工 |",
        "|  |  | 牵头单位 | 配合单位 |",
        "| 1 | 甲 | 研究室 | 立案庭 |",
    ]


def test_a_table_in_a_cell_is_text_of_the_cell() -> None:
    inner = f"<tc>{table(cell('甲') + cell('乙'))}<p/></tc>"
    assert lines(table(HEADER, cell("1") + inner + cell("研究室")))[1] == "| 1 | 甲 乙 | 研究室 |"


def test_numbers_in_a_column_of_their_own() -> None:
    document = docx.Document()
    files.define_numbering(document, [("decimal", "%1")])
    made = document.add_table(rows=3, cols=3)
    for column, text in enumerate(("序号", "任务", "责任部门")):
        made.cell(0, column).text = text
    for row in (1, 2):
        files.numbered(made.cell(row, 0).paragraphs[0], 0)
        made.cell(row, 1).text, made.cell(row, 2).text = "虚构", "研究室"
    text = read_word(files.saved(document)).text
    assert text.split("\n")[1:] == ["| 1 | 虚构 | 研究室 |", "| 2 | 虚构 | 研究室 |"]


def test_headers_footers_and_comments_stay_out() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "虚构的页眉"
    document.sections[0].footer.paragraphs[0].text = "虚构的页脚"
    document.add_paragraph("正文")
    assert read_word(files.saved(document)).text == "正文"


def test_what_was_left_out_is_said() -> None:
    body = f"<p>{run('虚')}<del>{run('删')}</del><r><footnoteReference/></r>{run('隐', '<rPr><vanish/></rPr>')}</p>"
    assert [notice.partition("：")[0] for notice in read_word(word(body.encode())).left_out] == [
        "文件带有修订痕迹",
        "脚注和尾注没有读入",
        "隐藏的文字没有读入",
    ]


def test_a_text_box_of_word_is_read_once() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("正文")
    namespaces = nsdecls("w") + ' xmlns:v="urn:schemas-microsoft-com:vml"'
    box = f"<w:pict {namespaces}><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>文本框</w:t></w:r></w:p>"
    box += "</w:txbxContent></v:textbox></v:shape></w:pict>"
    paragraph.runs[0]._r.append(parse_xml(box))
    document.save(out := io.BytesIO())
    assert read_word(out.getvalue()).text.split("\n") == ["正文", "文本框"]
