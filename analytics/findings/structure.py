"""Sentences on what the lists of joint tasks make of departments and pairs."""

from analytics.findings.sentences import Figure, Finding, each, highest, listing, say, tied
from analytics.loads import workload
from analytics.scope import ScopedPlan
from analytics.ties import structure

FEW = 2
"""Joint tasks from which on it is told that a department opens them all."""


def structure_findings(scoped: ScopedPlan) -> list[Finding]:
    """Who stands on most joint lists and beside most departments, which lists make most pairs; none without joint tasks."""
    tasks, departments = structure.by_task(scoped), structure.by_department(scoped)
    if tasks.empty or not departments["joint"].any():
        return []
    most = departments.iloc[highest(departments["joint"].to_numpy())]
    joint = set(scoped.tasks["task_id"][workload.is_joint(scoped)])
    ids = tuple(task for task in workload.tasks_of_any(scoped, most["department_id"]) if task in joint)
    said = [
        say(
            f"共同承担最多的是{tied(most['name'].tolist())}（{each(most)}",
            Figure(f"{most['joint'].iloc[0]}项", ids),
            "）。",
        )
    ]
    wide = departments.iloc[highest(departments["partners"].to_numpy())]
    said.append(
        say(f"同列的部门最多的是{tied(wide['name'].tolist())}（{each(wide)}{wide['partners'].iloc[0]}个）。")
    )
    longest = tasks[tasks["size"] == tasks["size"].iloc[0]]
    said.append(
        say(
            "名单最长的",
            Figure(f"{len(longest)}项", tuple(longest["task_id"])),
            f"任务{each(longest)}列{longest['size'].iloc[0]}个部门，{each(longest)}成"
            f"{longest['pairs'].iloc[0]}对；全部{len(tasks)}项共同任务合计{tasks['pairs'].sum()}对次。",
        )
    )
    only = departments[(departments["joint"] >= FEW) & (departments["first_share"] == 1)]
    if len(only):
        names = listing(only["name"].tolist())
        said.append(say(f"有{FEW}项及以上共同任务、都排首列的是{names}；首列即牵头只是推定。"))
    return [*said, say("以上说的是列名结构，不是工作量。")]
