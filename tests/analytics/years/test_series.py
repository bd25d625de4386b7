"""More than two years: the lives of tasks, departments and ties, small enough to check by hand."""

import pandas as pd
import pytest

from analytics import findings
from analytics.charts.marks import marks_of
from analytics.charts.series import department_curves, life_chart
from analytics.evidence import read_mark, tasks_behind
from analytics.exports.series import department_series_table, life_table, tie_series_table, year_table
from analytics.scope import Scope, ScopedPlan, select
from analytics.years.changes import Change, ChangeKind, Difference
from analytics.years.comparison import Comparison
from analytics.years.departments import departments_of_years, ties_of_years
from analytics.years.lives import LifeLine, in_a_row, life_lines, year_names
from analytics.years.plans import YearPlan
from analytics.years.spread import figures_of_years, spread
from tests.figures import checked
from tests.plans import plan_of

NAMES = ("2030年", "2031年", "2032年")


def three() -> tuple[ScopedPlan, ...]:
    """甲乙 and 丙; 甲乙 and 丁; 甲乙丙 and 丁丙: 丙 is not named in the middle year, 丁 not in the first."""
    plan = plan_of(
        [
            (n, None, named)
            for n, named in zip("123456", ("甲乙", "丙", "甲乙", "丁", "甲乙丙", "丁丙"), strict=True)
        ],
        documents=dict(zip("123456", "一一二二三三", strict=True)),
    )
    return tuple(select(plan, Scope(documents=(own,))) for own in "一二三")


def compared(*found: tuple[ChangeKind, tuple[int, ...], tuple[int, ...]], ids: tuple[str, str]) -> Comparison:
    plan = YearPlan("要点（虚构）", 2030, (), ())
    told = tuple(
        Change(kind, one, other, False, None, Difference(), Difference()) for kind, one, other in found
    )
    return Comparison(plan, plan, told, tuple(ids[0]), tuple(ids[1]))


def lives() -> tuple[LifeLine, ...]:
    """a stays; b is split into two, of which one is reworded and one ends; c is left out and comes again as z."""
    kinds = ChangeKind
    return life_lines(
        [
            compared((kinds.UNCHANGED, (1,), (1,)), (kinds.SPLIT, (2,), (2, 3)), (kinds.DROPPED, (3,), ()), ids=("abc", "ijk")),
            compared((kinds.UNCHANGED, (1,), (1,)), (kinds.REWORDED, (2,), (2,)), (kinds.NEW, (), (3,)), (kinds.DROPPED, (3,), ()), ids=("ijk", "xyz")),
        ]
    )  # fmt: skip


def test_every_task_stands_in_one_life_line() -> None:
    kinds = ChangeKind
    assert [(line.tasks, line.steps, line.years) for line in lives()] == [
        ((("a",), ("i",), ("x",)), ((kinds.UNCHANGED,), (kinds.UNCHANGED,)), 3),
        ((("b",), ("j", "k"), ("y",)), ((kinds.SPLIT,), (kinds.REWORDED, kinds.DROPPED)), 3),
        ((("c",), (), ()), ((kinds.DROPPED,), ()), 1),
        (((), (), ("z",)), ((), (kinds.NEW,)), 1),
    ]
    assert [line.is_untouched for line in lives()] == [True, False, False, False]
    assert lives()[1].links == (("b", "j", kinds.SPLIT), ("b", "k", kinds.SPLIT), ("j", "y", kinds.REWORDED))
    assert life_lines([]) == ()


def test_what_is_said_of_lives() -> None:
    headline = findings.series_headline(lives(), NAMES)
    assert str(headline) == "2030年至2032年的3份要点中，每份都列入的任务2项，其中文字一直没有变化的1项。"
    assert [str(said) for said in findings.life_findings(lives(), NAMES)] == [
        "2032年才有的任务1项。",
        "到2032年已不再列入的任务1项。",
        "只逐年对照，不隔年相认：中间一年没有列入的任务，到那里为止，再出现时另算一项。",
    ]
    assert "没有一项任务每份都列入" in str(findings.series_headline([], NAMES))


def test_a_split_task_takes_two_rows_and_every_dot_is_a_task() -> None:
    texts = {task: f"任务{task}" for task in "abcijkxyz"}
    figure = checked(life_chart(lives(), NAMES, dict(zip(texts, "123456789", strict=True)), texts))
    full, dashed, words, dots = figure.data
    assert list(dots.y) == [0, 0, 0, 1.5, 1, 2, 1.5, 3, 4]
    assert (list(full.y), len(dashed.y) // 3) == ([0, 0, None, 0, 0, None], 3)
    assert list(words.text) == ["拆分", "修改"]
    assert "t:b,j,k,y" in marks_of(figure)
    table = life_table(lives(), NAMES, {task: task for task in texts}, texts)
    assert table.iloc[1].tolist() == [3, "b", "拆分", "j、k", "修改、未再列入", "y", "任务y"]
    assert marks_of(checked(life_chart([], NAMES, {}, {}))) == ()


def test_departments_of_three_years() -> None:
    frame = departments_of_years(*three())
    columns = ["name", "full", "named", "first", "last", "task_ids"]
    assert frame[columns].to_numpy().tolist() == [
        ["丙", (1, 0, 2), 2, 0, 2, (("2",), (), ("5", "6"))],
        ["丁", (0, 1, 1), 2, 1, 2, ((), ("4",), ("6",))],
        ["甲", (1, 1, 1), 3, 0, 2, (("1",), ("3",), ("5",))],
        ["乙", (1, 1, 1), 3, 0, 2, (("1",), ("3",), ("5",))],
    ]  # fmt: skip
    assert [str(said) for said in findings.department_series_findings(frame, NAMES)] == [
        "列名的部门，2030年3个、2031年3个、2032年4个；每份都列名的2个。",
        "2030年没有、后来列名的部门：丁（2031年起）。",
        "中间有年份没有列名的部门：丙。",
    ]
    assert department_series_table(frame, NAMES).iloc[0].tolist() == ["丙", 1, 0, 2, 1.0, 0.0, 0.83, 2]


def test_curves_break_where_a_department_is_not_named_and_lead_to_its_year() -> None:
    figure = checked(department_curves(departments_of_years(*three()), NAMES))
    assert [height is None for height in figure.data[0].y] == [False, True, False]
    every = select(plan_of([("5", None, "甲乙丙"), ("6", None, "丁丙"), ("2", None, "丙")]), Scope())
    mark = read_mark(figure.data[0].customdata[2])
    assert mark is not None
    assert tasks_behind(every, mark) == ("5", "6")
    assert marks_of(checked(department_curves(departments_of_years(), ()))) == ()


def test_only_what_two_years_have_is_called_stable() -> None:
    frame = ties_of_years(*three())
    assert frame[["source_name", "target_name", "shared", "years"]].to_numpy().tolist() == [
        ["乙", "甲", (1, 1, 1), 3],
        ["丁", "丙", (0, 0, 1), 1],
        ["丙", "甲", (0, 0, 1), 1],
        ["丙", "乙", (0, 0, 1), 1],
    ]
    assert frame["task_ids"].iloc[0] == ("1", "3", "5")
    said = [str(one) for one in findings.tie_series_findings(frame, NAMES)]
    assert said[0] == "有共同任务的部门对，有3年的1对，有1年的3对。"
    assert "可以称为稳定的只有两年以上都有的联系，共1对" in said[1]
    once = ties_of_years(*three()[2:])
    assert "都不能称为稳定" in str(findings.tie_series_findings(once, NAMES[2:])[1])
    assert "没有联系可以对照" in str(findings.tie_series_findings(ties_of_years(), NAMES)[0])
    assert tie_series_table(frame, NAMES).iloc[0].tolist() == ["乙", "甲", 1, 1, 1, 3]


def test_figures_of_years() -> None:
    frame = figures_of_years(*three())
    assert frame.drop(columns="gini_corrected").to_numpy().tolist() == [
        [2, 1, 0, 3, 3, 1, 3],
        [2, 1, 0, 3, 3, 1, 3],
        [2, 2, 0, 4, 5, 4, 4],
    ]
    table = year_table(
        frame, NAMES, [compared(ids=("", "")), compared((ChangeKind.SPLIT, (1,), (1, 2)), ids=("", ""))]
    )
    assert table["拆分"].tolist() == ["—", "0", "2"]
    assert table["基尼系数（校正）"].tolist() == [
        "0.00（3个部门和集合名称）",
        "0.00（3个部门和集合名称）",
        "0.20（4个部门和集合名称）",
    ]


def test_what_one_task_makes_of_a_spread() -> None:
    """甲 has two of three: corrected Gini 1/3; without one of its tasks 0, without that of 乙 nothing to compare."""
    scoped = select(plan_of([("1", None, "甲"), ("2", None, "甲"), ("3", None, "乙")]), Scope())
    found = spread(scoped)
    assert (found.namings, found.concentration.n) == (3, 2)
    assert found.concentration.gini_corrected == pytest.approx(1 / 3)
    assert found.by_one_task == pytest.approx(1 / 3)
    assert pd.isna(spread(select(plan_of([]), Scope())).by_one_task)


def test_plans_of_a_body_stand_in_a_row() -> None:
    documents = pd.DataFrame(
        [("c", 2032, None, ""), ("a", 2030, None, ""), ("x", 2031, None, "他院"), ("n", None, None, "")],
        columns=["document_id", "year", "issued_on", "body"],
    ).astype({"year": "Int64"})  # fmt: skip
    assert in_a_row(documents, "a") == ("n", "a", "c")
    assert year_names(documents, ("n", "a", "c")) == ("第1份", "2030年", "2032年")
    assert year_names(documents.assign(year=2030), ("a", "c")) == ("第1份", "第2份")
