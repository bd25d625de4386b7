"""Sentences on what a scenario makes of a plan: counts, joint tasks, ties, meetings, waits; and for whom."""

from collections.abc import Iterable

import pandas as pd

from analytics.arrangements.coverage import SEATS_AT_MOST
from analytics.evidence import Mark
from analytics.findings.sentences import Finding, each, listing, say, tied
from analytics.loads.workload import TOLERANCE
from analytics.scenarios.comparing import BeforeAfter, Totals
from analytics.years.departments import Standing


def scenario_headline(both: BeforeAfter, names: tuple[str, str]) -> Finding:
    """What changes in all; ``names``: of what is held against, and of the scenario."""
    parts = [
        f"{word}{before}{unit}→{after}{unit}"
        for word, before, after, unit in _figures(both.before, both.after)
        if before is not None and after is not None and before != after
    ]
    return say(f"{names[1]}与{names[0]}相比：{'，'.join(parts) or '合计的数没有变化'}。")


def _figures(before: Totals, after: Totals) -> Iterable[tuple[str, int | None, int | None, str]]:
    for word, name, unit in (
        ("任务", "tasks", "项"),
        ("列名", "namings", "次"),
        ("共同承担", "joint", "项"),
        ("有共同任务的部门", "ties", "对"),
    ):
        yield word, getattr(before, name), getattr(after, name), unit
    yield f"联席会议（每次至多{SEATS_AT_MOST}个部门）", before.meetings, after.meetings, "次"
    yield "席位", before.seats, after.seats, "个"
    yield "议程等候（一个部门等一项议题为一个时段）", before.waiting_slots, after.waiting_slots, "个时段"


def scenario_findings(both: BeforeAfter, names: tuple[str, str]) -> list[Finding]:
    """For whom it changes: whose 参与数 and 分担数 rise and fall most, who is most named, ties, connecting departments.

    What there is none of is left out; the last sentence says what the counts are not.
    """
    own = both.departments[~both.departments["collective"]]
    said = []
    for word, sign in (("增加", 1), ("减少", -1)):
        change = sign * own["more"]
        if len(own) and change.max() > 0:
            most = own[change == change.max()]
            steps = {
                f"{before}项→{after}项"
                for before, after in zip(most["earlier_full"], most["later_full"], strict=True)
            }
            told = steps.pop() if len(steps) == 1 else f"各{word}{change.max()}项"
            said.append(
                say(
                    f"参与数{word}最多的是{tied(most['name'].tolist())}（{told}）。",
                    about=[Mark((department,)) for department in most["department_id"]],
                )
            )
    for column, word, digits in (("full", "参与数", 0), ("fractional", "分担数", 2)):
        one, other = (_top(own["name"], own[f"{side}_{column}"], digits) for side in ("earlier", "later"))
        if one is None or other is None or one == other:
            continue
        if one[0] == other[0]:
            said.append(say(f"{word}最高的仍是{one[0]}，由{one[1]}变为{other[1]}。"))
        else:
            said.append(say(f"{word}最高的由{one[0]}（{one[1]}）变为{other[0]}（{other[1]}）。"))
    new, gone = (int((both.ties["standing"] == standing).sum()) for standing in (Standing.NEW, Standing.GONE))
    if new or gone:
        said.append(say(f"新有联系的部门{new}对，不再有的{gone}对。"))
    connecting = both.before.connecting, both.after.connecting
    for word, units in (
        ("不再是连接部门的：", [unit for unit in connecting[0] if unit not in connecting[1]]),
        ("成为连接部门的：", [unit for unit in connecting[1] if unit not in connecting[0]]),
    ):
        if units:
            said.append(say(word, listing(units), "。"))
    open_ends = _unproven(both, names)
    if open_ends:
        said.append(say(f"{'、'.join(open_ends)}是目前最好的结果，尚未证明不能更少。"))
    return [*said, say("数的是列名次数，不等于实际投入；没有发生的改动，是设想，不是预测。")]


def _top(names: pd.Series, counts: pd.Series, digits: int) -> tuple[str, str] | None:
    """Who has the highest count, and it: 研究室, 11项; None where nobody has any."""
    top = float(counts.max()) if len(counts) else 0.0
    if top <= 0:
        return None
    own = names[counts >= top - TOLERANCE].tolist()
    return tied(own), f"{each(own)}{top:.{digits}f}项"


def _unproven(both: BeforeAfter, names: tuple[str, str]) -> list[str]:
    return [
        f"{name}的{word}"
        for name, side in zip(names, (both.before, both.after), strict=True)
        for word, found, proven in (
            ("会议", side.meetings, side.meetings_optimal),
            ("等候", side.waiting_slots, side.waiting_optimal),
        )
        if found is not None and not proven
    ]
