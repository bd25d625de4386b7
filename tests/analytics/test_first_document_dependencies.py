"""Dependencies in 《2023年全省法院司法改革工作要点》, each figure pinned."""

from typing import Any

import pytest

from analytics import findings
from analytics.arrangements import coverage
from analytics.firmness import brokerage, random_plans, resilience, significance
from analytics.firmness.random_plans import Reference
from analytics.firmness.significance import Significance
from analytics.scope import Collectives, Level, Scope, ScopedPlan, select
from analytics.ties import combinations, direction, groups, pairs, structure
from data.store.database import Store
from data.store.plan import Plan


@pytest.fixture(scope="module")
def offices(plan: Plan) -> ScopedPlan:
    return select(plan, Scope())


@pytest.fixture(scope="module")
def judged(offices: ScopedPlan) -> dict[Reference, Significance]:
    return significance.significance(offices)


def names(scoped: ScopedPlan, ids: Any) -> set[str]:
    return set(scoped.departments.set_index("department_id").loc[list(ids), "name"])


def numbers(scoped: ScopedPlan, ids: Any) -> list[str]:
    return scoped.tasks.set_index("task_id").loc[list(ids), "number"].tolist()


def department(scoped: ScopedPlan, name: str) -> str:
    return dict(zip(scoped.departments["name"], scoped.departments["department_id"], strict=True))[name]


def test_one_tie_is_more_than_chance_among_all_tasks_only(
    judged: dict[Reference, Significance], offices: ScopedPlan
) -> None:
    """p by exact counting (tests.analytics.firmness.counting): 0.0000093578, among joint tasks 0.00077720 × 66 = 0.0513."""
    found = {
        reference: one.adjusted()["verdict"].value_counts().to_dict() for reference, one in judged.items()
    }
    assert found == {
        Reference.ALL: {"not_shown": 43, "untestable": 4, "more": 1},
        Reference.JOINT: {"not_shown": 26, "untestable": 22},
        Reference.SECTIONS: {"not_shown": 44, "untestable": 4},
    }
    assert [one.comparisons for one in judged.values()] == [153, 66, 99]
    first = {reference: one.frame.iloc[0] for reference, one in judged.items()}
    assert first[Reference.ALL][["source_name", "target_name", "shared", "same_parent"]].tolist() == [
        *("政治部法官管理处", "政治部干部处", 5, True)
    ]
    for reference, exact in (
        (Reference.ALL, 9.3578e-6),
        (Reference.JOINT, 7.7720e-4),
        (Reference.SECTIONS, 0.01275),
    ):
        assert first[reference]["low"] < exact < first[reference]["high"]
        assert first[reference]["p_value"] == pytest.approx(exact, rel=0.1)


def test_nobody_lies_between_others_more_than_chance_gives(offices: ScopedPlan) -> None:
    found = brokerage.positions(offices, random_plans.draw(offices))
    assert found[["name", "betweenness"]].head(7).to_numpy().tolist() == [
        ["研究室", 73.0],
        ["审判管理办公室", 28.0],
        ["立案庭", 26.0],
        ["办公室", 17.0],
        ["执行局执行指挥中心", 17.0],
        ["政治部法官管理处", 15.0],
        ["民事审判第二庭", 14.0],
    ]
    assert (found["outside"] == "").all()


def test_what_falls_apart_without_a_task(offices: ScopedPlan) -> None:
    each = resilience.without_each_task(offices).set_index("number")
    assert each["ties_lost"].head(3).to_dict() == {"14": 14, "4": 13, "23": 7}
    assert names(offices, [row for part in each["cut_off"]["14"] for row in part]) == {
        "办公室",
        "督查工作办公室",
        "行政审判庭",
        "执行局协调指导处",
        "执行局执行指挥中心",
    }
    assert names(offices, each.loc["4", "left_alone"]) == {
        "民事审判第三庭",
        "民事审判第四庭",
        "环境资源审判庭",
    }
    connecting = resilience.connecting_without_one_task(offices).set_index("name")["task_ids"]
    assert {name: numbers(offices, ids) for name, ids in connecting.items()} == {
        "研究室": ["20"],
        "办公室": ["2", "14"],
        "立案庭": ["15"],
        "执行局执行指挥中心": ["14"],
    }


def test_what_is_left_open_without_a_department(offices: ScopedPlan) -> None:
    each = resilience.without_each_department(offices).set_index("name")
    beside = structure.by_department(offices).set_index("name")  # counts no collective name
    assert (each["ties_lost"] - each["collective"]).loc[beside.index].tolist() == beside["partners"].tolist()
    assert tuple(each.loc["研究室", ["ties_lost", "collective"]]) == (12, 1)
    assert numbers(offices, each.loc["研究室", "unassigned"]) == ["1", "3", "5", "27", "53"]
    assert numbers(offices, each.loc["研究室", "single"]) == ["16", "20", "35", "51"]
    assert each.loc["研究室", "ties_lost"] == 12
    assert names(offices, each.loc["立案庭", "left_alone"]) == {"民事审判第一庭"}


def test_redundancy(offices: ScopedPlan) -> None:
    tasks = resilience.redundancy_of_tasks(offices).set_index("number")["redundancy"]
    assert tasks[tasks == 1].index.tolist() == ["9", "24", "31", "35", "44", "46", "47", "48", "49"]
    assert tasks[["4", "14", "23"]].tolist() == pytest.approx([2 / 15, 1 / 15, 3 / 10])


def test_candidate_groups(offices: ScopedPlan) -> None:
    found = groups.groups(offices)
    assert [group.names for group in found.groups] == [
        (
            *("研究室", "技术处", "民事审判第二庭", "民事审判第三庭"),
            *("民事审判第四庭", "环境资源审判庭", "各审判业务部门"),
        ),
        ("办公室", "督查工作办公室", "行政审判庭", "执行局协调指导处", "执行局执行指挥中心"),
        ("政治部法官管理处", "政治部干部处", "督察室", "机关纪委"),
        ("审判管理办公室", "立案庭", "民事审判第一庭"),
        ("涉诉信访局信访一处", "涉诉信访局信访二处"),
        ("政治部宣传教育处", "直属机关党委"),
    ]
    assert found.modularity == pytest.approx(0.524, abs=0.001)
    assert numbers(offices, found.groups[0].lowest_task_ids) == ["4"]


def test_directions_are_all_assumed(offices: ScopedPlan) -> None:
    found = direction.directions(offices)
    assert not found["stated"].any()
    assert found["tasks"].sum() == 17 + 2 * 5 + 4  # of every joint task, its departments but the first
    assert found["tasks"].max() == 2


def test_directions_by_sql(store: Store, offices: ScopedPlan) -> None:
    with store.read() as cursor:
        rows = cursor.execute(
            "select one.department_id, other.department_id, count(*) from responsibilities one "
            "join responsibilities other using (task_id) "
            "where one.position = 1 and other.position > 1 group by all"
        ).fetchall()
    found = direction.directions(offices)[["source_id", "target_id", "tasks"]]
    assert sorted(found.itertuples(index=False, name=None)) == sorted(rows)


def test_combinations_by_sql(store: Store, offices: ScopedPlan) -> None:
    with store.read() as cursor:
        rows = cursor.execute(
            "select departments, count(*) from (select list_sort(list(department_id)) departments from responsibilities "
            "group by task_id having count(*) > 1) group by departments"
        ).fetchall()
    found = combinations.combinations(offices)
    sets = zip(found["department_ids"], found["tasks"].tolist(), strict=True)
    assert sorted((sorted(departments), tasks) for departments, tasks in sets) == sorted(rows)


def test_a_pair(offices: ScopedPlan) -> None:
    found = pairs.pair(offices, department(offices, "政治部法官管理处"), department(offices, "政治部干部处"))
    assert found.tasks["number"].tolist() == ["23", "44", "46", "48", "49"]
    assert (found.first_share, found.second_share) == (5 / 7, 5 / 6)
    assert found.partners["partner_name"].tolist() == ["审判管理办公室", "督察室", "机关纪委"]
    assert [[numbers(offices, step.task_ids) for step in way] for way in found.paths] == [
        [["51"], ["16"], ["47"]]
    ]


def test_task_columns_and_combinations(offices: ScopedPlan) -> None:
    columns = combinations.task_columns(offices)
    assert (len(columns.department_ids), len(columns.task_ids), columns.length) == (23, 20, 46)
    found = combinations.combinations(offices)
    assert found[["names", "tasks", "within"]].head(2).to_numpy().tolist() == [
        [["政治部法官管理处", "政治部干部处"], 4, 5],
        [["执行局协调指导处", "执行局执行指挥中心"], 2, 2],
    ]
    assert (len(found), found["tasks"].sum()) == (16, 20)


@pytest.mark.parametrize(
    ("level", "collectives", "at_most", "meetings", "seats", "unseated"),
    [
        (Level.OFFICE, Collectives.NODE, 8, 4, 27, []),
        (Level.OFFICE, Collectives.NODE, 6, 6, 31, []),
        (Level.OFFICE, Collectives.NODE, 10, 3, 27, []),
        (Level.OFFICE, Collectives.NODE, 5, 5, 21, ["4", "14"]),
        (Level.OFFICE, Collectives.OMIT, 6, 5, 29, []),
        (Level.OFFICE, Collectives.EXPAND, 8, 4, 26, ["20"]),
        (Level.PARENT, Collectives.NODE, 8, 3, 22, []),
    ],
)
def test_fewest_meetings(
    plan: Plan,
    level: Level,
    collectives: Collectives,
    at_most: int,
    meetings: int,
    seats: int,
    unseated: list[str],
) -> None:
    scoped = select(plan, Scope(level=level, collectives=collectives))
    found = coverage.meetings(scoped, at_most)
    assert (len(found.meetings), found.seats, found.optimal) == (meetings, seats, True)
    assert numbers(scoped, found.unseated) == unseated


def test_what_is_said_of_it(offices: ScopedPlan, judged: dict[Reference, Significance]) -> None:
    said = [
        *findings.tie_findings(offices, judged),
        *findings.dependency_findings(offices)[:3],
        *findings.group_findings(offices, groups.groups(offices))[:2],
        *findings.direction_findings(offices),
        *findings.meeting_findings(offices, coverage.meetings(offices, 8)),
    ]
    assert [str(finding) for finding in said] == [
        "参照全部任务，多对一起比较、已作校正，可以检验的44对中有1对同列显著偏多：政治部法官管理处与政治部干部处。",
        "参照只在共同任务之间，多对一起比较、已作校正，可以检验的26对中没有一对同列显著偏多。",
        "参照只在同一部分之内，多对一起比较、已作校正，可以检验的44对中没有一对同列显著偏多。",
        "政治部法官管理处与政治部干部处的结论随参照而变，不宜只看一种。",
        "政治部法官管理处与政治部干部处同属一个上级部门。",
        "“证据不足”只说这份文件不足以排除偶然，不等于没有协作。",
        "20项共同任务中，单独去掉就使相连的部门分开的有8项。",
        "影响最大的是第14项任务：办公室、督查工作办公室、执行局协调指导处、执行局执行指挥中心、行政审判庭"
        "与组内其余部门不再相连。",
        "研究室是连接部门，去掉第20项任务后就不再是。",
        "按共同任务的疏密分出6个候选协作组（7、5、4、3、2、2个部门）。",
        "没有一个组在去掉任何一项列有其部门的共同任务后都保持原样，分组只供参考。",
        "按首列推定，从首列到其余，任务最多的有6对部门（各2项）。",
        "20项任务没有写明谁牵头，首列即牵头只是推定。",
        "每次会议至多8个部门，4次会议、27个席位，可使20项共同任务的所列部门各同场一次（最优）。",
        "“各审判业务部门”是集合名称，计一个席位。",
    ]
