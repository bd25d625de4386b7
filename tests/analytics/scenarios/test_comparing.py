"""Before and after: by hand on a tiny plan, against NetworkX, and on the real document."""

import networkx as nx
import pandas as pd

from analytics.arrangements import agenda, coverage
from analytics.exports.scenarios import totals_table
from analytics.findings.networks import network_findings
from analytics.findings.scenarios import scenario_findings, scenario_headline
from analytics.scenarios import comparing
from analytics.scenarios.applying import apply
from analytics.scenarios.comparing import before_after, totals
from analytics.scope import Scope, select
from data.scenarios.changes import AddUnit, DropTask, MergeUnits, RemoveUnit
from data.scenarios.form import Scenario
from data.store.plan import Plan
from tests.plans import DOCUMENT, plan_of

TINY = plan_of([("1", "一", ["甲", "乙"]), ("2", "一", ["乙", "丙"]), ("3", "二", ["丙"])])


def test_before_and_after_by_hand():
    changes = (RemoveUnit("2", "乙"), AddUnit("3", "丁")), (AddUnit("3", "甲"),)
    after = apply(TINY, Scenario(DOCUMENT, "试", (changes[0][0], *changes[1]))).plan
    both = before_after(select(TINY, Scope()), select(after, Scope()))
    assert (both.before.tasks, both.before.namings, both.before.joint, both.before.ties) == (3, 5, 2, 2)
    assert (both.after.tasks, both.after.namings, both.after.joint, both.after.ties) == (3, 5, 2, 2)
    assert (both.before.connecting, both.after.connecting) == (("乙",), ("甲",))
    assert both.departments[
        ["name", "earlier_full", "later_full", "earlier_fractional", "later_fractional"]
    ].to_numpy().tolist() == [["甲", 1, 2, 0.5, 1.0], ["乙", 2, 1, 1.0, 0.5], ["丙", 2, 2, 1.5, 1.5]]
    assert both.cells[["section_id", "name", "before", "after", "more"]].to_numpy().tolist() == [
        ["一", "乙", 2, 1, -1],
        ["二", "甲", 0, 1, 1],
    ]
    assert sorted(both.ties[["source_id", "target_id", "standing"]].to_numpy().tolist()) == [
        ["丙", "乙", "gone"],
        ["丙", "甲", "new"],
        ["乙", "甲", "kept"],
    ]
    names = "原要点", "情景“试”"
    assert str(scenario_headline(both, names)) == "情景“试”与原要点相比：合计的数没有变化。"
    assert [str(said) for said in scenario_findings(both, names)] == [
        "参与数增加最多的是甲（1项→2项）。",
        "参与数减少最多的是乙（2项→1项）。",
        "参与数最高的由乙、丙并列（各2项）变为甲、丙并列（各2项）。",
        "新有联系的部门1对，不再有的1对。",
        "不再是连接部门的：乙。",
        "成为连接部门的：甲。",
        "数的是列名次数，不等于实际投入；没有发生的改动，是设想，不是预测。",
    ]


def test_who_still_has_most_is_named_once():
    before, after = (
        select(plan_of([(str(at), None, ["甲"]) for at in range(tasks)]), Scope()) for tasks in (3, 2)
    )
    said = [str(one) for one in scenario_findings(before_after(before, after), ("原要点", "情景“试”"))]
    assert "参与数最高的仍是甲，由3项变为2项。" in said


def test_a_plan_against_itself_differs_in_nothing():
    scoped = select(TINY, Scope())
    both = before_after(scoped, scoped)
    assert both.before == both.after
    assert both.cells.empty
    assert (both.departments["more"] == 0).all()
    assert (both.ties["standing"] == "kept").all()


def test_nothing_is_left_of_a_plan_whose_tasks_are_all_dropped():
    changes = tuple(DropTask(str(number)) for number in (1, 2, 3))
    empty = select(apply(TINY, Scenario(DOCUMENT, "试", changes)).plan, Scope())
    found = totals(empty)
    assert (found.tasks, found.ties, found.meetings, found.waiting_slots) == (0, 0, 0, 0)
    assert found.waiting_optimal
    both = before_after(select(TINY, Scope()), empty)
    assert both.departments["later_full"].tolist() == [0, 0, 0]


def test_the_real_plan_by_other_ways(plan: Plan):
    document = plan.documents["document_id"].iloc[0]
    changes = (MergeUnits(("政治部干部处", "政治部法官管理处"), "政治部"), DropTask(f"{document}-t004"))
    after = select(apply(plan, Scenario(document, "试", changes)).plan, Scope())
    both = before_after(select(plan, Scope()), after, seconds=10)
    named = pd.DataFrame(
        {
            "task": after.tasks["task_id"].array[after.assignments["task"]],
            "unit": after.departments["name"].array[after.assignments["department"]],
        }
    )
    network: nx.Graph[str] = nx.Graph()
    network.add_nodes_from(named["unit"])
    for _, own in named.groupby("task"):
        network.add_edges_from(nx.complete_graph(own["unit"].tolist()).edges)
    assert both.after.ties == network.number_of_edges()
    groups = [len(group) for group in nx.connected_components(network)]
    assert both.after.components == sum(size > 1 for size in groups)
    assert both.after.isolated == sum(size == 1 for size in groups)
    assert set(both.after.connecting) == set(nx.articulation_points(network))
    met = coverage.meetings(after)
    assert (both.after.meetings, both.after.seats) == (len(met.meetings), met.seats)
    arranged = agenda.arrange(agenda.items(after, agenda.Rules()))
    assert both.after.waiting_slots == arranged.waiting.slots
    assert (both.before.tasks, both.before.namings, both.before.joint, both.before.ties) == (53, 84, 20, 48)
    assert (both.before.meetings, both.before.seats, both.before.waiting_slots) == (4, 27, 10)
    assert (both.before.components, both.before.isolated) == (3, 5)
    assert any(
        "连成3组" in str(said) and "另有5个没有共同任务" in str(said)
        for said in network_findings(select(plan, Scope()))
    )
    assert totals_table(both, ("甲", "乙")).iloc[2].tolist() == [
        "列名的部门",
        "27个部门和1个集合名称",
        "26个部门和1个集合名称",
        "−1",
    ]
    assert both.before.connecting == ("研究室", "办公室", "立案庭", "执行局执行指挥中心")
    assert str(scenario_headline(both, ("原要点", "情景“试”"))) == (
        "情景“试”与原要点相比：任务53项→52项，列名84次→73次，共同承担20项→15项，有共同任务的部门48对→31对，"
        "联席会议（每次至多8个部门）4次→3次，席位27个→22个，议程等候（一个部门等一项议题为一个时段）10个时段→6个时段。"
    )


def test_of_very_many_joint_tasks_no_agenda_is_made(monkeypatch):
    monkeypatch.setattr(comparing, "ARRANGED_AT_MOST", 1)
    scoped = select(TINY, Scope())
    both = before_after(scoped, select(apply(TINY, Scenario(DOCUMENT, "试", (DropTask("1"),))).plan, Scope()))
    assert (both.before.meetings, both.before.waiting_slots, both.after.meetings) == (None, None, 1)
    assert str(scenario_headline(both, ("甲", "乙"))).startswith("乙与甲相比：任务3项→2项，列名5次→3次")
    assert totals_table(both, ("甲", "乙")).iloc[-1].tolist() == [
        "议程等候（时段）",
        "共同承担的任务多于 500 项，没有计算",
        "0",
        "",
    ]
