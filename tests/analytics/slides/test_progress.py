"""A presentation of reported progress: short by default, every task on it once as a cell, the same in files."""

import io
from dataclasses import replace

import docx
import pptx
import pytest

from analytics.exports.paper import paper
from analytics.exports.slides import to_pptx
from analytics.exports.word import to_docx
from analytics.progress.standing import standing
from analytics.progress.told import Told
from analytics.slides.paging import paged
from analytics.slides.presentation import Cells, Choice, Length, Part
from analytics.slides.topics import topics
from data.vocabulary import Status
from tests.analytics.progress.test_standing import PLAN, SCOPED, reported

START, WAY, DONE, FAILED, ADJUST = Status
HELD = reported(
    (WAY, DONE, WAY, None), (DONE, WAY, FAILED, None), texts={"需协调事项": "请乙会同", "下步打算": "再办"}
)
TOLD = Told(1, "p2", standing(PLAN, SCOPED, HELD, "p2"), HELD.periods[1])
NOTES = (("文件", "虚构"),)


def titles(length: Length, told: Told | None = TOLD) -> list[str]:
    return [slide.title for slide in paged(topics(PLAN, SCOPED, Choice(length=length), told))]


def test_the_short_presentation_is_of_progress_where_there_is_any() -> None:
    assert titles(Length.SHORT) == [
        "工作要点（虚构）", "填报情况", "任务格图", "与上次相比", "已完成", "滞后与逾期", "需协调事项"
    ]  # fmt: skip  # nobody says what comes next of a task that is not done
    assert "填报情况" not in titles(Length.SHORT, None)
    assert len(titles(Length.SHORT, None)) <= 10


@pytest.mark.parametrize("told", [None, TOLD])
def test_each_length_has_what_the_shorter_have(told: Told | None) -> None:
    usual, whole = set(titles(Length.USUAL, told)), set(titles(Length.WHOLE, told))
    assert set(titles(Length.SHORT, told)) <= usual <= whole
    assert "集中程度" not in usual


def test_every_task_is_a_cell_once_and_stands_in_the_files() -> None:
    made = topics(PLAN, SCOPED, Choice((Part.COVER, Part.PROGRESS)), TOLD)
    (cells,) = [slide.body for slide in made if isinstance(slide.body, Cells)]
    assert [(name, [(one.number, one.status) for one in own]) for name, own in cells.rows] == [
        ("一", [("1", DONE), ("2", WAY)]),
        ("二", [("3", FAILED)]),
        ("不属于任何部分", [("4", "")]),
    ]
    shapes = [
        shape.name
        for page in pptx.Presentation(io.BytesIO(to_pptx(made, NOTES))).slides
        for group in page.shapes
        if group.name == "任务格图"
        for shape in group.shapes
    ]
    assert [name for name in shapes if name in ("1 ● 已完成", "2 ◐ 推进中", "3 × 未能完成", "4 未填报")] == [
        "1 ● 已完成", "2 ◐ 推进中", "3 × 未能完成", "4 未填报"
    ]  # fmt: skip
    written = docx.Document(io.BytesIO(to_docx(paper("题", made, NOTES))))
    rows = [[cell.text for cell in row.cells] for table in written.tables for row in table.rows]
    assert ["不属于任何部分", "", "", "", "", "", "4"] in rows


def test_a_strip_of_many_tasks_goes_over_several_slides() -> None:
    made = topics(PLAN, SCOPED, Choice((Part.PROGRESS,)), TOLD)
    ((strip, cell),) = [(one, one.body.rows[0][1][0]) for one in made if isinstance(one.body, Cells)]
    many = Cells(tuple((f"第{n}部分", (cell,) * 20) for n in range(10)))
    bodies = [slide.body for slide in paged([replace(strip, body=many)])]
    assert sum(len(own) for body in bodies if isinstance(body, Cells) for _, own in body.rows) == 200
    assert len(bodies) == 4  # three lines for each section, ten on a slide


def test_what_is_late_or_verified_is_told_by_its_number_in_slides_and_papers() -> None:
    table = TOLD.standing.assign(
        late=TOLD.standing["task_id"] == "2", verified=TOLD.standing["task_id"] == "1"
    )
    made = topics(PLAN, SCOPED, Choice((Part.PROGRESS,)), replace(TOLD, standing=table))
    (strip,) = [slide for slide in made if isinstance(slide.body, Cells)]
    assert str(strip.findings[0]).endswith("时限已过而没有填报已完成的1项（第2项）。✓是督查已核实的1项。")
    written = docx.Document(io.BytesIO(to_docx(paper("题", made, NOTES))))
    rows = [[cell.text for cell in row.cells] for table in written.tables for row in table.rows]
    assert ["一", "", "2（时限已过）", "1✓", "", "", ""] in rows
    assert "红框" not in "".join(paragraph.text for paragraph in written.paragraphs)
