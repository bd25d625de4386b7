"""What is said of the structure of lists."""

from hypothesis import given

from analytics.findings import structure_findings
from tests.analytics.scopes import LISTS, scoped_of


def test_who_shares_most_and_which_list_makes_most_pairs() -> None:
    assert [str(finding) for finding in structure_findings(scoped_of("乙甲", "乙甲丙丁", "乙丙", "丁"))] == [
        "共同承担最多的是乙（3项）。",
        "同列的部门最多的是乙、甲、丙、丁并列（各3个）。",
        "名单最长的1项任务列4个部门，成6对；全部3项共同任务合计8对次。",
        "有2项及以上共同任务、都排首列的是乙；首列即牵头只是推定。",
        "以上说的是列名结构，不是工作量。",
    ]


def test_nothing_is_said_without_joint_tasks() -> None:
    assert structure_findings(scoped_of("甲", "乙")) == []
    assert structure_findings(scoped_of()) == []


@given(LISTS)
def test_whatever_the_plan_the_figures_lead_to_tasks(lists: list[list[str]]) -> None:
    scoped = scoped_of(*lists)
    for finding in structure_findings(scoped):
        for part in finding.parts:
            if not isinstance(part, str):
                assert part.task_ids
                assert set(part.task_ids) <= set(scoped.tasks["task_id"])
