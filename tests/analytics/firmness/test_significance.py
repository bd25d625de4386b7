"""How firm ties are: p values by enumeration and by exact counting, corrections by SciPy, and what is said."""

from collections import Counter

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import false_discovery_control

from analytics.firmness.random_plans import Reference, lists
from analytics.firmness.significance import (
    Adjustment,
    Significance,
    Trials,
    Verdict,
    adjusted,
    significance,
)
from analytics.rows import each_row
from analytics.scope import Scope, ScopedPlan, select
from analytics.ties import collaboration
from analytics.ties.incidence import incidence
from tests.analytics.firmness.counting import tail
from tests.analytics.firmness.test_random_plans import every_plan, shared
from tests.analytics.scopes import davis, scoped_of
from tests.plans import plan_of


def quick(scoped: ScopedPlan) -> dict[Reference, Significance]:
    """What is known after the first draws."""
    return significance(scoped, placements=0)


def test_p_values_by_enumeration() -> None:
    scoped = scoped_of("甲乙", "甲乙", "甲乙", "丙丁", "丙", "丁")
    exact = shared(every_plan(scoped))
    found = significance(scoped)[Reference.ALL]
    first = found.frame.iloc[0]
    assert first[["source_id", "target_id", "shared"]].tolist() == ["甲", "乙", 3]
    assert first["low"] <= (exact[:, 0, 1] >= 3).mean() <= first["high"]
    assert first["expected"] == pytest.approx(exact[:, 0, 1].mean(), abs=0.03)
    assert found.comparisons == 6  # all four departments are named twice or more


FEW = st.lists(st.lists(st.sampled_from("甲乙丙丁"), unique=True, max_size=3), max_size=5)


@given(FEW)
def test_what_can_vary_by_enumeration(given_lists: list[list[str]]) -> None:
    scoped = scoped_of(*given_lists)
    if len(scoped.departments) > 1:
        exact = shared(every_plan(scoped))
        varies = exact.min(axis=0) != exact.max(axis=0)
        assert (lists(scoped).varies() == varies).all()


SECTIONS = (("1", "一", "甲乙"), ("2", "一", "甲乙丙"), ("3", "一", "丙"), ("4", "二", "甲丁"), ("5", "二", "乙丁"), ("6", "二", "丙乙"))  # fmt: skip


def test_within_sections_by_counting() -> None:
    scoped = select(plan_of([(n, s, list(names)) for n, s, names in SECTIONS]), Scope())
    found = significance(scoped)
    for reference, judged in found.items():
        blocks = [SECTIONS[:3], SECTIONS[3:]] if reference == Reference.SECTIONS else [SECTIONS]
        kept = [[list(names) for _, _, names in block] for block in blocks]
        if reference == Reference.JOINT:
            kept = [[names for names in kept[0] if len(names) > 1]]
        for row in each_row(judged.frame):
            exact = tail(kept, row.source_id, row.target_id)[row.shared]
            assert row.low - 1e-9 <= exact <= row.high + 1e-9, (reference, row)


def planted(together: int, tasks: int) -> ScopedPlan:
    """Two departments that are always named together, and others each with tasks of its own or in pairs."""
    others = "丙丁戊己庚"
    rest = [others[n % 5] + others[(n + 1) % 5] * (n < 10) for n in range(tasks - together)]
    return scoped_of(*["甲乙"] * together, *rest)


def test_a_pair_that_shares_eight_of_eight_tasks_in_two_hundred_is_decided() -> None:
    scoped = planted(8, 200)
    found = significance(scoped)
    exact = tail([collect(scoped)], "甲", "乙")[8]
    judged = found[Reference.ALL]
    at = int(((judged.frame["source_id"] == "甲") & (judged.frame["target_id"] == "乙")).to_numpy().argmax())
    assert exact / 3 < judged.frame["p_value"][at] < exact * 3
    assert exact < 1e-9
    assert judged.adjusted()["verdict"][at] == Verdict.MORE


def collect(scoped: ScopedPlan) -> list[list[str]]:
    """The departments of each task."""
    named = scoped.assignments.groupby("task")["department"].agg(list)
    return [scoped.departments["department_id"].array[own].tolist() for own in named]


def test_what_the_budget_does_not_reach_is_undecided_and_can_be_carried_on() -> None:
    scoped = planted(8, 60)
    trials = Trials(scoped)
    work = trials.go_on()
    next(work)
    assert set(trials.found()[Reference.ALL].adjusted()["verdict"]) == {"undecided"}
    for _ in work:
        pass
    assert {
        reference: set(one.adjusted()["verdict"]) - {"more", "not_shown"}
        for reference, one in trials.found().items()
    } == {
        Reference.ALL: set(),
        Reference.JOINT: set(),
        Reference.SECTIONS: set(),
    }


def test_the_same_seed_gives_the_same() -> None:
    one, same = (significance(planted(4, 30), placements=100_000) for _ in range(2))
    for reference in Reference:
        assert one[reference].frame.equals(same[reference].frame)


def test_departments_named_once_are_not_tested() -> None:
    found = quick(scoped_of("甲乙", "丙丁", "丙丁", *["戊"] * 30, *["己"] * 30))
    rows = found[Reference.ALL].frame[["source_id", "shared", "tested"]].to_numpy().tolist()
    assert rows == [["丙", 2, True], ["甲", 1, False]]
    verdicts = found[Reference.JOINT].adjusted()
    assert (
        verdicts["verdict"].tolist() == ["not_shown", "untestable"] or verdicts["verdict"][1] == "untestable"
    )
    assert np.isnan(verdicts["value"][1])


def test_where_nothing_can_be_exchanged_nothing_can_be_tested() -> None:
    found = significance(scoped_of("甲乙", "甲乙", "甲乙"))
    for judged in found.values():
        assert (judged.comparisons, judged.adjusted()["verdict"].tolist()) == (0, ["untestable"])
        assert judged.frame[["p_value", "low", "high"]].to_numpy().tolist() == [[1, 1, 1]]


def test_two_offices_of_one_department_are_told() -> None:
    plan = plan_of([("1", None, ["甲", "乙"]), ("2", None, ["甲", "丙"])], parents={"甲": "丁", "乙": "丁"})
    frame = quick(select(plan, Scope()))[Reference.ALL].frame
    told = frame.set_index(["source_id", "target_id"])["same_parent"].to_dict()
    assert told == {("甲", "乙"): True, ("甲", "丙"): False}


def test_a_hundred_random_plans_are_judged_as_by_counting_every_plan() -> None:
    random, verdicts, missed = np.random.default_rng(11), Counter[str](), 0
    for _ in range(100):
        drawn = [random.permutation(list("甲乙丙丁戊"))[:size] for size in random.integers(1, 4, 5)]
        together, alone = random.integers(0, 4), random.integers(0, 9)
        of_task = [*map(list, drawn), *[["甲", "乙"]] * together, *[["己"]] * alone]
        judged = significance(scoped_of(*of_task))[Reference.ALL]
        named = Counter(name for names in of_task for name in names)
        tails: dict[tuple[int, ...], list[float]] = {}
        exact = []
        for row in each_row(judged.frame):
            alike = tuple(sorted((named[row.source_id], named[row.target_id])))
            if alike not in tails:
                tails[alike] = tail([of_task], row.source_id, row.target_id)
            exact.append(tails[alike][row.shared])
        p, tested = np.array(exact), judged.frame["tested"].to_numpy(bool)
        missed += int(((p < judged.frame["low"] - 1e-9) | (p > judged.frame["high"] + 1e-9)).sum())
        everyone = np.append(p[tested], np.ones(judged.comparisons - tested.sum()))
        q = false_discovery_control(everyone)[: tested.sum()] if len(everyone) else everyone
        said = judged.adjusted()["verdict"].to_numpy()
        assert ((q <= 0.05) == (said[tested] == Verdict.MORE)).all(), of_task
        assert (said[~tested] == Verdict.UNTESTABLE).all()
        verdicts.update(said)
    assert missed <= 0.01 * verdicts.total()
    assert verdicts[Verdict.MORE] >= 5
    assert verdicts[Verdict.UNDECIDED] == 0


def curveball(matrix: np.ndarray, draws: int, trades: int, seed: int) -> np.ndarray:
    """Mean shared tasks over random matrices: rows trade what only one of them has (Strona et al. 2014)."""
    random = np.random.default_rng(seed)
    rows = [set(np.flatnonzero(row).tolist()) for row in matrix]
    total = np.zeros((len(rows), len(rows)))
    for _ in range(draws):
        for _ in range(trades):
            a, b = random.choice(len(rows), 2, replace=False)
            both, either = rows[a] & rows[b], sorted(rows[a] ^ rows[b])
            mixed = random.permutation(either).tolist()
            given = len(rows[a]) - len(both)
            rows[a], rows[b] = both | set(mixed[:given]), both | set(mixed[given:])
        drawn = np.zeros(matrix.shape, int)
        for row, tasks in enumerate(rows):
            drawn[row, list(tasks)] = 1
        total += drawn @ drawn.T
    return total / draws


def test_another_sampler_expects_the_same_of_the_davis_women() -> None:
    women = davis()
    frame = significance(women)[Reference.ALL].frame
    other = curveball(incidence(women).toarray(), draws=800, trades=30, seed=1)
    rows = dict(zip(women.departments["department_id"], range(18), strict=True))
    of_pairs = other[frame["source_id"].map(rows), frame["target_id"].map(rows)]
    assert np.abs(frame["expected"] - of_pairs).max() < 0.2
    assert np.abs(frame["expected"] - of_pairs).mean() < 0.03


def test_the_davis_women() -> None:
    """What is more than chance one by one stays within the groups of the literature (Freeman 2003: 1–9, 10–18)."""
    found = significance(davis())[Reference.ALL]
    assert (len(found.frame), found.comparisons) == (139, 153)
    more = {a.value: found.frame[found.adjusted(a)["verdict"] == Verdict.MORE] for a in Adjustment}
    assert {adjustment: len(ties) for adjustment, ties in more.items()} == {"fdr": 0, "holm": 0, "none": 5}
    women = nx.davis_southern_women_graph().graph["top"]
    first = set(women[:9])
    for source, target in more["none"][["source_id", "target_id"]].to_numpy():
        assert (source in first) == (target in first), (source, target)


@given(st.lists(st.floats(0.0001, 1), max_size=8), st.integers(0, 5))
def test_corrections_agree_with_scipy_and_with_the_textbook(values: list[float], untied: int) -> None:
    p_values, comparisons = np.array(values), len(values) + untied
    q_value, holm = adjusted(p_values, comparisons)
    everyone = np.append(p_values, np.ones(untied))
    if len(everyone):
        assert q_value == pytest.approx(false_discovery_control(everyone)[: len(values)])
    for at, p in enumerate(p_values):
        smaller = np.sort(everyone)[: (everyone <= p).sum()]
        steps = [min(1, (comparisons - rank) * value) for rank, value in enumerate(smaller)]
        assert holm[at] == pytest.approx(max(steps))
    assert (holm >= q_value - 1e-12).all()


def whole(found: Significance, scoped: ScopedPlan) -> bool:
    pairs = ["source_id", "target_id", "shared"]
    return found.frame[pairs].equals(collaboration.ties(scoped)[pairs])


def test_rows_are_those_of_the_ties() -> None:
    scoped = scoped_of("乙甲", "丙丁", "乙丙")
    assert all(whole(found, scoped) for found in quick(scoped).values())


@pytest.mark.parametrize("given_lists", [(), ("",), ("甲",), ("甲", "乙")])
def test_without_ties_there_is_nothing_to_test(given_lists: tuple[str, ...]) -> None:
    columns = quick(scoped_of("甲乙"))[Reference.ALL].frame.columns.tolist()
    for found in significance(scoped_of(*given_lists)).values():
        assert len(found.frame) == len(found.adjusted()) == found.comparisons == 0 or not len(found.frame)
        assert found.frame.columns.tolist() == columns
