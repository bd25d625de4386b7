"""A scenario to take away: what it comes to before and after, its changes, and what of the text they change."""

from collections.abc import Mapping, Sequence

import pandas as pd

from analytics.arrangements.coverage import SEATS_AT_MOST
from analytics.charts.scenarios import signed
from analytics.exports.paper import Block, Heading, Paper, Paragraph, Source, Table, Tracked, Tracking
from analytics.exports.years import counts_of_both
from analytics.findings.scenarios import scenario_findings, scenario_headline
from analytics.findings.sentences import units
from analytics.scenarios.applying import Fault
from analytics.scenarios.comparing import ARRANGED_AT_MOST, BeforeAfter, Totals
from analytics.scenarios.wording import Edit
from analytics.slides.presentation import source_line
from analytics.years.passages import revisions
from data.scenarios.changes import LABELS, told
from data.scenarios.form import Scenario

TOTALS = {
    "tasks": "任务（项）",
    "namings": "列名（次）",
    "departments": "列名的部门",
    "joint": "共同承担（项）",
    "ties": "有共同任务的部门（对）",
    "components": "由共同任务连起的组（个）",
    "isolated": "没有共同任务的部门（个，含集合名称）",
    "connecting": "连接部门（个）",
    "meetings": f"联席会议（次，每次至多 {SEATS_AT_MOST} 个部门）",
    "seats": "联席会议席位（个）",
    "waiting_slots": "议程等候（时段）",
}
"""The figures of ``Totals``, as tables call them."""


def totals_table(both: BeforeAfter, names: tuple[str, str]) -> pd.DataFrame:
    """A row for each figure of a plan: 指标, before and after under their names, 增减; what is not proven to be least says so."""
    rows = []
    for field, label in TOTALS.items():
        one, other = (_number(side, field) for side in (both.before, both.after))
        told = [_told(side, field) for side in (both.before, both.after)]
        rows.append((label, *told, "" if one is None or other is None else signed(other - one)))
    return pd.DataFrame(rows, columns=["指标", *names, "增减"], dtype="str")


def _number(totals: Totals, field: str) -> int | None:
    value = getattr(totals, field)
    return len(value) if isinstance(value, tuple) else value


def _told(totals: Totals, field: str) -> str:
    if _number(totals, field) is None:
        return f"共同承担的任务多于 {ARRANGED_AT_MOST} 项，没有计算"
    if field == "departments":
        return units(totals.departments, totals.collectives)
    proven = {
        "meetings": totals.meetings_optimal,
        "seats": totals.meetings_optimal,
        "waiting_slots": totals.waiting_optimal,
    }
    more = f"：{'、'.join(totals.connecting)}" if field == "connecting" and totals.connecting else ""
    return f"{_number(totals, field)}{more}{'' if proven.get(field, True) else '（目前最好）'}"


def department_table(both: BeforeAfter, names: tuple[str, str]) -> pd.DataFrame:
    """A row for each department: 参与数 and 分担数 before and after, and by how much they differ."""
    own = both.departments
    more = (own["later_fractional"] - own["earlier_fractional"]).round(2)
    return counts_of_both(own, names).assign(分担数增减=more)


def change_table(scenario: Scenario, faults: Sequence[Fault], numbers: Mapping[str, str]) -> pd.DataFrame:
    """A row for each change of a scenario: 次序, 改动, and whether it could be made. ``numbers``: of the tasks, by their ids."""
    at_fault = {fault.number: fault.text for fault in faults}
    rows = [
        (
            number,
            LABELS[type(change)],
            at_fault.get(number, told(change, numbers)),
            "没有生效" if number in at_fault else "",
        )
        for number, change in enumerate(scenario.changes, 1)
    ]
    return pd.DataFrame(rows, columns=["次序", "种类", "改动", "说明"])


def edit_table(found: Sequence[Edit]) -> pd.DataFrame:
    """A row for each place of the document to be edited: 行 (missing where unknown), 任务, 原文, 改为, 做法."""
    return pd.DataFrame(
        {
            "行": pd.array([edit.line for edit in found], dtype="Int64"),
            "任务": [edit.number for edit in found],
            "原文": ["".join(edit.old.split("\n")) for edit in found],
            "改为": [edit.new for edit in found],
            "做法": [_doing(edit) for edit in found],
        }
    )


def _doing(edit: Edit) -> str:
    if edit.drops_the_task:
        return "删去这项任务和它的责任部门"
    if not edit.new:
        return "删去责任部门"
    return "改写责任部门" if edit.old else "在这一行之后写明责任部门"


def to_paper(
    scenario: Scenario,
    changes: pd.DataFrame,
    found: Sequence[Edit],
    both: BeforeAfter,
    names: tuple[str, str],
    notes: Sequence[tuple[str, str]],
) -> Paper:
    """A scenario as a paper: what it comes to, its changes, and the text with the changes tracked.

    ``changes``: of ``change_table``; ``found``: the places to be edited; ``names``: as for ``totals_table``.
    """
    totals = totals_table(both, names)
    blocks: list[Block] = [
        Paragraph(str(scenario_headline(both, names))),
        *(Paragraph(str(said)) for said in scenario_findings(both, names)),
        Table("表1　合计", tuple(totals.columns), (0.36, 0.26, 0.26, 0.12), _rows(totals)),
        Heading("一、改动", 1),
        Table(
            "表2　改动", ("次序", "改动", "说明"), (0.1, 0.7, 0.2), _rows(changes[["次序", "改动", "说明"]])
        ),
        Heading("二、改稿", 1),
        *(_tracked(edit) for edit in found),
        Source(f"删去的词划去，增加的词加下划线；任务序号没有重排。{source_line(notes)}"),
    ]
    return Paper(f"情景推演\n（{scenario.name}）", tuple(blocks))


def _rows(table: pd.DataFrame) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(map(str, row)) for row in table.itertuples(index=False))


def _tracked(edit: Edit) -> Tracked:
    """One place to be edited: task and line, the words with their changes."""
    where = f"第{edit.number}项" + ("" if edit.line is None else f"（第{edit.line}行）") + "　"
    old = "".join(edit.old.split("\n"))
    pieces = [
        (
            piece.text,
            Tracking.KEPT
            if piece.earlier and piece.later
            else Tracking.DELETED
            if piece.earlier
            else Tracking.INSERTED,
        )
        for piece in revisions(old, edit.new)
    ]
    return Tracked(((where, Tracking.KEPT), *pieces))
