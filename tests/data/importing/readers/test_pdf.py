"""PDF files: wraps undone, what is printed around the text left out, tables by their rulings."""

import io
from collections.abc import Sequence

import pypdf
import pytest

from data.errors import DocumentError
from data.importing.readers.pdf import read_pdf
from tests.data.importing.readers.pdf_writer import Page, write_pdf

WIDE = "虚构的一行正文用来占满版心的宽度共二十五个字整整齐齐一"


def read(pages: Sequence[Page]) -> list[str]:
    return read_pdf(write_pdf(pages)).text.split("\n")


def page_of(lines: Sequence[tuple[float, str]], top: float = 100) -> Page:
    """A page with lines (left edge, text), 20 points apart."""
    page = Page()
    for index, (left, text) in enumerate(lines):
        page.text(left, top + 20 * index, text)
    return page


INDENTED = [
    (114, "一、" + WIDE[:-4]),
    (90, "虚构的标题"),
    (114, "1.虚构的任务" + WIDE[:-8]),
    (90, WIDE),
    (90, "结束。"),
    (114, "责任部门：研究室"),
]
FLUSH = [
    (90, "1." + WIDE[:-1]),
    (90, "结束。"),
    (90, "2." + WIDE[:-1]),
    (90, "3.虚构。"),
    (90, "责任部门：研究室"),
]


@pytest.mark.parametrize(
    ("lines", "printed"),
    [
        (
            INDENTED,
            [
                f"一、{WIDE[:-4]}虚构的标题",
                f"1.虚构的任务{WIDE[:-8]}{WIDE}结束。",
                "责任部门：研究室",
            ],
        ),
        (FLUSH, [f"1.{WIDE[:-1]}结束。", f"2.{WIDE[:-1]}", "3.虚构。", "责任部门：研究室"]),
        (
            [(90, WIDE), (300, "虚构法院办公室"), (320, "2024年2月1日")],
            [WIDE, "虚构法院办公室", "2024年2月1日"],
        ),
        ([(90, "短行"), (90, "短行")], ["短行", "短行"]),
    ],
)
def test_wraps_are_undone(lines: list[tuple[float, str]], printed: list[str]) -> None:
    assert read([page_of(lines)]) == printed


def test_wraps_over_a_page() -> None:
    assert read([page_of(INDENTED[:4]), page_of(INDENTED[4:])]) == read([page_of(INDENTED)])


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_page_is_read_as_shown(turn: int) -> None:
    page = Page(rotate=turn)
    page.text(90, 100, "虚构的正文。")
    page.text(90, 130, "第二行。")
    assert read([page]) == ["虚构的正文。", "第二行。"]


@pytest.mark.parametrize("number", ["3", "- 3 -", "—3—", "第3页", "第3页共9页"])
def test_page_numbers_are_left_out(number: str) -> None:
    page = page_of([(90, "虚构的正文。")])
    page.text(280, 800, number, 9)
    assert read([page]) == ["虚构的正文。"]


def test_running_headers_are_left_out_and_said() -> None:
    pages = [page_of([(90, f"{number}.虚构的任务。")]) for number in (1, 2, 3)]
    for number, page in enumerate(pages):
        page.text(90, 40, f"虚构汇编 第{number}卷", 9)
    extract = read_pdf(write_pdf(pages))
    assert extract.text.split("\n") == ["1.虚构的任务。", "2.虚构的任务。", "3.虚构的任务。"]
    assert extract.notices == ("每页重复的页眉页脚没有读入：「虚构汇编 第2卷」",)


def test_the_same_task_line_on_each_page_stays() -> None:
    pages = [page_of([(90, "责任部门：研究室"), (90, f"{number}.虚构。")]) for number in (1, 2)]
    assert read(pages) == ["责任部门：研究室", "1.虚构。", "责任部门：研究室", "2.虚构。"]


def test_bold_by_printing_twice_is_read_once() -> None:
    page = page_of([(90, "虚构")])
    page.text(90.3, 100, "虚构")
    assert read([page]) == ["虚构"]


def test_words_apart_stay_apart() -> None:
    page = Page()
    page.text(90, 100, "虚构")
    page.text(200, 100, "正文")
    assert read([page]) == ["虚构 正文"]


def ruled(rows: Sequence[Sequence[str]], top: float, across: Sequence[tuple[int, int, int]] = ()) -> Page:
    """A page with a table of three columns; ``across``: rulings (row above, from column, to column) left out."""
    page = Page()
    edges = (60, 120, 360, 520)
    for index in range(len(rows) + 1):
        y = top + 30 * index
        gaps = {column for row, first, last in across if row == index for column in range(first, last)}
        for column in range(3):
            if column not in gaps:
                page.rule(edges[column], y, edges[column + 1], y)
    for edge in edges:
        page.rule(edge, top, edge, top + 30 * len(rows))
    for index, row in enumerate(rows):
        for edge, text in zip(edges, row, strict=False):
            page.text(edge + 4, top + 20 + 30 * index, text, 10)
    return page


HEADER = ("序号", "任务", "责任部门")


def test_a_ruled_table_between_paragraphs() -> None:
    page = ruled([HEADER, ("1", "甲", "研究室"), ("2", "乙", "立案庭")], 200)
    page.text(90, 100, "虚构的标题")
    page.text(90, 500, "虚构的落款")
    assert read([page]) == [
        "虚构的标题",
        "| 序号 | 任务 | 责任部门 |",
        "| 1 | 甲 | 研究室 |",
        "| 2 | 乙 | 立案庭 |",
        "虚构的落款",
    ]


def test_a_merged_cell_of_departments_holds_for_each_row() -> None:
    page = ruled([HEADER, ("1", "甲", "研究室"), ("2", "乙", "")], 200, [(2, 2, 3)])
    assert read([page])[1:] == ["| 1 | 甲 | 研究室 |", "| 2 | 乙 | 研究室 |"]


def test_a_table_goes_on_over_pages() -> None:
    first = ruled([HEADER, ("1", "甲", "研究室")], 200)
    second = ruled([HEADER, ("2", "乙", "立案庭")], 80)
    third = ruled([("3", "丙", "办公室"), ("4", "丁", "技术处")], 80)
    assert read([first, second, third]) == [
        "| 序号 | 任务 | 责任部门 |",
        "| 1 | 甲 | 研究室 |",
        "| 2 | 乙 | 立案庭 |",
        "| 3 | 丙 | 办公室 |",
        "| 4 | 丁 | 技术处 |",
    ]


def test_a_row_that_a_page_parts_is_one() -> None:
    first = ruled([HEADER, ("1", "虚构的任务，前半", "研究室、")], 200)
    second = ruled([("", "后半。", "立案庭"), ("2", "乙", "办公室")], 80)
    assert read([first, second])[1:] == [
        "| 1 | 虚构的任务，前半后半。 | 研究室、立案庭 |",
        "| 2 | 乙 | 办公室 |",
    ]


def test_a_frame_or_a_line_is_no_table() -> None:
    page = page_of([(90, "虚构的正文。")])
    page.rule(80, 80, 500, 80)
    for start, end in (((80, 80), (80, 300)), ((500, 80), (500, 300)), ((80, 300), (500, 300))):
        page.rule(*start, *end)
    assert read([page]) == ["虚构的正文。"]


def test_pages_of_pictures_among_others_are_said() -> None:
    extract = read_pdf(write_pdf([page_of([(90, "虚构的正文。")]), Page(picture=True)]))
    assert (extract.text, extract.notices) == ("虚构的正文。", ("第 2 页是图片，没有文字，没有读入",))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (write_pdf([Page(picture=True)]), "扫描件"),
        (write_pdf([Page()]), "没有文字层"),
        (b"%PDF-1.4\n%%EOF", "无法打开"),
    ],
)
def test_without_a_text_layer_the_way_is_told(content: bytes, words: str) -> None:
    with pytest.raises(DocumentError, match=words):
        read_pdf(content)


def encrypted(user: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(write_pdf([page_of([(90, "虚构的正文。")])])))
    writer.encrypt(user, "owner", algorithm="RC4-128")
    writer.write(out := io.BytesIO())
    return out.getvalue()


def test_a_password_to_open_is_told() -> None:
    with pytest.raises(DocumentError, match="打开密码"):
        read_pdf(encrypted("secret"))


def test_a_password_that_only_forbids_printing_is_no_hindrance() -> None:
    assert read_pdf(encrypted("")).text == "虚构的正文。"


def test_a_text_layer_without_meaning_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    # A font that does not say what its characters are gives numbers of its own (private use).
    monkeypatch.setattr("data.importing.readers.page.chr", lambda code: "\ue001", raising=False)
    with pytest.raises(DocumentError, match="乱码"):
        read_pdf(write_pdf([page_of([(90, "虚构")])]))
