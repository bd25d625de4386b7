"""The agenda as a presentation and as a workbook, read back; the plans are invented."""

import io
from datetime import date, datetime, time, timedelta

import openpyxl
import pandas as pd
import pptx
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.shapes.group import GroupShape

from analytics.arrangements import agenda
from analytics.arrangements.agenda import Rules
from analytics.arrangements.agenda.timetable import Pause, Timetable, timetable
from analytics.exports.agenda_slides import agenda_to_pptx
from analytics.exports.frames import own_look
from analytics.exports.headed_sheets import headed_to_xlsx
from analytics.findings.sentences import say
from analytics.scope import Scope, select
from analytics.task_list import Sharing
from tests.analytics.exports import hostile
from tests.analytics.scopes import scoped_of
from tests.plans import plan_of

EVENING = datetime.combine(date(2020, 6, 1), time(23, 50))
NOTES = [("文件", "某某要点（虚构）"), ("说明", "首列为“推定牵头”。" * 20)]
NUMBERS = {"1": "1", "2": "2", "3": "3"}
LABELS = {"1": "第1项", "2": hostile.FORMULA, "3": hostile.CONTROL}


def times() -> Timetable:
    """Items 1 2 3 of 5 minutes each and a break of 10 before the second, over midnight."""
    items = agenda.items(scoped_of("甲乙", "乙", "丙甲"), Rules(Sharing.ANY))
    return timetable(items, "123", EVENING, [Pause(time(23, 52), 10)])


def presentation(made: Timetable) -> pptx.presentation.Presentation:
    return pptx.Presentation(
        io.BytesIO(agenda_to_pptx(made, "推进会", LABELS, NUMBERS, [say("一句。")], NOTES))
    )


def tables(made: pptx.presentation.Presentation) -> dict[str, list[list[str]]]:
    return {
        slide.shapes.title.text_frame.text: [[cell.text for cell in row.cells] for row in shape.table.rows]
        for slide in made.slides
        for shape in slide.shapes
        if shape.has_table
    }


def bars(slide: pptx.slide.Slide) -> list:
    (picture,) = [one for one in slide.shapes if isinstance(one, GroupShape)]
    return [one for one in picture.shapes if one.shape_type == MSO_SHAPE_TYPE.AUTO_SHAPE]


def test_slides_have_the_order_and_the_visits_as_tables() -> None:
    made = presentation(times())
    assert tables(made) == {
        "议程": [
            ["次序", "时间", "议题", "责任部门"],
            ["1", "23:50–23:55", "第1项", "甲、乙"],
            ["", "23:55–次日 00:05", "休息", ""],
            ["2", "次日 00:05–00:10", "=1+1", "乙"],
            ["3", "次日 00:10–00:15", "甲␀␛ 乙�", "丙、甲"],
        ],
        "各部门到会时间": [
            ["部门", "到会", "离会", "等候（分钟）", "任务"],
            ["乙", "23:50", "次日 00:10", "0", "1、2"],
            ["甲", "23:50", "次日 00:15", "5", "1、3"],
            ["丙", "次日 00:10", "次日 00:15", "0", "3"],
        ],
    }
    for slide in made.slides:
        assert any("某某要点（虚构）" in one.text_frame.text for one in slide.shapes if one.has_text_frame)


def test_the_picture_is_of_shapes_that_stay_on_the_slide() -> None:
    made = presentation(times())
    drawn = bars(made.slides[-1])
    assert [one.text_frame.text for one in drawn] == ["", "1", "2", "1", "", "3", "3"]  # the break first
    widths = [round(one.width.pt, 1) for one in drawn]
    assert widths == [2 * widths[1], *[widths[1]] * 6]
    assert all(one.left + one.width <= made.slide_width for one in made.slides[-1].shapes)


def test_many_departments_are_parted_over_pictures() -> None:
    names = [f"部门{n}" for n in range(40)]

    items = agenda.items(select(plan_of([("1", None, names)]), Scope()), Rules())
    made = presentation(timetable(items, "1", EVENING))
    pictures = [slide for slide in made.slides if slide.shapes.title.text_frame.text.startswith("到会、")]
    assert [len(bars(slide)) for slide in pictures] == [14, 14, 12]
    assert all(one.top + one.height <= made.slide_height for slide in pictures for one in slide.shapes)
    assert own_look().height > 300


def sheet() -> openpyxl.Workbook:
    table = pd.DataFrame(
        {
            "次序": [1, 2],
            "开始": [timedelta(hours=9, minutes=5), timedelta(days=1, minutes=100)],
            "工作任务": ["长" * 200, hostile.FORMULA],
        }
    )
    return openpyxl.load_workbook(io.BytesIO(headed_to_xlsx(table, "推进会（2020年6月1日）", NOTES, "议程")))


def test_a_sheet_has_its_heading_and_times_that_are_times() -> None:
    page = sheet()["议程"]
    assert (page["A1"].value, page["A2"].value) == ("推进会（2020年6月1日）", "文件：某某要点（虚构）")
    assert [cell.value for cell in page[3]] == ["次序", "开始", "工作任务"]
    assert [page["B4"].value, page["B4"].number_format] == [time(9, 5), "hh:mm"]
    assert page["B5"].number_format == '"次日 "hh:mm'
    assert page["B5"].is_date
    assert (page["C5"].value, page["C5"].data_type) == (hostile.FORMULA, "s")


def test_a_column_is_aligned_one_way_however_short_a_text_is() -> None:
    table = pd.DataFrame({"部门": ["甲", "政治部法官管理处"], "任务": ["1", "2"]})
    made = headed_to_xlsx(table, "推进会", NOTES, "到会")
    page = openpyxl.load_workbook(io.BytesIO(made))["到会"]
    assert [[cell.alignment.horizontal for cell in row] for row in page["A4:B5"]] == [[None, "center"]] * 2


def test_both_sheets_are_one_page_wide_and_show_all_their_text() -> None:
    for page in sheet().worksheets:
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)
    book = sheet()
    assert book["说明"]["B2"].alignment.wrap_text
    assert book["说明"].row_dimensions[2].height > 2 * book["说明"].row_dimensions[1].height
    assert book["议程"].row_dimensions[4].height > 100
