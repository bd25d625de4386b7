"""Sentences on conclusions that turn: where another setting of one switch (level, collective names) gives another."""

import operator
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

import pandas as pd

from analytics.findings.sections import parts
from analytics.findings.sentences import Finding, counting_name, each, place, say, tied
from analytics.loads import concentration, workload
from analytics.scope import Collectives, Counting, Level, Scope, ScopedPlan, select
from data.store.plan import Plan

Seen = TypeVar("Seen")
Conclusion = tuple[Any, str] | None
"""What is compared, and its words; None where there is no such conclusion."""

Ask = Callable[..., Any]
"""Gives ``measure(*asked)`` for a measure and what it takes: computed, or kept from before by who asks often."""


def apply(measure: Callable[..., Any], *asked: Any) -> Any:
    """Compute it."""
    return measure(*asked)


_HERE = ""
_AT_LEVEL = {Level.OFFICE: "按处室看", Level.PARENT: "合并到部门"}
_WITH_COLLECTIVES = {
    Collectives.NODE: "集合名称按原样",
    Collectives.OMIT: "不计入集合名称",
    Collectives.EXPAND: "集合名称展开为成员",
}


def first_place_turns(plan: Plan, scope: Scope, ask: Ask = apply) -> list[Finding]:
    """Where another setting puts others first, by each count; who, and with how much.

    Nothing where the first places hold, or where more than three share one.
    """
    tables = _in_every_setting(plan, scope, ask, workload.by_department)
    found = []
    for counting in Counting:

        def first(table: pd.DataFrame, counting: Counting = counting) -> Conclusion:
            names, count = _first(table, counting)
            return (set(names), _with_count(names, count, counting)) if 0 < len(names) <= 3 else None

        found += _turns(tables, f"按{counting_name(counting)}的首位", first)
    return found


def joint_turns(plan: Plan, scope: Scope, ask: Ask = apply) -> list[Finding]:
    """Where another setting gives another number of joint tasks."""

    def joint(summary: workload.WorkloadSummary) -> Conclusion:
        return summary.joint_tasks, f"{summary.joint_tasks}项"

    return _turns(_in_every_setting(plan, scope, ask, workload.summary), "共同承担的任务数", joint)


def widest_section_turns(plan: Plan, scope: Scope, ask: Ask = apply) -> list[Finding]:
    """Where in another setting another section has most departments; collective names are none of them."""

    def widest(scoped: ScopedPlan) -> Conclusion:
        cells = workload.by_section(scoped).dropna(subset="section_id")
        collective = scoped.departments["department_id"][scoped.departments["collective"]]
        number = cells[~cells["department_id"].isin(collective)].groupby("section_ordinal").size()
        if number.empty or len(set(scoped.tasks["document_id"])) > 1:
            return None
        most = number.index[number == number.max()].tolist()
        return tuple(most), f"{parts(most)}（{each(most)}{number.max()}个）"

    return _turns(_in_every_setting(plan, scope, ask), "部门最多的部分", widest)


def concentration_turns(plan: Plan, scope: Scope, ask: Ask = apply) -> list[Finding]:
    """Where another setting gives another answer to whether the load is more concentrated than chance gives."""

    def verdict(scoped: ScopedPlan) -> Conclusion:
        spread = concentration.describe(scoped)
        if spread.n < 2:
            return None
        said = concentration.against_chance(spread, concentration.reference(scoped))
        return said, _SPREAD[said]

    return _turns(_in_every_setting(plan, scope, ask), "与随机相比", verdict)


_SPREAD = {1: "更集中", 0: "不能说更集中", -1: "更均匀"}


def place_turns(plan: Plan, scope: Scope, department_id: str, ask: Ask = apply) -> list[Finding]:
    """Where another setting gives a department another place by a count than those it has with the ones level with it.

    Nothing for a collective name.
    """
    tables = _in_every_setting(plan, scope, ask, workload.by_department)
    found = []
    for counting in Counting:

        def rank(table: pd.DataFrame, counting: Counting = counting) -> Conclusion:
            ranked = table[~table["collective"]]
            ranks = ranked[f"{counting}_rank"].to_numpy(int)
            own = ranks[(ranked["department_id"] == department_id).to_numpy(bool)]
            if not len(own):
                return None
            places = range(own[0], own[0] + int((ranks == own[0]).sum()))
            return places, f"{place(own[0], ranks)}位（{len(ranks)}个中）"

        found += _turns(tables, f"按{counting_name(counting)}的位次", rank, _apart)
    return found


def _apart(places: Any, others: Any) -> bool:
    """Whether two departments level with others cannot have the same place."""
    return set(places).isdisjoint(others)


def _turns(
    seen: Mapping[str, Seen],
    what: str,
    conclude: Callable[[Seen], Conclusion],
    differ: Callable[[object, object], bool] = operator.ne,
) -> list[Finding]:
    """What ``conclude`` gives here, and where another setting of one switch gives another: one sentence, or none.

    ``seen``: what is concluded from, under ``_HERE`` and in the other settings. ``differ``: whether two are different
    conclusions.
    """
    here = conclude(seen[_HERE])
    if here is None:
        return []
    others = {words: conclude(one) for words, one in seen.items() if words != _HERE}
    turned = [
        f"{words}是{other[1]}" for words, other in others.items() if other and differ(other[0], here[0])
    ]
    return [say(f"{what}随口径而变：现在是{here[1]}；{'；'.join(turned)}。")] if turned else []


def _in_every_setting(
    plan: Plan, scope: Scope, ask: Ask, measure: Callable[[ScopedPlan], Any] | None = None
) -> dict[str, Any]:
    """A measure here, and with another setting of one switch by what that is called; without one, the plan as it is seen."""
    settings = {_HERE: scope, **_other_settings(plan, scope)}
    seen = {words: ask(select, plan, there) for words, there in settings.items()}
    return seen if measure is None else {words: ask(measure, own) for words, own in seen.items()}


def _other_settings(plan: Plan, scope: Scope) -> dict[str, Scope]:
    """The scopes with another setting of one switch, by what that is called."""
    levels = {_AT_LEVEL[level]: replace(scope, level=level) for level in Level if level is not scope.level}
    if not plan.departments["collective"].any():
        return levels
    ways = [way for way in Collectives if way is not scope.collectives]
    return levels | {_WITH_COLLECTIVES[way]: replace(scope, collectives=way) for way in ways}


def _first(table: pd.DataFrame, counting: Counting) -> tuple[list[str], float]:
    """The departments with the most, and how much that is."""
    top = table[(table[f"{counting}_rank"] == 1).fillna(False)]
    return top["name"].tolist(), float(top[str(counting)].iloc[0]) if len(top) else 0.0


def _with_count(names: list[str], count: float, counting: Counting) -> str:
    form = ".2f" if counting is Counting.FRACTIONAL else ".0f"
    return f"{tied(names)}（{each(names)}{count:{form}}）"
