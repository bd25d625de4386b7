"""The figures of 《2023年全省法院司法改革工作要点》, each pinned, and the same by SQL."""

import pytest

from analytics import findings
from analytics.loads import concentration, targets, workload
from analytics.loads.workload import WorkloadSummary
from analytics.scope import Collectives, Counting, Level, Scope, ScopedPlan, select
from analytics.ties import collaboration
from data.store.database import Store
from data.store.plan import Plan
from tests.sql import oracle


@pytest.fixture(scope="module")
def offices(plan: Plan) -> ScopedPlan:
    return select(plan, Scope())


@pytest.fixture(scope="module")
def departments(plan: Plan) -> ScopedPlan:
    return select(plan, Scope(level=Level.PARENT))


def department(scoped: ScopedPlan, name: str) -> str:
    return dict(zip(scoped.departments["name"], scoped.departments["department_id"], strict=True))[name]


def names(scoped: ScopedPlan, ids: list[str]) -> set[str]:
    return set(scoped.departments.set_index("department_id").loc[ids, "name"])


def numbers(scoped: ScopedPlan, ids: list[str]) -> list[str]:
    return scoped.tasks.set_index("task_id").loc[ids, "number"].tolist()


def test_summary(offices: ScopedPlan, departments: ScopedPlan) -> None:
    assert workload.summary(offices) == WorkloadSummary(
        tasks=53,
        departments=27,
        collectives=1,
        responsibilities=84,
        sole_tasks=33,
        joint_tasks=20,
        unassigned_tasks=0,
        tasks_with_target=5,
        largest_task=6,
    )
    assert workload.summary(departments) == WorkloadSummary(
        tasks=53,
        departments=23,
        collectives=1,
        responsibilities=76,
        sole_tasks=40,
        joint_tasks=13,
        unassigned_tasks=0,
        tasks_with_target=5,
        largest_task=6,
    )


def test_who_is_listed_most(offices: ScopedPlan) -> None:
    table = workload.by_department(offices)
    columns = ["name", "full", "fractional", "sole", "joint", "sections", "full_rank", "fractional_rank"]
    found = {row[0]: (row[1], round(row[2], 2), *row[3:]) for row in table[columns].itertuples(index=False)}
    leading = ("研究室", "审判管理办公室", "立案庭", "政治部法官管理处", "政治部干部处")
    assert {name: found[name] for name in leading} == {
        "研究室": (11, 7.33, 5, 6, 5, 1, 2),
        "审判管理办公室": (10, 7.70, 6, 4, 3, 2, 1),
        "立案庭": (7, 5.17, 4, 3, 3, 3, 3),
        "政治部法官管理处": (7, 3.70, 1, 6, 2, 3, 4),
        "政治部干部处": (6, 2.70, 0, 6, 2, 5, 6),
    }
    assert table["fractional"].sum() == pytest.approx(53, abs=1e-9)
    assert (table["lead"].sum(), table["support"].sum(), table["first_listed"].sum()) == (0, 0, 53)


def test_the_parent_counts_a_task_once(departments: ScopedPlan) -> None:
    table = workload.by_department(departments).set_index("name")
    assert table.loc[["政治部", "执行局", "涉诉信访局"], "full"].tolist() == [9, 3, 1]


@pytest.mark.parametrize(
    ("level", "collectives", "departments", "listed", "joint", "ties"),
    [
        (Level.OFFICE, Collectives.NODE, 27, 84, 20, 48),
        (Level.OFFICE, Collectives.OMIT, 27, 83, 20, 47),
        (Level.OFFICE, Collectives.EXPAND, 27, 92, 20, 80),
        (Level.PARENT, Collectives.NODE, 23, 76, 13, 42),
        (Level.PARENT, Collectives.OMIT, 23, 75, 13, 41),
        (Level.PARENT, Collectives.EXPAND, 23, 84, 13, 74),
    ],
)
def test_levels_and_collective_names(
    plan: Plan, level: Level, collectives: Collectives, departments: int, listed: int, joint: int, ties: int
) -> None:
    scoped = select(plan, Scope(level=level, collectives=collectives))
    held = workload.summary(scoped)
    assert (held.departments, held.responsibilities, held.joint_tasks) == (departments, listed, joint)
    assert len(collaboration.ties(scoped)) == ties


def test_concentration(plan: Plan, offices: ScopedPlan) -> None:
    full = concentration.describe(offices)
    assert (full.n, full.total) == (28, 84)
    assert (round(full.gini, 4), round(full.gini_corrected, 4)) == (0.4286, 0.4444)
    assert (round(full.herfindahl, 4), round(full.effective_number, 2)) == (0.0643, 15.54)
    assert full.top_three_share == pytest.approx(28 / 84)
    chance = concentration.reference(offices)
    assert [round(chance.effective_number, 1), round(chance.gini_corrected, 2)] == [21.3, 0.28]
    assert [round(chance.low, 2), round(chance.high, 2)] == [0.21, 0.35]
    assert concentration.describe(select(plan, Scope(counting=Counting.FRACTIONAL))).total == pytest.approx(
        53
    )


def test_ties(offices: ScopedPlan) -> None:
    tied = collaboration.ties(offices)
    strongest = tied.iloc[0]
    assert {strongest["source_name"], strongest["target_name"]} == {"政治部法官管理处", "政治部干部处"}
    assert (strongest["shared"], strongest["newman"]) == (5, 4.25)
    assert numbers(offices, strongest["task_ids"]) == ["23", "44", "46", "48", "49"]
    assert (len(tied), (tied["shared"] == 1).sum()) == (48, 42)


def test_three_tasks_hold_35_of_48_ties(offices: ScopedPlan) -> None:
    binding = collaboration.binding_tasks(offices)
    assert binding[["number", "only_here"]].head(4).to_numpy().tolist() == [
        ["14", 14],
        ["4", 13],
        ["23", 7],
        ["2", 1],
    ]
    three = set(binding["task_id"].head(3))
    assert sum(three.issuperset(tasks) for tasks in collaboration.ties(offices)["task_ids"]) == 35


def test_how_it_hangs_together(offices: ScopedPlan) -> None:
    assert [len(group) for group in collaboration.components(offices)] == [19, 2, 2, 1, 1, 1, 1, 1]
    assert names(offices, collaboration.isolates(offices)) == {
        "审判监督庭",
        "刑事审判第一庭",
        "刑事审判第二庭",
        "涉案企业合规改革工作专班",
        "赔偿委员会办公室",
    }
    cut_off = {
        connecting.name: [names(offices, list(part)) for part in connecting.cut_off]
        for connecting in collaboration.connecting_departments(offices)
    }
    assert cut_off == {
        "研究室": [{"各审判业务部门"}],
        "办公室": [{"督查工作办公室"}],
        "立案庭": [{"民事审判第一庭"}],
        "执行局执行指挥中心": [{"执行局协调指导处"}],
    }
    assert len(collaboration.bridges(offices)) == 6


def test_partners_of_the_research_office(offices: ScopedPlan) -> None:
    found = collaboration.partners(offices, department(offices, "研究室"))
    assert len(found) == 11  # 各审判业务部门 is no department
    assert found[["partner_name", "shared"]].head(2).to_numpy().tolist() == [
        ["技术处", 2],
        ["民事审判第二庭", 2],
    ]
    assert found["newman"].sum() == pytest.approx(5)


def test_targets(plan: Plan, offices: ScopedPlan) -> None:
    found = targets.stated(plan, offices)
    assert found[["number", "kind"]].to_numpy().tolist() == [
        ["8", "coverage"],
        ["9", "percent"],
        ["17", "percent"],
        ["28", "coverage"],
        ["52", "deadline"],
    ]
    assert found["value"].tolist()[:4] == ["全覆盖", "45%", "100%", "全覆盖"]
    assert targets.summary(plan, offices).without_target == 48


def test_workload_by_sql(store: Store, offices: ScopedPlan) -> None:
    with store.read() as cursor:
        rows = cursor.execute(oracle("workload")).fetchall()
    table = workload.by_department(offices).set_index("department_id")
    found = {
        department: (row["name"], row["full"], pytest.approx(row["fractional"]), row["sole"], row["joint"])
        for department, row in table.iterrows()
    }
    assert {department: tuple(figures) for department, *figures in rows} == found


def test_ties_by_sql(store: Store, offices: ScopedPlan) -> None:
    with store.read() as cursor:
        rows = cursor.execute(oracle("ties")).fetchall()
    found = {
        frozenset((tie.source_id, tie.target_id)): (tie.shared, pytest.approx(tie.newman))
        for tie in collaboration.ties(offices).itertuples()
    }
    assert {frozenset((one, other)): (shared, newman) for one, other, _, _, shared, newman in rows} == found


def test_what_is_said_of_it(plan: Plan, offices: ScopedPlan) -> None:
    said = [
        *findings.overview(plan, offices),
        *findings.workload_findings(offices),
        *findings.network_findings(offices),
    ]
    assert [str(finding) for finding in said] == [
        "《2023年全省法院司法改革工作要点》共53项任务，分6个部分，列有27个责任部门"
        "和1个集合名称（“各审判业务部门”）。",
        "33项由一个部门独立承担，20项由两个及以上部门共同承担。",
        "5项任务写明了目标或时限，其余48项没有写明。",
        "这些任务没有写明牵头与配合，首列部门是否牵头只能推定。",
        "按参与数，研究室最多（11项）；按分担数，审判管理办公室最多（7.70项）。",
        "两种计数不同，是因为共同承担的任务按部门个数折算：研究室5项独立承担、6项共同承担（折合2.33项）；"
        "审判管理办公室6项独立承担、4项共同承担（折合1.70项）。",
        "27个责任部门中，9个只列名一项。",
        "共同任务中首列最多的是研究室（6项）；这些任务没有写明牵头，首列即牵头只是推定。",
        "有共同任务的部门共48对，其中42对只有一项。",
        "共同任务最多的是政治部法官管理处与政治部干部处（5项）。",
        "去掉第4、14、23项任务，48对中有35对不再有共同任务；它们只因这些任务而同列。",
        "27个责任部门和1个集合名称经共同任务连成3组（19、2、2个），另有5个没有共同任务。",
        "连接部门有4个，去掉其中一个，括号内的部门与组内其余部门不再相连：研究室（各审判业务部门）、"
        "办公室（督查工作办公室）、立案庭（民事审判第一庭）、执行局执行指挥中心（执行局协调指导处）。",
    ]
