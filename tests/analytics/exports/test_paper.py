"""Papers are read back from Word and from PDF: layout of official documents, every table, text as text."""

import io
import re
from datetime import date

import docx
import pypdfium2
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from analytics.evidence import Mark
from analytics.exports import pdf
from analytics.exports.paper import Heading, Paper, Paragraph, Source, Table, _figures, paper
from analytics.exports.pdf import to_pdf
from analytics.exports.word import to_docx
from analytics.loads import workload
from analytics.scope import Scope, select
from analytics.slides.presentation import Bars, Choice, Part, Series
from analytics.slides.topics import topics
from data.errors import DashboardError
from tests.analytics.exports import hostile
from tests.plans import plan_of

NOTES = [("文件", "要点"), ("说明", "首列为“推定牵头”。")]


def paper_of(plan, *parts, departments=(), notes=NOTES, title="任务分解情况"):
    return paper(title, topics(plan, select(plan, Scope()), Choice(parts or tuple(Part), departments)), notes)


def test_a_small_paper_in_full():
    plan = plan_of([("1", "第一", ["甲"]), ("2", "第一", ["甲", "乙"])])
    made = paper_of(plan, Part.COVER, Part.SECTIONS, Part.JOINT)
    assert made.blocks == (
        Heading("一、各部分任务", 1),
        Heading("（一）第一", 2),
        Paragraph("共2项任务（见附件表1）。"),
        Heading("二、共同承担的任务", 1),
        Paragraph(
            "列有部门的2项任务中，1项由一个部门独立承担，1项由两个及以上部门共同承担（占50.0%）（见附件表2）。"
        ),
        Paragraph("附件：任务分解情况附表（表1至表2）"),
    )
    assert made.annex == (
        Table(
            "表1　第一",
            ("序号", "工作任务", "责任部门"),
            (0.08, 0.6, 0.32),
            (("1", "任务1", "甲"), ("2", "任务2", "甲、乙")),
        ),
        Table(
            "表2　共同承担的任务",
            ("序号", "工作任务", "责任部门"),
            (0.08, 0.6, 0.32),
            (("2", "任务2", "甲、乙"),),
        ),
        Source("数据来源与口径"),
        Source("文件：要点"),
        Source("说明：首列为“推定牵头”"),
    )
    assert made.annex[0].centred == (True, False, False)


def test_sections_keep_the_numbers_of_the_plan():
    plan = plan_of([("1", "第一", ["甲"]), ("2", "第二", ["乙"]), ("3", None, ["乙"])])
    assert [block.text for block in paper_of(plan).blocks if isinstance(block, Heading)][5:9] == [
        "二、各部分任务",
        "（一）第一",
        "（二）第二",
        "不属于任何部分",
    ]
    scoped = select(plan, Scope(sections=("第二",)))
    made = paper("题", topics(plan, scoped, Choice((Part.COVER, Part.SECTIONS))), NOTES)
    assert made.blocks[0] == Heading("（二）第二", 2)


def test_a_department_is_told_once():
    plan = plan_of([("1", None, ["甲", "乙"])], roles={("1", "甲"): "lead", ("1", "乙"): "support"})
    made = paper_of(plan, Part.DEPARTMENTS, departments=("甲",))
    assert made.blocks == (
        Paragraph(
            "甲列名1项（2个部门中并列第1位），按分担数为0.50项（并列第1位）。与其他部门共同承担。"
            "与乙有共同任务（1项）。牵头1项，配合0项。"
        ),
        Paragraph("甲：任务（见附件表1）。"),
        Paragraph("附件：任务分解情况附表"),
    )
    assert made.annex == (
        Table(
            "表1　甲：任务",
            ("序号", "工作任务", "责任部门"),
            (0.08, 0.6, 0.32),
            (("1", "任务1", "牵头：甲；配合：乙"),),
        ),
        Source("数据来源与口径"),
        Source("文件：要点"),
        Source("说明：首列为“推定牵头”"),
    )


def test_a_long_title_is_parted_where_it_may_be():
    assert Paper("短题\n任务清单", ()).title_lines == ("短题任务清单",)
    long = "2023年全省法院司法改革工作要点"
    assert Paper(f"{long}\n任务分解情况", ()).title_lines == (long, "任务分解情况")
    made = docx.Document(io.BytesIO(to_docx(Paper(f"{long}\n任务分解情况", ()))))
    assert made.paragraphs[0].text == f"{long}\n任务分解情况"
    assert made.core_properties.title == f"{long}任务分解情况"


def test_what_is_followed_by_a_table_stays_with_it_in_word():
    made = Paper("题", (Heading("一、", 1), Paragraph("句。"), Table("表1", ("列",), (1.0,), (("值",),))))
    document = docx.Document(io.BytesIO(to_docx(made)))
    _, heading, sentence, caption, _ = document.paragraphs
    assert [p.paragraph_format.keep_with_next for p in (heading, sentence)] == [None, True]
    assert [p.style.paragraph_format.keep_with_next for p in (heading, caption)] == [True, True]
    (table,) = document.tables
    head, row = (line.cells[0].paragraphs[0].paragraph_format.keep_with_next for line in table.rows)
    assert (head, row) == (True, None)


def test_pdf_splits_no_row_and_keeps_headings_with_their_tables():
    needs_chinese_fonts()
    rows = tuple((f"始{'长' * 250}终",) for _ in range(12))
    table = Table("表1　题", ("列",), (0.5,), rows)
    blocks = [block for n in range(6) for block in (Heading(f"标题{n}", 1), Paragraph("句。"), table)]
    with pypdfium2.PdfDocument(to_pdf(Paper("题", tuple(blocks)))) as document:
        pages = [re.sub(r"\s", "", page.get_textpage().get_text_bounded()) for page in document]
    assert len(pages) > 6
    assert all(page.count("始") == page.count("终") for page in pages)
    assert not any(re.search(r"标题\d(句。)?(表1题)?(列)?—\d+—$", page) for page in pages)
    assert to_pdf(Paper("题", (Table("表", ("列",), (0.5,), (("长" * 3000,),)),)))


def test_charts_become_tables_of_their_figures(plan):
    counts = next(
        b for b in paper_of(plan).annex if isinstance(b, Table) and b.caption.endswith("参与数与分担数")
    )
    table = workload.by_department(select(plan, Scope()))
    assert counts.columns == ("部门", "参与数", "分担数")
    assert counts.rows == tuple(
        (row.name, str(row.full), f"{row.fractional:.2f}") for row in table.itertuples(index=False)
    )


def test_figures_of_sections_stand_under_their_own_heading():
    series = tuple(Series(name, (2.0, 0.0), (Mark(),) * 2) for name in ("独立承担", "共同承担"))
    table = _figures("题", Bars("部分", ("一", "二"), series, stacked=True))
    assert table == Table(
        "题", ("部分", "独立承担", "共同承担"), (0.4, 0.3, 0.3), (("一", "2", "2"), ("二", "0", "0"))
    )


DAY = date(2023, 11, 20)


@pytest.mark.parametrize(
    ("signed", "signature"),
    [
        (("", None), ()),
        (("虚构法院", None), (("虚构法院", 2.0),)),
        (("", DAY), (("2023年11月20日", 2.0),)),
        # 12 characters and 7.96: the day begins two further right than the name, neither is nearer than two to the edge
        (
            ("虚构省高级人民法院办公室", DAY),
            (("虚构省高级人民法院办公室", 2.0), ("2023年11月20日", 12 - 7.96)),
        ),
        (("虚构法院", DAY), (("虚构法院", 2 + 7.96 + 2 - 4), ("2023年11月20日", 2.0))),
    ],
)
def test_who_and_when_stand_as_official_documents_want_it(signed, signature):
    found = Paper("题", (), signed).signature
    assert [text for text, _ in found] == [text for text, _ in signature]
    assert [right for _, right in found] == pytest.approx([right for _, right in signature])


SIGNED = Paper(
    "题", (Paragraph("长" * 3000),), ("虚构法院", DAY), (Table("表1", ("列",), (1.0,), (("值",),)),)
)


def test_a_page_is_a_grid_of_22_lines_of_28_characters_with_its_number_at_the_outer_edge():
    document = docx.Document(io.BytesIO(to_docx(SIGNED, "虚构经办人")))
    section = document.sections[0]
    told = section._sectPr.find(qn("w:docGrid")).attrib.items()
    grid = {name.rpartition("}")[2]: value for name, value in told}
    wide = section.page_width.pt - section.left_margin.pt - section.right_margin.pt
    high = section.page_height.pt - section.top_margin.pt - section.bottom_margin.pt
    assert grid["type"] == "linesAndChars"
    (language,) = document.styles.element.iter(qn("w:lang"))
    assert language.get(qn("w:eastAsia")) == "zh-CN"  # by whose rules lines break
    assert int(wide / (16 + int(grid["charSpace"]) / 4096)) == 28
    assert int(high / (int(grid["linePitch"]) / 20)) == 22
    assert document.settings.odd_and_even_pages_header_footer
    footers = [section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]]
    assert [footer.alignment for footer in footers] == [WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.LEFT]
    assert [footer.text for footer in footers] == ["—  —"] * 2
    lines = [
        (p.style.name, p.text, p.paragraph_format.page_break_before) for p in document.paragraphs if p.text
    ]
    assert lines == [
        ("Title", "题", None),
        ("Normal", "长" * 3000, None),
        ("Normal", "虚构法院", None),
        ("Normal", "2023年11月20日", None),
        ("Annex", "附件", True),
        ("Annex Title", "题附表", None),
        ("Caption", "表1", None),
    ]
    assert document.core_properties.author == "虚构经办人"


def test_pdf_has_28_characters_in_a_line_22_lines_on_a_page_and_numbers_at_the_outer_edge():
    needs_chinese_fonts()
    with pypdfium2.PdfDocument(to_pdf(SIGNED)) as document:
        texts = [page.get_textpage() for page in document]
        pages = [text.get_text_bounded().splitlines() for text in texts]
        ends = [text.get_charbox(text.count_chars() - 1)[2] for text in texts]
    lines = [line for line in pages[1] if line.startswith("长")]
    assert ({len(line) for line in lines}, len(lines)) == ({28}, 22)
    assert sum(line.startswith("长") for line in pages[0]) >= 18
    assert pages[-1][0] == "附件"
    assert [end > 595 / 2 for end in ends[:2]] == [True, False]


def test_word_holds_every_block_in_the_layout_of_official_documents(plan):
    made = paper_of(plan, departments=("没有",))
    document = docx.Document(io.BytesIO(to_docx(made)))
    section = document.sections[0]
    assert [
        section.page_width,
        section.page_height,
        section.top_margin,
        section.bottom_margin,
    ] == pytest.approx([Mm(210), Mm(297), Mm(37), Mm(35)], abs=Mm(0.1))
    assert [section.left_margin, section.right_margin] == pytest.approx([Mm(28), Mm(26)], abs=Mm(0.1))
    styles = {
        name: (fonts.get(qn("w:eastAsia")), document.styles[name].font.size)
        for name in ("Title", "Normal", "Heading 1", "Heading 2")
        for fonts in [document.styles[name].element.rPr.rFonts]
    }
    assert styles == {
        "Title": ("方正小标宋简体", Pt(22)),
        "Normal": ("仿宋_GB2312", Pt(16)),
        "Heading 1": ("黑体", Pt(16)),
        "Heading 2": ("楷体_GB2312", Pt(16)),
    }
    assert document.styles["Normal"].paragraph_format.line_spacing == Pt(28.9)
    told = [(p.style.name, p.text) for p in document.paragraphs if p.text]
    assert told[0] == ("Title", "任务分解情况")
    assert [text for style, text in told if style.startswith("Heading")] == [
        block.text for block in made.blocks if isinstance(block, Heading)
    ]
    assert [text for style, text in told if style == "Normal"] == [
        block.text for block in made.blocks if isinstance(block, Paragraph)
    ]
    assert [text for style, text in told if style.startswith("Annex")] == ["附件", "任务分解情况附表"]
    tables = [
        tuple(tuple(cell.text for cell in row.cells) for row in table.rows) for table in document.tables
    ]
    assert tables == [(block.columns, *block.rows) for block in made.annex if isinstance(block, Table)]
    assert all(table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None for table in document.tables)


def text_of(file: bytes) -> tuple[str, int]:
    with pypdfium2.PdfDocument(file) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
        assert [round(side) for side in document[0].get_size()] == [595, 842]
        return re.sub(r"\s", "", "".join(pages)), len(pages)


def needs_chinese_fonts():
    if not pdf.available():
        pytest.skip("没有中文字体，不能生成 PDF")


def test_pdf_holds_every_text(plan):
    needs_chinese_fonts()
    made = paper_of(plan)
    text, pages = text_of(to_pdf(made))
    assert pages > 5
    for block in (*made.blocks, *made.annex):
        cells = [c for row in block.rows for c in row] if isinstance(block, Table) else [block.text]
        missing = [cell for cell in cells if len(cell) < 12 and re.sub(r"\s", "", cell) not in text]
        assert missing == []


def test_texts_are_literal_in_both():
    needs_chinese_fonts()
    made = paper_of(hostile.PLAN, Part.WORKLOAD, Part.JOINT, notes=hostile.NOTES, title=hostile.MARKUP)
    text, _ = text_of(to_pdf(made))
    assert re.sub(r"\s", "", hostile.MARKUP) in text
    assert hostile.FORMULA in text
    document = docx.Document(io.BytesIO(to_docx(made)))
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert {hostile.FORMULA, hostile.MARKUP, "甲␀␛ 乙�"} <= cells
    assert document.paragraphs[0].text == hostile.MARKUP


def test_without_chinese_fonts_pdf_is_refused_with_what_to_do(monkeypatch):
    pdf._fonts.cache_clear()
    monkeypatch.setattr(pdf, "WANTED", {"body": ("没有这种字体",)})
    assert not pdf.available()
    with pytest.raises(DashboardError, match="下载 Word"):
        to_pdf(paper_of(plan_of([])))
    pdf._fonts.cache_clear()


def test_one_department_has_a_paper_of_its_own(plan):
    scoped = select(plan, Scope())
    department = scoped.departments.set_index("name").loc["研究室", "department_id"]
    made = paper_of(plan, Part.DEPARTMENTS, departments=(department,))
    rows = [block for block in made.annex if isinstance(block, Table)][-1].rows
    assert len(rows) == 11
