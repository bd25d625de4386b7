"""The parts of a presentation; the small plan is invented."""

import pytest

from analytics.evidence import Mark, tasks_behind
from analytics.loads import workload
from analytics.scope import Collectives, Counting, Level, Scope, select
from analytics.slides.presentation import Bars, Choice, Network, Part, Rows, Series, Tile, source_line
from analytics.slides.topics import equal_left_out, leading_departments, title_of, topics
from analytics.task_list import Sharing
from analytics.ties import collaboration
from data.vocabulary import TargetKind
from tests.plans import plan_of

PLAN = plan_of(
    [("1", "第一", ["甲"]), ("2", "第一", ["甲", "乙"]), ("3", "第二", ["乙", "丙"]), ("4", None, [])],
    roles={("3", "乙"): "lead", ("3", "丙"): "support"},
    targets=[("2", TargetKind.PERCENT, "45%")],
)
SCOPED = select(PLAN, Scope())


def parts_of(slides):
    return [(slide.part.value, slide.title) for slide in slides]


def test_parts_come_in_the_order_chosen():
    choice = Choice((Part.TARGETS, Part.COVER, Part.JOINT))
    assert parts_of(topics(PLAN, SCOPED, choice)) == [
        ("targets", "目标与时限"),
        ("cover", "工作要点（虚构）"),
        ("joint", "共同承担的任务"),
    ]


def test_all_parts_of_a_small_plan():
    assert parts_of(topics(PLAN, SCOPED, Choice(departments=("乙", "没有的部门")))) == [
        ("cover", "工作要点（虚构）"),
        ("workload", "总体情况"),
        ("workload", "参与数与分担数"),
        ("workload", "独立承担与共同承担"),
        ("workload", "集中程度"),
        ("sections", "各部分的任务"),
        ("sections", "一、第一"),
        ("sections", "二、第二"),
        ("sections", "不属于任何部分"),
        ("departments", "乙"),
        ("departments", "乙：任务"),
        ("network", "共同承担的网络"),
        ("joint", "共同承担的任务"),
        ("targets", "目标与时限"),
    ]


def test_bars_hold_the_counts_and_their_marks():
    counts, shared = [s.body for s in topics(PLAN, SCOPED, Choice((Part.WORKLOAD,)))[1:3]]
    own, alone, together = (
        tuple(Mark((department,), sharing=sharing) for department in "甲乙丙")
        for sharing in (Sharing.ANY, Sharing.SOLE, Sharing.JOINT)
    )
    assert counts == Bars(
        "部门",
        ("甲", "乙", "丙"),
        (Series("参与数", (2, 2, 1), own), Series("分担数", (1.5, 1.0, 0.5), own, decimals=2)),
        stacked=False,
    )
    assert shared == Bars(
        "部门",
        ("甲", "乙", "丙"),
        (
            Series("独立承担", (1, 0, 0), alone),
            Series("共同承担", (1, 2, 1), together),
        ),
        stacked=True,
    )
    assert (counts.longest, shared.longest) == (2, 2)


def test_tasks_without_a_department_are_bars_of_their_own():
    bars = topics(PLAN, SCOPED, Choice((Part.SECTIONS,)))[0].body
    assert bars.categories == ("第一", "第二", "不属于任何部分")
    sections = ("第一", "第二", workload.OUTSIDE_SECTIONS)
    assert bars.series == (
        Series("独立承担", (1, 0, 0), tuple(Mark((), one, Sharing.SOLE) for one in sections)),
        Series("共同承担", (1, 1, 0), tuple(Mark((), one, Sharing.JOINT) for one in sections)),
        Series(
            "未列部门",
            (0, 0, 1),
            (Mark((), "第一", tasks=()), Mark((), "第二", tasks=()), Mark((), "", tasks=("4",))),
        ),
    )


def test_tables_tell_roles_and_targets_where_they_are_stated():
    (joint,) = topics(PLAN, SCOPED, Choice((Part.JOINT,)))
    assert joint.body == Rows(
        ("序号", "工作任务", "责任部门", "目标要求"),
        (0.08, 0.51, 0.27, 0.14),
        (("2", "任务2", "甲、乙", "45%"), ("3", "任务3", "牵头：乙；配合：丙", "")),
        (Mark(tasks=("2",)), Mark(tasks=("3",))),
    )


def test_a_department_has_its_figures_with_ranks():
    first, second = topics(PLAN, SCOPED, Choice((Part.DEPARTMENTS,), ("乙",)))
    assert first.tiles[:4] == (
        Tile("参与数", "2", "并列第1位", in_text=True),
        Tile("分担数", "1.00", "第2位", in_text=True),
        Tile("独立承担", "0项", in_text=True),
        Tile("共同承担", "2项", in_text=True),
    )
    assert [row[0] for row in second.body.rows] == ["2", "3"]


def test_who_leads_is_told_as_the_document_says_it():
    tiles = {
        department: {
            tile.label: tile
            for tile in topics(PLAN, SCOPED, Choice((Part.DEPARTMENTS,), (department,)))[0].tiles
        }
        for department in ("甲", "乙", "丙")
    }
    assert tiles["甲"]["首列（推定牵头）"] == Tile("首列（推定牵头）", "1项", "共同任务1项中")
    assert not {"牵头", "配合"} & set(tiles["甲"])
    assert [
        (tiles[department]["牵头"].value, tiles[department]["配合"].value) for department in ("乙", "丙")
    ] == [
        ("1项", "0项"),
        ("0项", "1项"),
    ]
    assert "首列（推定牵头）" not in set(tiles["乙"]) | set(tiles["丙"])


def test_a_collective_name_has_no_rank():
    plan = plan_of([("1", None, ["甲", "各庭"])], collectives={"各庭": ["甲"]})
    (first, *_) = topics(plan, select(plan, Scope()), Choice((Part.DEPARTMENTS,), ("各庭",)))
    assert [tile.note for tile in first.tiles[:2]] == ["", ""]


def test_targets_are_said_not_to_be_stated():
    plan = plan_of([("1", None, ["甲"])])
    (slide,) = topics(plan, select(plan, Scope()), Choice((Part.TARGETS,)))
    assert (slide.body, str(slide.findings[0])) == (None, "当前范围的任务都没有写明目标或时限。")


def test_an_empty_scope_gives_the_cover():
    plan = plan_of([])
    (slide,) = topics(plan, select(plan, Scope()), Choice())
    assert (slide.part, str(slide.findings[0])) == (Part.COVER, "当前范围没有任务。")


def test_departments_without_ties_leave_out_network_and_joint_tasks():
    plan = plan_of([("1", None, ["甲"]), ("2", None, ["乙"])])
    assert topics(plan, select(plan, Scope()), Choice((Part.NETWORK, Part.JOINT))) == ()


def test_too_many_departments_are_told_in_words_instead_of_a_network():
    plan = plan_of([("1", None, [f"部门{n}" for n in range(41)])])
    (slide,) = topics(plan, select(plan, Scope()), Choice((Part.NETWORK,)))
    assert slide.body is None
    assert slide.findings


def test_of_too_many_ties_the_weaker_are_not_drawn():
    lists = [[f"部门{n}" for n in range(16)], ["部门0", "部门1"]]
    plan = plan_of([(str(n), None, departments) for n, departments in enumerate(lists)])
    first, second = topics(plan, select(plan, Scope()), Choice((Part.NETWORK,)))
    assert first.title == "共同承担的网络（只画2项及以上）"
    assert list(first.body.graph.edges) == [("部门0", "部门1")]
    assert [row[:3] for row in second.body.rows] == [("部门0", "部门1", "2")]


def test_of_many_equal_departments_five_are_taken_in_the_order_of_the_directory():
    departments = [f"部门{n}" for n in range(8)]
    plan = plan_of(
        [("1", None, [*departments[::-1], "各庭"])], departments=departments, collectives={"各庭": []}
    )
    scoped = select(plan, Scope())
    assert leading_departments(scoped) == tuple(departments[:5])
    assert (equal_left_out(scoped), equal_left_out(scoped, 8), equal_left_out(scoped, 9)) == (3, 0, 0)


def test_several_documents_are_counted():
    plan = plan_of([("1", None, ["甲"]), ("2", None, ["乙"])], documents={"1": "d", "2": "e"})
    assert title_of(plan, select(plan, Scope())) == "司法改革工作要点（2份文件）"
    assert title_of(plan, select(plan, Scope(("e",)))) == "工作要点（虚构）"


def test_a_source_line_names_all_notes():
    assert source_line([("文件", "甲"), ("说明", "乙。")]) == "文件：甲　说明：乙"


@pytest.mark.parametrize("level", Level)
@pytest.mark.parametrize("collectives", Collectives)
@pytest.mark.parametrize("counting", Counting)
def test_numbers_of_the_first_document_are_the_measures(plan, level, collectives, counting):
    scoped = select(plan, Scope(level=level, collectives=collectives, counting=counting))
    made = topics(plan, scoped, Choice(departments=leading_departments(scoped)))
    held, table = workload.summary(scoped), workload.by_department(scoped)
    bodies = {slide.title: slide.body for slide in made}
    assert [tile.value for tile in made[1].tiles] == [
        f"{held.tasks}项",
        f"{held.departments}个",
        f"{held.sole_tasks}项",
        f"{held.joint_tasks}项",
        f"{held.tasks_with_target}项",
    ]
    full, fractional = bodies["参与数与分担数"].series
    assert full.values == tuple(table["full"])
    assert fractional.values == tuple(table["fractional"])
    for slide in made:
        for series in slide.body.series if isinstance(slide.body, Bars) else ():
            if series.decimals == 0:
                assert tuple(len(tasks_behind(scoped, mark)) for mark in series.marks) == series.values
    assert len(bodies["共同承担的任务"].rows) == held.joint_tasks
    rows = [
        row
        for slide in made
        if slide.part is Part.SECTIONS and isinstance(slide.body, Rows)
        for row in slide.body.rows
    ]
    assert [row[0] for row in rows] == scoped.tasks["number"].tolist()
    network = bodies["共同承担的网络"]
    assert isinstance(network, Network)
    assert network.graph.number_of_edges() == len(collaboration.ties(scoped))


def test_the_first_document_has_five_leading_departments(plan):
    scoped = select(plan, Scope())
    names = dict(zip(scoped.departments["department_id"], scoped.departments["name"], strict=True))
    assert [names[department] for department in leading_departments(scoped)] == [
        "研究室",
        "审判管理办公室",
        "立案庭",
        "政治部法官管理处",
        "政治部干部处",
    ]
