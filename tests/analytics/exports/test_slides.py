"""Presentations are read back: every number is the measure's, text is text, every page names its source."""

import io

import openpyxl
import pptx
import pytest
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.oxml.ns import qn
from pptx.util import Pt

from analytics.evidence import Mark
from analytics.exports.slides import P14, to_pptx
from analytics.loads import workload
from analytics.scope import Scope, select
from analytics.slides.paging import paged
from analytics.slides.presentation import PART_LABELS, Choice, Part, Rows, Slide
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
    (picture,) = [shape for shape in slide.shapes if shape.name == "网络图"]
    ids = {shape.shape_id: shape.name for shape in picture.shapes}
    lines = [shape for shape in picture.shapes if shape._element.tag == qn("p:cxnSp")]
    ends = [
        {ids[int(line._element.find(f".//{qn(end)}").get("id"))] for end in ("a:stCxn", "a:endCxn")}
        for line in lines
    ]
    assert len(ends) == 48
    assert {"政治部法官管理处", "政治部干部处"} in ends
    thick = max(lines, key=lambda line: line.line.width)
    assert thick.line.width == Pt(1 + 1.2 * 4)
    assert {"研究室", "涉案企业合规改革工作专班"} <= set(ids.values())


def texts(slide):
    return "".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def notes(slide):
    return slide.notes_slide.notes_text_frame.text


def test_every_slide_names_its_source_the_first_and_the_last_in_full(presentation):
    first, *others = presentation.slides
    for slide in (first, others[-1]):
        assert all(text.rstrip("。") in texts(slide) for _, text in NOTES)
    for slide in others[:-1]:
        (footer,) = [shape for shape in slide.placeholders if shape.element.ph.get("type") == "ftr"]
        assert footer.text_frame.text == "《要点》"
        assert "导出时间" not in texts(slide)


def test_notes_tell_what_to_say_and_not_what_is_seen(presentation):
    cover, overview, counts = list(presentation.slides)[:3]
    assert notes(cover).splitlines() == [
        "先说明：任务和部门出自文件原文，哪一句都查得到；进展是部门自报，核实的另外注明。",
        "被问到口径时：",
        *(f"{label}：{text}" for label, text in NOTES),
    ]
    assert notes(overview) == "先报总数，再说共同承担的，那是要几家一起办的。"
    assert "按参与数，研究室最多（11项）" in texts(counts)
    assert notes(counts) == "提醒：只反映文件列名，不反映任务难易和实际投入。不作部门之间的评比。"
    for slide in presentation.slides:
        assert notes(slide).strip(), title(slide)


def test_every_chart_table_and_picture_has_an_alternative_text(presentation):
    told = {
        title(slide): shape._element._nvXxPr.cNvPr.get("descr")
        for slide in presentation.slides
        for shape in slide.shapes
        if shape.has_chart
        or shape.has_table
        or shape.shape_type in (MSO_SHAPE_TYPE.GROUP, MSO_SHAPE_TYPE.PICTURE)
    }
    assert all(told.values())
    assert told["参与数与分担数（1/3）"].startswith(
        "条形图：参与数与分担数（1/3）。按参与数，研究室最多（11项）"
    )
    assert told["有两项及以上共同任务的部门"] == (
        "表格，6行，列为部门一、部门二、共同承担数、Newman 权重、任务：有两项及以上共同任务的部门。"
        "48对部门中，6对有两项及以上共同任务。"
    )
    assert told["共同承担的网络"].startswith("网络图：共同承担的网络。")


def test_the_file_tells_title_author_and_sections(plan):
    scoped = select(plan, Scope())
    shown = topics(plan, scoped, Choice(departments=leading_departments(scoped)))
    made = pptx.Presentation(io.BytesIO(to_pptx(shown, NOTES, author="虚构经办人")))
    assert (made.core_properties.title, made.core_properties.author) == (
        "2023年全省法院司法改革工作要点",
        "虚构经办人",
    )
    ids = [str(one.id) for one in made.slides._sldIdLst]
    found = [
        (section.get("name"), [one.get("id") for one in section[0]])
        for section in made.part._element.iter(f"{{{P14}}}section")
    ]
    assert [name for name, _ in found] == [
        label for part, label in PART_LABELS.items() if part not in (Part.PROGRESS, Part.YEARS)
    ]
    assert [one for _, own in found for one in own] == ids
    assert len({section.get("id") for section in made.part._element.iter(f"{{{P14}}}section")}) == len(found)


def test_a_table_is_as_large_as_its_room_lets_it_be():
    def size(rows):
        slide = Slide(Part.JOINT, "题", body=Rows(("号", "事"), (0.2, 0.8), rows, (Mark(),) * len(rows)))
        (table,) = [
            s.table
            for s in pptx.Presentation(io.BytesIO(to_pptx([slide], NOTES))).slides[0].shapes
            if s.has_table
        ]
        return {
            run.font.size for cell in table.iter_cells() for p in cell.text_frame.paragraphs for run in p.runs
        }

    assert size((("1", "短"),) * 3) == {Pt(20)}
    assert size((("1", "短"),) * 10) == {Pt(17)}


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
