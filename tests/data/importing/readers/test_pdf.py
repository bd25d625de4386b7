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
    assert extract.left_out == ("每页重复的页眉页脚没有读入：「虚构汇编 第2卷」",)


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
    page.text(90, 130, "第一条 虚构 alike")
    assert read([page]) == ["虚构 正文", "第一条 虚构 alike"]


def test_brackets_that_are_set_close_stay_two() -> None:
    page = page_of([(90, "虚构（虚构（正文）")])
    page.text(90 + 8.5 * 12, 100, "）")
    assert read([page]) == ["虚构（虚构（正文））"]


def test_characters_beyond_the_common_ones() -> None:
    assert read([page_of([(90, "虚构·正文")])]) == ["虚构·正文"]


def test_sizes_on_one_line_are_one_line() -> None:
    page = page_of([(90, "虚构")])
    page.text(114, 101, "2024", 9)
    page.text(150, 100, "年")
    assert read([page]) == ["虚构2024年"]


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


def test_a_repeated_header_of_two_rows_adds_to_no_task() -> None:
    def page(*tasks: tuple[str, str, str], top: float) -> Page:
        made = ruled([("序号", "责任分工", ""), ("", "牵头部门", "配合部门"), *tasks], top, [(1, 0, 1)])
        made.parts.remove(f"360 {842 - top} m 360 {842 - top - 30 * (2 + len(tasks))} l S")
        made.rule(360, top + 30, 360, top + 30 * (2 + len(tasks)))
        return made

    first, second = page(("1", "研究室", "立案庭"), top=200), page(("2", "办公室", "技术处"), top=80)
    assert read([first, second])[2:] == ["| 1 | 研究室 | 立案庭 |", "| 2 | 办公室 | 技术处 |"]


@pytest.mark.parametrize(
    ("inset", "lines", "printed"),
    [
        (
            8,
            ("虚构的任务写到这里又一再写到那里的", "《规定》为止。"),
            "虚构的任务写到这里又一再写到那里的《规定》为止。",
        ),
        (60, ("研究室和督察室", "立案庭和办公室"), "研究室和督察室<br>立案庭和办公室"),
    ],
)
def test_wraps_in_a_cell_are_undone(inset: float, lines: tuple[str, str], printed: str) -> None:
    page = ruled([HEADER, ("1", "", "研究室")], 200)
    for index, line in enumerate(lines):
        page.text(120 + inset, 242 + 12 * index, line, 12)
    assert read([page])[1] == f"| 1 | {printed} | 研究室 |"


def test_a_row_that_a_page_parts_is_one() -> None:
    first = ruled([HEADER, ("1", "虚构的任务，前半", "研究室、")], 200)
    second = ruled([("", "后半。", "立案庭"), ("2", "乙", "办公室")], 80)
    assert read([first, second])[1:] == [
        "| 1 | 虚构的任务，前半后半。 | 研究室、立案庭 |",
        "| 2 | 乙 | 办公室 |",
    ]


@pytest.mark.parametrize("side", ["left", "right", "bottom"])
def test_a_table_whose_side_is_open(side: str) -> None:
    page = ruled([HEADER, ("1", "甲", "研究室"), ("2", "乙", "立案庭")], 200)
    bottom = [f"{left} 552 m {right} 552 l S" for left, right in ((60, 120), (120, 360), (360, 520))]
    sides = {"left": ["60 642 m 60 552 l S"], "right": ["520 642 m 520 552 l S"], "bottom": bottom}
    for rule in sides[side]:
        page.parts.remove(rule)
    assert read([page])[2] == "| 2 | 乙 | 立案庭 |"


def test_a_frame_or_a_line_is_no_table() -> None:
    page = page_of([(90, "虚构的正文。")])
    page.rule(80, 80, 500, 80)
    for start, end in (((80, 80), (80, 300)), ((500, 80), (500, 300)), ((80, 300), (500, 300))):
        page.rule(*start, *end)
    assert read([page]) == ["虚构的正文。"]


def test_pages_of_pictures_among_others_are_said() -> None:
    extract = read_pdf(write_pdf([page_of([(90, "虚构的正文。")]), Page(picture=True)]))
    assert (extract.text, extract.left_out) == ("虚构的正文。", ("第 2 页是图片，没有文字，没有读入",))


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


def test_a_text_layer_without_meaning_is_refused() -> None:
    # The characters are numbers of a font that does not say what they mean.
    content = write_pdf([page_of([(90, "虚构的正文。")])])
    for known, unknown in ((b"/UniGB-UCS2-H", b"/Identity-H"), (b"(GB1)", b"(Identity)")):
        content = content.replace(known, unknown)
    with pytest.raises(DocumentError, match="乱码"):
        read_pdf(content)
