"""What a meeting decided, to take away: minutes (会议纪要), an order for each unit (督办单), a list of all (督办清单).

Only what was entered stands in them.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from analytics.exports.paper import Heading, Paper, Paragraph, Source, Table
from analytics.findings.progress import day_of
from analytics.rows import each_row
from data.numerals import chinese
from data.progress.reported import ActionItem
from data.store.plan import Plan

COLUMNS = ("号", "工作任务", "议定事项", "办理时限", "办理结果")
SHARES = (0.08, 0.32, 0.26, 0.17, 0.17)  # a day in one line


def minutes(plan: Plan, actions: Sequence[ActionItem], meeting: str, day: date) -> Paper:
    """The minutes of a meeting as a paper: what was decided, in the order in which it was noted.

    ``actions``: of that meeting. ``day``: on which the minutes are made.
    """
    tasks = _tasks(plan)
    blocks: list[Heading | Paragraph | Table | Source] = [
        Paragraph(
            f"{meeting}就《{_title(plan)}》的{len({one.task_id for one in actions})}项任务，议定{len(actions)}项事项。"
        ),
        Heading("一、议定事项", 1),
    ]
    for at, one in enumerate(actions, 1):
        blocks.append(Paragraph(f"（{chinese(at)}）关于{tasks.get(one.task_id, '不再列出的任务')}"))
        blocks.append(Paragraph(f"{_sentence(one.what)}由{one.unit}办理{_until(one)}。{_by(one)}"))
    return Paper(f"{meeting}\n会议纪要", tuple(blocks), (_issuer(plan), day))


def orders(plan: Plan, actions: Sequence[ActionItem], day: date) -> dict[str, Paper]:
    """For each unit the order with what it has to do and has not closed, units in the order of their first item.

    ``day``: on which the orders are made.
    """
    return {
        unit: _order(plan, unit, day, [one for one in actions if one.unit == unit])
        for unit in dict.fromkeys(one.unit for one in actions)
    }


def _order(plan: Plan, unit: str, day: date, actions: Sequence[ActionItem]) -> Paper:
    tasks = _tasks(plan)
    rows = tuple(
        (
            str(one.number),
            tasks.get(one.task_id, ""),
            one.what,
            "" if one.due is None else one.due.isoformat(),
            "",
        )
        for one in actions
    )
    meetings = "、".join(dict.fromkeys(one.meeting for one in actions))
    return Paper(
        f"督办单\n（{unit}）",
        (
            Paragraph(f"{meetings}议定下列{len(rows)}项由你单位办理，请按时限办结，并把办理结果报办公室。"),
            Table("表1　督办事项", COLUMNS, SHARES, rows),
            Source(f"任务出自《{_title(plan)}》。办结后由办公室销号。"),
        ),
        (_issuer(plan), day),
    )


def follow_up_list(plan: Plan, actions: Sequence[ActionItem]) -> pd.DataFrame:
    """All action items as a table: 号, 会议, 工作任务, 议定事项, 办理单位, 办理时限, 提出人, 销号 (who, or 未销号)."""
    tasks = _tasks(plan)
    rows = [
        (
            one.number, one.meeting, tasks.get(one.task_id, ""), one.what, one.unit,
            "" if one.due is None else one.due.isoformat(), one.said_by, one.closed_by or "未销号",
        )
        for one in actions
    ]  # fmt: skip
    return pd.DataFrame(
        rows, columns=["号", "会议", "工作任务", "议定事项", "办理单位", "办理时限", "提出人", "销号"]
    )


def _tasks(plan: Plan) -> Mapping[str, str]:
    """task_id → its number and text."""
    return {row.task_id: f"第{row.number}项：{row.text}" for row in each_row(plan.tasks)}


def _title(plan: Plan) -> str:
    return str(plan.documents["title"].iloc[0])


def _issuer(plan: Plan) -> str:
    """Who issued the plan, and signs what follows from it; empty where it is not stated."""
    return str(plan.documents["issuer"].iloc[0] or "")


def _sentence(text: str) -> str:
    """The text with a full stop, where it ends without one."""
    return text if text[-1:] in "。！？；" else f"{text}。"


def _until(one: ActionItem) -> str:
    return f"，{day_of(one.due)}前办结" if one.due else ""


def _by(one: ActionItem) -> str:
    return f"（{one.said_by}提出）" if one.said_by else ""
