"""A scenario to take away: what it comes to before and after, department by department."""

import pandas as pd

from analytics.arrangements.coverage import SEATS_AT_MOST
from analytics.charts.scenarios import signed
from analytics.scenarios.comparing import BeforeAfter, Totals

TOTALS = {
    "tasks": "任务（项）",
    "namings": "列名（次）",
    "departments": "列名的部门（个）",
    "joint": "共同承担（项）",
    "ties": "有共同任务的部门（对）",
    "components": "由共同任务连起的组（个）",
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
        rows.append((label, *told, signed(other - one)))
    return pd.DataFrame(rows, columns=["指标", *names, "增减"], dtype="str")


def _number(totals: Totals, field: str) -> int:
    value = getattr(totals, field)
    return len(value) if isinstance(value, tuple) else int(value)


def _told(totals: Totals, field: str) -> str:
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
    return pd.DataFrame(
        {
            "部门": own["name"],
            f"{names[0]}参与数": own["earlier_full"],
            f"{names[1]}参与数": own["later_full"],
            "参与数增减": own["more"],
            f"{names[0]}分担数": own["earlier_fractional"].round(2),
            f"{names[1]}分担数": own["later_fractional"].round(2),
            "分担数增减": (own["later_fractional"] - own["earlier_fractional"]).round(2),
        }
    )
