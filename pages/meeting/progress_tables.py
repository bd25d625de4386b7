"""The pictures of 进展 that are text: cells by section and by unit, the table of transitions, what needs several units."""

import pandas as pd

from analytics.evidence import Mark
from analytics.progress.standing import by_filler as filled_by
from analytics.progress.standing import transitions as moves
from analytics.rows import each_row
from analytics.safe.html import as_html
from data.store.plan import Plan
from data.vocabulary import OUTSIDE, UNREPORTED, Status, status_text
from pages.shared import markup, reports, sentences


def strip(standing: pd.DataFrame, sections: pd.DataFrame) -> str:
    """A cell for each task, a row for each section. ``sections``: of ``words.section_columns``."""
    said = sentences.address_without_mark()
    rows = []
    names = [(row.section_id, row.short_name, row.title) for row in each_row(sections)]
    for section_id, name, title in [*names, ("", OUTSIDE, OUTSIDE)]:
        own = standing[standing["section_id"].fillna("") == section_id]
        if len(own):
            label = f'<span title="{as_html(title)}">{as_html(name)}<small> {len(own)} 项</small></span>'
            rows.append((label, [reports.cell(row, said) for row in each_row(own)]))
    return reports.strip(rows)


def by_filler(plan: Plan, standing: pd.DataFrame) -> str:
    """A row of small cells for each unit, in the order of the directory."""
    said = sentences.address_without_mark()
    rows = []
    for unit in each_row(filled_by(plan, standing)):
        own = standing.iloc[unit.rows]
        cells = "".join(reports.cell(row, said, small=True) for row in each_row(own))
        name = (
            sentences.link(unit.name, Mark(tasks=tuple(own["task_id"])), said)
            if unit.name
            else as_html("没有填报单位")
        )
        silent = int((own["status"] == "").sum())
        rows.append(
            [
                name,
                f'<div class="cells">{cells}</div>',
                as_html(f"{len(own)} 项{f'，{silent} 项未填报' if silent else ''}"),
            ]
        )
    return markup.table(("填报单位", "各项任务", "填报"), rows, "directory units")


def transitions(standing: pd.DataFrame) -> str:
    """Statuses in the period before as rows, now as columns; in each cell the numbers of the tasks."""
    said = sentences.address_without_mark()
    found, by_id = moves(standing), standing.set_index("task_id", drop=False)
    rows = []
    for before in Status:
        cells = [f"<b>{as_html(status_text(before))}</b>"]
        for now in Status:
            ids = found.get((before, now), ())
            numbers = reports.numbers(by_id.loc[list(ids)], said) if ids else ""
            cells.append(f'<div class="{"kept" if before == now else ""}">{numbers}</div>')
        rows.append(cells)
    heads = ["上期↓ 本期→", *(status_text(now) for now in Status)]
    return markup.table(heads, rows, "directory moves")


def coordination(asked: pd.DataFrame) -> str:
    """What needs several units: task, what, and who must sit together."""
    said = sentences.address_without_mark()
    rows = [
        [
            sentences.link(f"第 {row.number} 项", Mark(tasks=(row.task_id,)), said),
            as_html(row.needs),
            as_html("、".join(row.units)),
        ]
        for row in each_row(asked)
    ]
    return markup.table(("任务", "需协调事项", "要坐到一起的单位"), rows, "directory needs")


def table(shown: reports.Reports) -> pd.DataFrame:
    """All tasks of the scope with the three facts, under Chinese headings."""
    standing = shown.standing
    return pd.DataFrame(
        {
            "序号": standing["number"],
            "工作任务": standing["text"],
            "填报单位": standing["filler"],
            "填报状态": [status or UNREPORTED for status in standing["status"]],
            "上期状态": standing["before"],
            "时限": ["" if due is None else due.isoformat() for due in standing["due"]],
            "时限由谁定": [
                "" if row.due is None else "办公室" if row.set_by_office else "文件"
                for row in each_row(standing)
            ],
            "时限状态": [str(timing) for timing in standing["timing"]],
            "核实": ["已核实" if checked else "" for checked in standing["verified"]],
            "进展情况": standing["statement"],
            "需协调事项": standing["needs"],
            "填报时的任务文字（有改动的）": standing["reported_on"],
        }
    )
