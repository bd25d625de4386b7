"""Sentences on two departments, and on who is listed before whom."""

from collections.abc import Collection

from analytics.findings.sentences import NAMES_AT_MOST, Figure, Finding, each, listing, say, tasks
from analytics.scope import ScopedPlan
from analytics.ties.collaboration import ties
from analytics.ties.direction import directions
from analytics.ties.pairs import Pair


def pair_findings(scoped: ScopedPlan, found: Pair) -> list[Finding]:
    """What two departments share, how much of each it is, whom they share, and the way over others."""
    both, name = f"{found.first_name}与{found.second_name}", _names(scoped)
    own = tuple(found.tasks["task_id"])
    said = [say(f"{both}没有同列一项任务；没有同列不等于没有协作。")]
    if own:
        shares = f"，占{found.first_name}任务的{found.first_share:.0%}"
        shares += f"，占{found.second_name}任务的{found.second_share:.0%}。"
        said = [say(f"{both}有", Figure(f"{len(own)}项", own), f"共同任务{shares}")]
    if len(found.partners):
        partners = found.partners["partner_name"].tolist()
        said.append(say(f"与两者都有共同任务的部门有{len(partners)}个：{listing(partners)}。"))
    besides = "不计这些共同任务，" if own else ""
    if not found.paths:
        return [*said, say(f"{besides}两者也不经其他部门相连。")]
    between = list(dict.fromkeys(name[step.target_id] for way in found.paths for step in way[:-1]))
    if len(found.paths) == 1:
        return [*said, say(f"{besides}两者经{'、'.join(between)}相连。")]
    length = len(found.paths[0]) - 1
    return [*said, say(f"{besides}两者最少隔{length}个部门相连，经过{listing(between)}。")]


def compared_findings(scoped: ScopedPlan, department_ids: Collection[str]) -> list[Finding]:
    """Which of several departments share tasks, pair by pair, the most first; fewer than two departments: nothing."""
    chosen = set(department_ids)
    if len(chosen) < 2:
        return []
    tied = ties(scoped)
    among = tied[tied["source_id"].isin(chosen) & tied["target_id"].isin(chosen)]
    apart = len(chosen) * (len(chosen) - 1) // 2 - len(among)
    if not len(among):
        return [say("这些部门两两之间都没有共同任务；没有同列不等于没有协作。")]
    parts: list[str | Figure] = []
    for row in among.to_dict("records"):
        parts += ["，"] * bool(parts) + [
            f"{row['source_name']}与{row['target_name']}",
            tasks(row["task_ids"]),
        ]
    return [say("共同任务：", *parts, f"；其余{apart}对没有。" if apart else "。")]


def direction_findings(scoped: ScopedPlan) -> list[Finding]:
    """Who leads for whom most often: stated, else assumed by the first place and said to be so."""
    arrows = directions(scoped)
    said = []
    for stated, how in ((True, "按文件写明的，从牵头到配合，"), (False, "按首列推定，从首列到其余，")):
        some = arrows[arrows["stated"] == stated]
        if not len(some):
            continue
        top = some[some["tasks"] == some["tasks"].iloc[0]]
        ids = tuple(dict.fromkeys(task for own in top["task_ids"] for task in own))
        number = Figure(f"{each(top['tasks'])}{top['tasks'].iloc[0]}项", ids)
        if len(top) > NAMES_AT_MOST:
            said.append(say(f"{how}任务最多的有{len(top)}对部门（", number, "）。"))
        else:
            pairs = "、".join(
                f"{a}到{b}" for a, b in zip(top["source_name"], top["target_name"], strict=True)
            )
            said.append(say(f"{how}任务最多的是{pairs}（", number, "）。"))
    assumed = [task for own in arrows["task_ids"][~arrows["stated"]] for task in own]
    if assumed:
        chosen = scoped.tasks["task_id"][scoped.tasks["task_id"].isin(assumed)]
        said.append(say(tasks(chosen), "任务没有写明谁牵头，首列即牵头只是推定。"))
    return said


def _names(scoped: ScopedPlan) -> dict[str, str]:
    return dict(zip(scoped.departments["department_id"], scoped.departments["name"], strict=True))
