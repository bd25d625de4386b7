"""草案检查 to send round: a row for each remark with what was done about it; as a workbook or as a paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from analytics.definitions.drafts import RULE_NAMES
from analytics.drafts.draft import Draft
from analytics.drafts.rules import Remark
from analytics.exports.paper import Paper, Paragraph, Source, Table
from analytics.slides.presentation import source_line
from data.vocabulary import task_number

TITLE = "草案检查意见"
SHARES = (0.07, 0.06, 0.3, 0.15, 0.26, 0.16)


class Handling(StrEnum):
    """What the person who works through the remarks did about one; the text is what is shown."""

    OPEN = "未处理"
    DONE = "已改"
    IGNORED = "忽略"


@dataclass(frozen=True, slots=True)
class Handled:
    """What was done about a remark, and why."""

    handling: Handling = Handling.OPEN
    reason: str = ""

    @property
    def settled(self) -> bool:
        """Whether nothing is left to do; to ignore a remark takes a reason."""
        return self.handling is Handling.DONE or (
            self.handling is Handling.IGNORED and bool(self.reason.strip())
        )


def remark_table(draft: Draft, remarks: Sequence[Remark], handled: Mapping[Remark, Handled]) -> pd.DataFrame:
    """A row for each remark, in their order: 任务 (number as printed), 行, 原句, 规则, 建议, 处理, 理由.

    What is about the whole draft has no task and no line. Without remarks: no rows.
    """
    own = [handled.get(remark, Handled()) for remark in remarks]
    return pd.DataFrame(
        {
            "任务": [
                ""
                if remark.position is None
                else task_number(draft.document.tasks[remark.position - 1].number)
                for remark in remarks
            ],
            "行": pd.array([remark.line for remark in remarks], dtype="Int64"),
            "原句": [remark.text for remark in remarks],
            "规则": [RULE_NAMES[remark.rule] for remark in remarks],
            "建议": [remark.suggestion for remark in remarks],
            "处理": [str(one.handling) for one in own],
            "理由": [one.reason for one in own],
        }
    )


def to_paper(title: str, table: pd.DataFrame, notes: Sequence[tuple[str, str]]) -> Paper:
    """The remarks of ``remark_table`` as a paper under the title of the draft."""
    blank = table["行"].astype("object").where(table["行"].notna(), "").astype(str)
    done = [
        f"{handling}{f'：{reason}' if reason else ''}"
        for handling, reason in zip(table["处理"], table["理由"], strict=True)
    ]
    columns = (table["任务"], blank, table["原句"], table["规则"], table["建议"], done)
    rows = tuple(tuple(map(str, row)) for row in zip(*columns, strict=True))
    left = int((table["处理"] == Handling.OPEN).sum())
    return Paper(
        f"{TITLE}\n（{title}）",
        (
            Paragraph(f"共{len(rows)}处，{left}处未处理。"),
            Table("表1　逐条意见", ("任务", "行", "原句", "规则", "建议", "处理"), SHARES, rows),
            Source(f"规则凭用语判断，可能多报，也可能漏报。{source_line(notes)}"),
        ),
    )
