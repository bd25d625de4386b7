"""Sentences on what became of last year's plan: its tasks, its departments, its ties; and on what cannot be compared."""

from collections import Counter
from collections.abc import Iterable
from math import isnan

import pandas as pd

from analytics.evidence import Mark
from analytics.findings.sentences import Figure, Finding, counting_name, each, listing, say, tasks, tied
from analytics.rows import each_row
from analytics.scope import Counting, ScopedPlan
from analytics.years.cells import Cells
from analytics.years.changes import CHANGES, Change, ChangeKind
from analytics.years.comparison import Comparison
from analytics.years.departments import Standing
from analytics.years.spread import Spread

NOT_BETWEEN_COURTS = "两院的机构、任务的粗细、列名的习惯不同：参与数、分担数、联系和基尼系数各看各的，不能说哪一院多、哪一院集中。"


def change_headline(compared: Comparison) -> Finding:
    """How many tasks of two plans were kept, reworded, split, merged, added, left out; what there is none of is not told."""
    earlier, later = compared.names
    parts = _counts(compared, CHANGES)
    return say(f"{later}与{earlier}相比：", *(parts or ["两份要点都没有任务"]), "。")


def _counts(compared: Comparison, kinds: Iterable[ChangeKind]) -> list[str | Figure]:
    """How many changes there are of each kind, in words with the tasks; what there is none of is not told."""
    parts: list[str | Figure] = []
    for kind in kinds:
        if found := compared.of(kind):
            parts += ["、" if parts else "", CHANGES[kind], _counted(compared, kind, found)]
    return parts


def _counted(compared: Comparison, kind: ChangeKind, found: tuple[Change, ...]) -> Figure:
    """How many tasks changes of a kind are: of splits and merges on both sides, 1项为2项."""
    before, after = (sum(len(getattr(change, side)) for change in found) for side in ("earlier", "later"))
    words = f"{before}项为{after}项" if kind in (ChangeKind.SPLIT, ChangeKind.MERGED) else f"{len(found)}项"
    return Figure(words, compared.ids(found))


def resizing_findings(compared: Comparison) -> list[Finding]:
    """That splits and merges alone change how many tasks departments have; nothing where there is none of them."""
    parts = _counts(compared, (ChangeKind.SPLIT, ChangeKind.MERGED))
    return [say(*parts, "，所列部门的项数因此增减，不等于要做的多了或少了。")] if parts else []


def change_findings(compared: Comparison) -> list[Finding]:
    """What else changed in tasks that go on: their sections, departments, targets. None where nothing did."""
    said = []
    moved = [change for change in compared.changes if change.moved]
    if moved:
        said.append(say(_figure(compared, moved), "任务移到了别的部分。"))
    named = [
        change for change in _going_on(compared) if change.departments.added or change.departments.removed
    ]
    if named:
        counts = [
            Counter(name for change in named for name in getattr(change.departments, side))
            for side in ("added", "removed")
        ]
        said.append(
            say(
                _figure(compared, named),
                "继续的任务，责任部门有增减",
                *(
                    f"；{word}最多的是{_most(count)}"
                    for count, word in zip(counts, ("增列", "减列"), strict=True)
                    if count
                ),
                "。",
            )
        )
    aims = [change for change in _going_on(compared) if change.targets.added or change.targets.removed]
    if aims:
        said.append(say(_figure(compared, aims), "继续的任务，目标或时限有增减。"))
    return said


def _going_on(compared: Comparison) -> list[Change]:
    return [change for change in compared.changes if change.earlier and change.later]


def _figure(compared: Comparison, found: list[Change]) -> Figure:
    return Figure(f"{len(found)}项", compared.ids(found))


def _most(counts: Counter[str]) -> str:
    top = max(counts.values())
    names = [name for name, count in counts.items() if count == top]
    return f"{tied(names)}（{'各' if len(names) > 1 else ''}{top}项）"


def department_year_findings(both: pd.DataFrame, names: tuple[str, str]) -> list[Finding]:
    """Who is named anew, who no longer, whose count changed most; ``both``: of ``analytics.years.departments.departments_of_both``."""
    own = both[~both["collective"]]
    new, gone, kept = (own[own["standing"] == standing] for standing in Standing)
    said = [
        say(
            f"{names[0]}列名{len(gone) + len(kept)}个部门，{names[1]}{len(new) + len(kept)}个，其中{len(kept)}个两份都列名。"
        )
    ]
    for word, frame in ((f"{names[1]}新列名的部门：", new), (f"{names[1]}不再列名的部门：", gone)):
        if len(frame):
            said.append(
                say(word, listing(frame["name"].tolist()), "。", about=map(_mark, frame["department_id"]))
            )
    for word, sign in (("增加", 1), ("减少", -1)):
        change = sign * kept["more"]
        if len(kept) and change.max() > 0:
            most = kept[change == change.max()]
            steps = {f"{row.earlier_full}项→{row.later_full}项" for row in each_row(most)}
            told = steps.pop() if len(steps) == 1 else f"各{word}{change.max()}项"
            said.append(
                say(
                    f"两份都列名的部门中，参与数{word}最多的是{tied(most['name'].tolist())}（{told}）。",
                    about=map(_mark, most["department_id"]),
                )
            )
    return said


def _mark(department_id: str) -> Mark:
    return Mark((department_id,))


def tie_year_findings(both: pd.DataFrame, names: tuple[str, str]) -> list[Finding]:
    """Which ties are kept, new, gone; only what both years have may be called stable. ``both``: of ``ties_of_both``."""
    if both.empty:
        return [say("两份要点都没有共同承担的任务，没有联系可以对照。")]
    new, gone, kept = (both[both["standing"] == standing] for standing in Standing)
    said = [
        say(
            f"有共同任务的部门对：两年都有的{len(kept)}对，{names[1]}新有{len(new)}对，{names[0]}有、{names[1]}不再有的{len(gone)}对。"
        )
    ]
    if len(kept):
        first = next(each_row(kept))
        said.append(
            say(
                f"可以称为稳定的只有两年都有的联系；其中共同任务最多的是{first.source_name}与{first.target_name}（{names[0]}",
                tasks(first.task_ids[: first.earlier_shared]),
                f"，{names[1]}",
                tasks(first.task_ids[first.earlier_shared :]),
                "）。",
            )
        )
    return [*said, say("共同任务的增减来自列名，不等于实际协作的增减。")]


def year_reservations(
    compared: Comparison, earlier: ScopedPlan, later: ScopedPlan, bodies: tuple[str, str]
) -> list[Finding]:
    """What of two plans cannot be compared, or only with care; none where nothing speaks against it.

    ``bodies``: whose departments each plan names, empty for the store's own.
    """
    said = []
    if bodies[0] != bodies[1]:
        said.append(say("两份要点属于不同的机关，同名的部门是不同的部门：只对照任务，不对照部门和联系。"))
    if compared.names[0] == "前一份":
        said.append(say("两份要点的年度相同或没有写明，先后按印发日期和所选的次序。"))
    for name, scoped in zip(compared.names, (earlier, later), strict=True):
        unnamed = int((scoped.tasks["size"] == 0).sum())
        if unnamed and unnamed == len(scoped.tasks):
            said.append(say(f"{name}的要点没有列责任部门，部门和联系没有可比的。"))
        elif 2 * unnamed >= len(scoped.tasks) > 0:
            said.append(say(f"{name}的要点有{unnamed}项任务没有列责任部门，部门的增减要慎看。"))
    collective = [
        set(scoped.departments["name"][scoped.departments["collective"]]) for scoped in (earlier, later)
    ]
    if apart := sorted(collective[0] ^ collective[1]):
        said.append(
            say(
                f"集合名称{listing([f'“{name}”' for name in apart], '个名称')}只在一份里有，它所指的部门在另一份里可能是逐个列名的。"
            )
        )
    return said


def section_year_findings(found: Cells, titles: dict[str, str], names: tuple[str, str]) -> list[Finding]:
    """Where departments have most more and most fewer tasks, and which sections have no namesake. None without cells.

    ``titles``: section_id → what its column is called, with the year where it is of the earlier plan.
    """
    cells = found.cells
    said = []
    for word, sign in (("增加", 1), ("减少", -1)):
        change = sign * cells["more"] if len(cells) else cells["more"]
        if len(cells) and change.max() > 0:
            most = cells[change == change.max()]
            places = [f"{row.name}在“{titles[row.section_id]}”" for row in each_row(most)]
            sides = [
                dict.fromkeys(
                    task
                    for row in each_row(most)
                    for task in (row.task_ids[row.before :] if later else row.task_ids[: row.before])
                )
                for later in (False, True)
            ]
            # The tasks of several places are not added up: nobody has them together.
            both_years = (f"；{names[0]}", tasks(sides[0]), f"、{names[1]}", tasks(sides[1]))
            said.append(
                say(
                    f"{word}最多的是{tied(places, '处')}（{each(places)}{word}",
                    Figure(f"{change.max()}项", tuple(dict.fromkeys([*sides[0], *sides[1]]))),
                    *(both_years if len(places) == 1 else ()),
                    "）。",
                    about=[Mark((row.department_id,), tasks=row.task_ids) for row in each_row(most)],
                )
            )
    for row in each_row(found.sections[~found.sections["of_earlier"]]):
        if row.counterparts:
            taken = listing([f"“{title}”" for title in row.counterparts], "个部分")
            said.append(say(f"{names[1]}的“{titles[row.section_id]}”对应{names[0]}的{taken}。"))
    alone = found.sections[found.sections["of_earlier"]]
    if len(alone):
        listed = listing([f"“{titles[own]}”" for own in alone["section_id"]], "个部分")
        said.append(say(f"{listed}在{names[1]}没有对应的部分，单列在后。"))
    return said


def spread_year_findings(
    spreads: tuple[Spread, Spread], names: tuple[str, str], counting: Counting
) -> list[Finding]:
    """The corrected Gini of two years with how many it is of, and what may be said of the difference; none where a year has no Gini."""
    ginis = [own.concentration.gini_corrected for own in spreads]
    if any(isnan(value) for value in ginis):
        return []
    told = "，".join(
        f"{name}{value:.2f}（{own.concentration.n}个部门和集合名称，{own.namings}次列名）"
        for name, value, own in zip(names, ginis, spreads, strict=True)
    )
    apart, one_task = ginis[1] - ginis[0], max(own.by_one_task for own in spreads)
    if abs(apart) <= one_task:
        verdict = (
            f"相差{abs(apart):.3f}，去掉一项任务就能差到{one_task:.3f}：不能说哪一年更集中，只能说差不多。"
        )
    else:
        verdict = (
            f"相差{abs(apart):.3f}，超过一项任务能造成的{one_task:.3f}：可以说{names[1]}的列名"
            f"{'更集中' if apart > 0 else '更均匀'}，不能说部门的负担如何。"
        )
    return [say(f"按{counting_name(counting)}，小样本校正后的基尼系数{told}。{verdict}")]
