"""Where departments have more or fewer tasks; the network of two years in one set of places."""

from dataclasses import replace

from analytics import findings
from analytics.charts.marks import marks_of
from analytics.charts.scenarios import difference_matrix
from analytics.charts.year_network import Which, two_years
from analytics.evidence import read_mark, tasks_behind
from analytics.exports.pictures import to_svg
from analytics.exports.years import cell_year_table
from analytics.scope import Counting, Scope, ScopedPlan, select
from analytics.years.cells import Cells, cells_of_years
from analytics.years.comparison import Comparison, compare
from analytics.years.departments import graph_of_both
from analytics.years.spread import spread
from data.store.plan import Plan
from tests.figures import checked
from tests.plans import plan_of

NAMES = ("2030年", "2031年")
TEXTS = {
    **{"1": "探索推行律师代理申诉制度", "11": "探索推行律师代理申诉制度"},
    **{"2": "加强人民法庭规范化建设", "12": "加强人民法庭规范化建设"},
    **{"3": "清理积压的鉴定评估案件", "13": "完善繁简分流的调解平台"},
    **{"4": "开展青年法官轮岗锻炼", "14": "开展青年法官轮岗锻炼"},
}


def both() -> tuple[Plan, Comparison, ScopedPlan, ScopedPlan]:
    """审判 is renamed 办案 and takes 甲's tasks along; 人事 is left out; 4 moves to 办案; 乙 is new in 办案."""
    plan = plan_of(
        [
            *(("1", "审判", "甲"), ("2", "审判", "甲乙"), ("3", "人事", "丙"), ("4", "党建", "丁")),
            *(("11", "办案", "甲乙"), ("12", "办案", "甲丁"), ("13", "党建二", "丁"), ("14", "办案", "丁")),
        ],
        documents={n: "早" if len(n) == 1 else "晚" for n in TEXTS},
    )
    sections = plan.sections.assign(ordinal=plan.sections.groupby("document_id").cumcount() + 1)
    tasks = plan.tasks.assign(text=plan.tasks["task_id"].map(TEXTS))
    plan = replace(plan, sections=sections, tasks=tasks)
    earlier, later = (select(plan, Scope(documents=(own,))) for own in ("早", "晚"))
    return plan, compare(plan, "早", "晚"), earlier, later


def found() -> Cells:
    _, compared, earlier, later = both()
    return cells_of_years(earlier, later, compared)


def test_tasks_stand_in_the_counterpart_of_their_section() -> None:
    own = found()
    assert own.sections.drop(columns="task_ids").to_numpy().tolist() == [
        ["办案", 3, 3, False, ("审判", "党建")],
        ["党建二", 0, 1, False, ()],
        ["人事", 1, 0, True, ()],
    ]
    cells = own.cells.set_index(["section_id", "department_id"])
    assert cells["more"].to_dict() == {
        ("办案", "甲"): 0,
        ("办案", "乙"): 0,
        ("办案", "丁"): 1,
        ("党建二", "丁"): 1,
        ("人事", "丙"): -1,
    }
    assert cells.loc[("办案", "乙"), "task_ids"] == ("2", "11")
    assert cells["before"].sum() + cells["after"].sum() == 5 + 6


def test_cells_lead_to_the_tasks_of_both_years() -> None:
    plan, *_ = both()
    own = found()
    columns = own.sections.assign(short_name=own.sections["section_id"], title=own.sections["section_id"])
    columns["tasks"] = [f"{a}→{b}" for a, b in zip(columns["before"], columns["after"], strict=True)]
    figure = checked(difference_matrix(own.cells, columns, list("甲乙丙丁")))
    assert [text.count("#fff") for text in figure.data[0].text] == [0, 0, 1, 1, 1]
    every = select(plan, Scope())
    behind = {text: tasks_behind(every, mark) for text in marks_of(figure) if (mark := read_mark(text))}
    assert behind["d:%E4%B9%99;t:2,11"] == ("2", "11")
    assert set(behind.values()) >= {("1", "2", "4", "11", "12", "14"), ("13",), ("3",)}
    assert cell_year_table(own, dict.fromkeys(columns["section_id"], "部分"), NAMES).shape == (5, 5)


def test_what_is_said_of_sections() -> None:
    titles = {"办案": "办案", "党建二": "党建二", "人事": "2030年：人事"}
    assert [str(said) for said in findings.section_year_findings(found(), titles, NAMES)] == [
        "增加最多的是丁在“办案”、丁在“党建二”并列（各增加1项）。",
        "减少最多的是丙在“2030年：人事”（减少1项；2030年1项、2031年0项）。",
        "2031年的“办案”对应2030年的“审判”、“党建”。",
        "“2030年：人事”在2031年没有对应的部分，单列在后。",
    ]


def test_no_tasks_are_no_cells() -> None:
    plan = plan_of([("1", None, "甲"), ("2", None, "甲")], documents={"1": "早", "2": "晚"})
    bare = replace(plan, tasks=plan.tasks.head(0), responsibilities=plan.responsibilities.head(0))
    earlier, later = (select(bare, Scope(documents=(own,))) for own in ("早", "晚"))
    own = cells_of_years(earlier, later, compare(bare, "早", "晚"))
    assert own.cells.empty
    assert findings.section_year_findings(own, {}, NAMES) == []


def test_nothing_moves_from_year_to_year() -> None:
    _, _, earlier, later = both()
    graph = graph_of_both(earlier, later)
    seen = {which: two_years(graph, NAMES, which) for which in Which}
    places = [
        {
            node["id"]: (node["x"], node["y"])
            for node in picture.option["series"][0]["data"]
            if "category" in node
        }
        for picture in seen.values()
    ]
    assert places[0] == places[1] == places[2]
    series = seen[Which.BOTH].option["series"][0]
    assert {node["name"] for node in series["data"] if "category" in node} == {
        "甲",
        "乙",
        "丁",
        "丙（不再列名）",
    }
    looks = {
        link["told"]: (link["lineStyle"]["type"], link["lineStyle"]["color"]) for link in series["links"]
    }
    assert looks == {
        "一直，2030年共同承担 1，2031年 1": ("solid", "#6b7580"),
        "新有，2030年共同承担 0，2031年 1": ("solid", "#3a78b5"),
    }
    assert [len(seen[which].edge_marks) for which in Which] == [2, 1, 2]
    assert b"#3a78b5" in to_svg(seen[Which.BOTH].option, 720, 610)


def test_what_may_be_said_of_two_ginis() -> None:
    def year(*named: str) -> ScopedPlan:
        return select(plan_of([(str(at), None, own) for at, own in enumerate(named)]), Scope())

    even = spread(year(*"甲乙丙丁" * 5))
    steep = spread(year(*"甲" * 17, *"乙丙丁"))
    said = [
        str(*findings.spread_year_findings((even, other), NAMES, Counting.FULL)) for other in (even, steep)
    ]
    assert "不能说哪一年更集中" in said[0]
    assert "4个部门和集合名称，20次列名" in said[1]
    assert "可以说2031年的列名更集中，不能说部门的负担如何。" in said[1]
    nothing = spread(select(plan_of([]), Scope()))
    assert findings.spread_year_findings((nothing, even), NAMES, Counting.FULL) == []
