"""The ledger is read back: every task, every number of the summary, print set-up; no text becomes a formula."""

import io

import openpyxl
import pytest

from analytics.exports.ledger import STATUSES, WIDTHS, table, to_ledger
from analytics.exports.summary import departments_table, sections_table
from analytics.exports.tables import text_width
from analytics.loads import workload
from analytics.scope import Scope, select
from data.vocabulary import TargetKind
from tests.analytics.exports import hostile
from tests.plans import plan_of

NOTES = [("文件", "要点"), ("范围", "层级：处室"), ("说明", "首列为“推定牵头”。")]
USUAL = ["序号", "工作任务", "所属部分", "责任部门", "目标要求", "完成时限", "完成状态", "存在问题", "备注"]
SMALL = plan_of(
    [("1", "第一", ["甲"]), ("2", "第一", ["甲", "乙"]), ("3", None, ["乙"])],
    targets=[
        ("2", TargetKind.PERCENT, "45%"),
        ("2", TargetKind.DEADLINE, "年内"),
        ("3", TargetKind.COVERAGE, "全覆盖"),
    ],
)


def workbook_of(plan, *, notes=NOTES, **options):
    return openpyxl.load_workbook(io.BytesIO(to_ledger(plan, select(plan, Scope()), notes, **options)))


def rows_of(page, top=3):
    return [[cell.value for cell in row] for row in page.iter_rows(min_row=top)]


def test_deadlines_and_other_targets_have_columns_of_their_own():
    found = table(SMALL, ["2", "3"])
    assert found.to_numpy().tolist() == [
        [2, "任务2", "第一", "甲、乙", "45%", "年内", "未填报", "", ""],
        [3, "任务3", "", "乙", "全覆盖", "", "未填报", "", ""],
    ]
    assert found.columns.tolist() == USUAL


def test_roles_that_are_stated_have_columns():
    plan = plan_of([("1", None, ["甲", "乙"])], roles={("1", "甲"): "lead", ("1", "乙"): "support"})
    assert table(plan, ["1"]).columns[3:6].tolist() == ["牵头部门", "责任部门", "配合部门"]


def test_the_whole_ledger_holds_every_task(plan):
    book = workbook_of(plan)
    assert book.sheetnames == ["汇总", "台账"]
    page = book["台账"]
    assert page["A1"].value == "要点台账"
    assert page["A2"].value == "文件：要点；范围：层级：处室；说明：首列为“推定牵头”"
    head, *rows = rows_of(page)
    assert head == USUAL
    assert [str(row[0]) for row in rows] == plan.tasks["number"].tolist()
    assert [row[1] for row in rows] == plan.tasks["text"].tolist()
    assert [row[4:7] for row in rows if row[4] or row[5]] == [
        ["全覆盖", None, "未填报"],
        ["45%", None, "未填报"],
        ["100%", None, "未填报"],
        ["全覆盖", None, "未填报"],
        [None, "年内", "未填报"],
    ]


def test_it_is_ready_to_print_and_to_fill_in(plan):
    page = workbook_of(plan)["台账"]
    assert (page.freeze_panes, page.auto_filter.ref, page.print_title_rows) == ("A4", "A3:I56", "$3:$3")
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    (check,) = page.data_validations.dataValidation
    assert (str(check.sqref), check.formula1) == ("G4:G56", f'"{",".join(STATUSES)}"')


def test_rows_are_as_high_as_their_text(plan):
    page = workbook_of(plan)["台账"]
    widths = [WIDTHS[column] for column in USUAL]
    for row in page.iter_rows(min_row=4):
        lines = max(
            -(-text_width(str(cell.value or "")) // width) for cell, width in zip(row, widths, strict=True)
        )
        assert page.row_dimensions[row[0].row].height >= 15 * lines


def test_very_long_texts_widen_the_column_until_a_row_can_hold_them():
    plan = plan_of([("1", None, ["甲"])])
    plan.tasks.loc[0, "text"] = "长" * 1500
    page = workbook_of(plan)["台账"]
    assert page.row_dimensions[4].height <= 409
    assert page.column_dimensions["B"].width * (409 // 15.5 - 1) >= 3000


def test_each_department_has_a_sheet_with_its_tasks(plan):
    scoped = select(plan, Scope())
    book = workbook_of(plan, by_department=True)
    departments = workload.by_department(scoped)
    assert book.sheetnames == ["汇总", *departments["name"]]
    for name, department, full in zip(
        departments["name"], departments["department_id"], departments["full"], strict=True
    ):
        rows = rows_of(book[name])[1:]
        numbers = plan.tasks.set_index("task_id").loc[workload.tasks_of(scoped, department), "number"]
        assert [str(row[0]) for row in rows] == numbers.tolist()
        assert len(rows) == full


def test_the_summary_holds_the_measures_and_native_charts(plan):
    scoped = select(plan, Scope())
    page = workbook_of(plan)["汇总"]
    rows = rows_of(page, 4)
    departments = departments_table(scoped)
    assert rows[0][:7] == departments.columns.tolist()
    assert [row[0] for row in rows[1:29]] == departments["部门"].tolist()
    for row, expected in zip(rows[1:29], departments.to_numpy().tolist(), strict=True):
        assert row[1:7] == pytest.approx(expected[1:])
    by_department = {row[0]: row[1:5] for row in rows[1:29]}
    assert by_department["研究室"] == [11, pytest.approx(7.3333, abs=1e-4), 5, 6]
    assert by_department["审判管理办公室"] == [10, pytest.approx(7.7), 6, 4]
    names = sections_table(plan, scoped)["部分"].tolist()
    assert names[:2] == ["党对司法改革绝对领导", "司法服务保障大局"]
    sections = [row[:4] for row in rows if row[0] in names]
    assert sections == sections_table(plan, scoped).to_numpy().tolist()
    assert sum(row[1] for row in sections) == 53
    assert len(page._charts) == 3
    table = max(cell.column for row in page.iter_rows(min_row=4) for cell in row if cell.value is not None)
    assert all(chart.anchor._from.col >= table for chart in page._charts)  # no chart lies on a table


def test_the_summary_tells_who_leads_as_the_document_says_it():
    assumed = "共同任务中首列（推定牵头）"
    assert departments_table(select(SMALL, Scope())).columns[5:].tolist() == [assumed, "写明目标"]
    stated = plan_of(
        [("1", None, ["甲", "乙"]), ("2", None, ["丙"])], roles={("1", "甲"): "lead", ("1", "乙"): "support"}
    )
    table = departments_table(select(stated, Scope())).set_index("部门")
    assert table.columns[4:].tolist() == ["牵头", "配合", assumed, "写明目标"]
    assert table[["牵头", "配合"]].to_numpy().tolist() == [[0, 0], [1, 0], [0, 1]]  # 丙, 甲, 乙
    every = plan_of([("1", None, ["甲", "乙"])], roles={("1", "甲"): "lead", ("1", "乙"): "support"})
    assert departments_table(select(every, Scope())).columns[5:].tolist() == ["牵头", "配合", "写明目标"]


def test_the_summary_prints_as_wide_as_a_sheet_with_every_state_in_its_chart(plan):
    for by_department, breaks in ((False, 1), (True, 2)):
        page = workbook_of(plan, by_department=by_department)["汇总"]
        blocks = [
            row for row in range(1, page.max_row + 1) if page.cell(row, 1).value in ("部分", "填报情况")
        ]
        found = [one.id for one in page.row_breaks.brk]
        assert found == [row - 2 for row in blocks[:breaks]]  # an empty row above the block, the chart's edge
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)
    states = [series.tx.strRef.f for series in page._charts[2].series]
    assert [page[ref.split("!")[1].replace("$", "")].value for ref in states] == [*STATUSES, "其他"]
    place = page._charts[0].anchor
    assert (
        24 * (place.to.row - place._from.row) > 28 * 26
    )  # pixels for the two bars of each of 28 departments


def test_what_is_filled_in_is_counted_by_formulas():
    page = workbook_of(SMALL, by_department=True)["汇总"]
    formulas = [cell.value for row in page.iter_rows() for cell in row if cell.data_type == "f"]
    assert formulas[0] == "=COUNTIF('甲'!$G$4:$G$5,\"未填报\")+COUNTBLANK('甲'!$G$4:$G$5)"
    assert formulas[1] == "=COUNTIF('甲'!$G$4:$G$5,\"未启动\")"
    assert len(formulas) == 2 * (len(STATUSES) + 1)


@pytest.mark.parametrize("by_department", [False, True])
def test_text_is_never_a_formula_and_sheets_have_names_of_their_own(by_department):
    book = workbook_of(hostile.PLAN, notes=hostile.NOTES, by_department=by_department)
    folded = [name.casefold() for name in book.sheetnames]
    assert len(set(folded)) == len(folded)
    assert "history" not in folded
    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in book.sheetnames)
    own = [
        cell for page in book.worksheets for row in page.iter_rows() for cell in row if cell.data_type == "f"
    ]
    assert all(
        cell.value.startswith(("=COUNTIF(", "=1-", "=2-", "=3-", "=10-", "=11-", "=12-")) for cell in own
    )
    assert all(cell.hyperlink is None for page in book.worksheets for row in page.iter_rows() for cell in row)
    texts = {cell.value for page in book.worksheets for row in page.iter_rows() for cell in row}
    assert {hostile.FORMULA, hostile.MARKUP} <= texts


@pytest.mark.parametrize("by_department", [False, True])
def test_an_empty_scope_gives_headers(by_department):
    book = workbook_of(plan_of([]), by_department=by_department)
    assert book.sheetnames == ["汇总", "台账"]
    assert rows_of(book["台账"]) == [USUAL]
