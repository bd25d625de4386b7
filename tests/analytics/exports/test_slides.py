"""Presentations are read back: every number is the measure's, text is text, every page names its source."""

import io

import openpyxl
import pptx
import pytest
from pptx.oxml.ns import qn
from pptx.util import Pt

from analytics.exports.slides import to_pptx
from analytics.loads import workload
from analytics.scope import Scope, select
from analytics.slides.paging import paged
from analytics.slides.presentation import Choice, Part
from analytics.slides.topics import leading_departments, topics
from tests.analytics.exports import hostile
from tests.plans import plan_of

NOTES = [
    ("文件", "要点"),
    ("范围", "层级：处室；计数：参与数"),
    ("导出时间", "2024-01-01"),
    ("说明", "首列为“推定牵头”。"),
]
SMALL = plan_of([("1", "第一", ["甲"]), ("2", "第一", ["甲", "乙"]), ("3", "第二", ["乙", "丙"])])


def made_of(plan, choice=None, notes=NOTES):
    scoped = select(plan, Scope())
    file = to_pptx(topics(plan, scoped, choice or Choice(departments=leading_departments(scoped))), notes)
    return pptx.Presentation(io.BytesIO(file))


def title(slide):
    return slide.shapes.title.text_frame.text


def charts(made):
    """(title, categories, series name → values) of every chart."""
    return [
        (title(slide), list(plot.categories), {one.name: list(one.values) for one in plot.series})
        for slide in made.slides
        for shape in slide.shapes
        if shape.has_chart
        for plot in shape.chart.plots
    ]


def tables(made):
    return [
        (title(slide), [[cell.text for cell in row.cells] for row in shape.table.rows])
        for slide in made.slides
        for shape in slide.shapes
        if shape.has_table
    ]


@pytest.fixture(scope="module")
def presentation(plan):
    return made_of(plan)


def test_pages_are_those_of_the_screen(plan, presentation):
    scoped = select(plan, Scope())
    shown = paged(topics(plan, scoped, Choice(departments=leading_departments(scoped))))
    assert [title(slide) for slide in presentation.slides] == [slide.title for slide in shown]


def test_charts_hold_the_counts_of_every_department(plan, presentation):
    table = workload.by_department(select(plan, Scope()))
    found = [chart for chart in charts(presentation) if chart[0].startswith("参与数与分担数")]
    names = [name for _, categories, _ in found for name in categories]
    assert names == table["name"].tolist()
    assert [v for _, _, series in found for v in series["参与数"]] == table["full"].tolist()
    fractional = [v for _, _, series in found for v in series["分担数"]]
    assert fractional == pytest.approx(table["fractional"].tolist())
    shared = [chart for chart in charts(presentation) if chart[0].startswith("独立承担与共同承担")]
    counts = {
        name: (a, b)
        for _, names, s in shared
        for name, a, b in zip(names, s["独立承担"], s["共同承担"], strict=True)
    }
    assert counts == {row.name: (row.sole, row.joint) for row in table.itertuples()}


def test_tables_hold_every_task_of_the_sections(plan, presentation):
    rows = [row for name, rows in tables(presentation) if name[1] == "、" for row in rows[1:]]
    assert [row[0] for row in rows] == plan.tasks["number"].tolist()
    assert [row[1] for row in rows] == plan.tasks["text"].tolist()


def test_targets_are_those_stated(plan, presentation):
    rows = [
        row[:2] for name, rows in tables(presentation) if name.startswith("目标与时限") for row in rows[1:]
    ]
    assert rows == [["8", "全覆盖"], ["9", "45%"], ["17", "100%"], ["28", "全覆盖"], ["52", "年内"]]


def test_the_network_is_made_of_shapes_and_glued_connectors(presentation):
    (slide,) = [slide for slide in presentation.slides if title(slide) == "共同承担的网络"]
    ids = {shape.shape_id: shape.name for shape in slide.shapes if not shape.is_placeholder}
    lines = [shape for shape in slide.shapes if shape._element.tag == qn("p:cxnSp")]
    ends = [
        {ids[int(line._element.find(f".//{qn(end)}").get("id"))] for end in ("a:stCxn", "a:endCxn")}
        for line in lines
    ]
    assert len(ends) == 48
    assert {"政治部法官管理处", "政治部干部处"} in ends
    thick = max(lines, key=lambda line: line.line.width)
    assert thick.line.width == Pt(1 + 1.2 * 4)
    assert {"研究室", "涉案企业合规改革工作专班"} <= set(ids.values())


def test_every_slide_names_its_source_and_has_notes_with_the_sentences(presentation):
    for slide in presentation.slides:
        texts = "".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        assert all(text.rstrip("。") in texts for _, text in NOTES)
        assert "范围：层级：处室；计数：参与数" in slide.notes_slide.notes_text_frame.text
    notes = presentation.slides[2].notes_slide.notes_text_frame.text
    assert "按参与数，研究室最多（11项）；按分担数，审判管理办公室最多（7.70项）。" in notes


def test_text_is_large_enough_and_in_an_east_asian_font(presentation):
    assert (presentation.slide_width, presentation.slide_height) == (Pt(960), Pt(540))
    sizes, fonts = set(), set()
    for slide in presentation.slides:
        footer = presentation.slide_height - Pt(60)
        for shape in slide.shapes:
            runs = shape._element.iter(qn("a:rPr"))
            for run in runs:
                fonts |= {one.get("typeface") for one in run.iter(qn("a:ea"), qn("a:latin"))}
                if shape.top < footer:
                    sizes.add(int(run.get("sz", 1800)))
    assert min(sizes) == 1400
    assert fonts == {"微软雅黑"}


def test_nothing_stands_below_the_slide(presentation):
    assert not [
        title(slide)
        for slide in presentation.slides
        for shape in slide.shapes
        if shape.top + shape.height > presentation.slide_height or shape.left < 0
    ]


def test_texts_that_could_break_a_file_are_shown_literally():
    made = made_of(hostile.PLAN, notes=hostile.NOTES)
    names = {name for _, categories, _ in charts(made) for name in categories}
    assert {hostile.FORMULA, hostile.LINK, hostile.MARKUP, "甲␀␛ 乙�", "_×000D_"} <= names
    for slide in made.slides:
        for shape in slide.shapes:
            if shape.has_chart:
                book = openpyxl.load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))
                cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
                assert {cell.data_type for cell in cells} <= {"s", "n"}
                assert all(cell.hyperlink is None for cell in cells)
    told = [
        cell
        for name, rows in tables(made)
        if name.startswith("一、")
        for row in rows[1:]
        for cell in row[1:2]
    ]
    assert sum(cell.count("长") for cell in told) == 40_000


def test_without_topics_there_is_no_slide():
    assert len(made_of(SMALL, Choice(())).slides) == 0


def test_a_part_alone_is_a_presentation(plan):
    made = made_of(plan, Choice((Part.JOINT,)))
    assert {title(slide).partition("（")[0] for slide in made.slides} == {"共同承担的任务"}
    assert len([row for _, rows in tables(made) for row in rows[1:]]) == 20
