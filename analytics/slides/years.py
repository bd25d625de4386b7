"""What a presentation says of two years: what became of the tasks, who has more and who less, which ties are new or gone."""

from collections.abc import Iterable

from analytics import findings
from analytics.definitions.entry import NOT_COOPERATION, NOT_EFFORT
from analytics.evidence import Mark
from analytics.findings.sentences import say
from analytics.findings.years import NOT_BETWEEN_COURTS
from analytics.rows import each_row
from analytics.scope import ScopedPlan
from analytics.slides.presentation import Bars, Length, Part, Rows, Series, Slide, Tile
from analytics.years.changes import CHANGES, Change, ChangeKind
from analytics.years.departments import STANDINGS, Standing, departments_of_both, ties_of_both
from analytics.years.pair import YearPair
from analytics.years.spread import figures_of_years, side_by_side

BARS_AT_MOST = 12
"""Departments whose counts changed most, as one picture shows them; the others are in the comparison."""


def year_topics(pair: YearPair) -> list[Slide]:
    """The slides of two years, whole; of two bodies their figures stand beside each other, and no department is compared."""
    units = [*_departments(pair), *_ties(pair)] if pair.of_one_body else [_courts(pair)]
    return [_changes(pair), *_listed(pair), *units]


def _changes(pair: YearPair) -> Slide:
    compared = pair.compared
    reservations = findings.year_reservations(compared, pair.earlier, pair.later, pair.bodies)
    tiles = tuple(
        Tile(word, f"{len(found)}项", in_text=True)
        for kind, word in CHANGES.items()
        if (found := compared.of(kind))
    )
    said = (findings.change_headline(compared), *findings.change_findings(compared), *reservations)
    return Slide(
        Part.YEARS,
        f"{pair.names[1]}与{pair.names[0]}相比",
        said,
        tiles,
        spoken=("先说哪些继续、哪些是新的；没有再列入的，问是办完了、并入了别的，还是不办了。",),
    )


def _listed(pair: YearPair) -> list[Slide]:
    """New and dropped tasks, then those whose words, departments or targets changed."""
    compared = pair.compared
    fresh = compared.of(ChangeKind.NEW, ChangeKind.DROPPED)
    touched = compared.of(ChangeKind.REWORDED, ChangeKind.SPLIT, ChangeKind.MERGED)
    made = []
    for title, found, asked in (
        ("新增和未再列入的任务", fresh, "新增的问由谁起步；未再列入的问去向。"),
        ("修改、拆分、合并的任务", touched, "问改动是要求变了，还是只是写法变了。"),
    ):
        if found:
            rows = Rows(
                ("变化", *(f"{name}序号" for name in pair.names), "任务", "责任部门"),
                (0.09, 0.11, 0.11, 0.44, 0.25),
                tuple(_row(pair, change) for change in found),
                tuple(Mark(tasks=compared.ids([change])) for change in found),
            )
            said = say(f"{title}共{len(found)}处。")
            made.append(Slide(Part.YEARS, title, (said,), body=rows, least=Length.USUAL, spoken=(asked,)))
    return made


def _row(pair: YearPair, change: Change) -> tuple[str, ...]:
    compared = pair.compared
    plan, places = (compared.later, change.later) if change.later else (compared.earlier, change.earlier)
    tasks = [plan.tasks[place - 1] for place in places]
    return (
        CHANGES[change.kind],
        _numbers(pair.earlier, (compared.earlier_ids[place - 1] for place in change.earlier)),
        _numbers(pair.later, (compared.later_ids[place - 1] for place in change.later)),
        "；".join(task.text.rstrip("。；") for task in tasks),
        "、".join(dict.fromkeys(name for task in tasks for name in task.departments)),
    )


def _numbers(scoped: ScopedPlan, task_ids: Iterable[str]) -> str:
    number = dict(zip(scoped.tasks["task_id"], scoped.tasks["number"], strict=True))
    return "、".join(number[task] for task in task_ids)


def _departments(pair: YearPair) -> list[Slide]:
    both = departments_of_both(pair.earlier, pair.later)
    changed = both[~both["collective"] & (both["more"] != 0)]
    own = changed.head(BARS_AT_MOST)
    if own.empty:
        return []
    first = f"，先列{len(own)}个" if len(own) < len(changed) else ""
    marks = tuple(Mark((department,)) for department in own["department_id"])
    series = tuple(
        Series(name, tuple(own[column].tolist()), marks)
        for name, column in zip(pair.names, ("earlier_full", "later_full"), strict=True)
    )
    return [
        Slide(
            Part.YEARS,
            f"参与数有增减的部门（{len(changed)}个{first}）",
            (
                *findings.department_year_findings(both, pair.names),
                *findings.resizing_findings(pair.compared),
            ),
            body=Bars("部门", tuple(own["name"]), series, stacked=False),
            least=Length.USUAL,
            spoken=(f"提醒：{NOT_EFFORT}",),
        )
    ]


def _ties(pair: YearPair) -> list[Slide]:
    both = ties_of_both(pair.earlier, pair.later)
    apart = both[both["standing"] != Standing.KEPT]
    said = tuple(findings.tie_year_findings(both, pair.names))
    rows = Rows(
        ("联系", "部门一", "部门二", *(f"{name}共同承担" for name in pair.names)),
        (0.1, 0.3, 0.3, 0.15, 0.15),
        tuple(
            (
                STANDINGS[Standing(row.standing)],
                *(row.source_name, row.target_name),
                *(str(row.earlier_shared), str(row.later_shared)),
            )
            for row in each_row(apart)
        ),
        tuple(map(Mark, zip(apart["source_id"], apart["target_id"], strict=True))),
    )
    return [
        Slide(
            Part.YEARS,
            "新有和不再有的联系",
            said,
            body=rows if len(apart) else None,
            least=Length.USUAL,
            spoken=(f"提醒：{NOT_COOPERATION}",),
        )
    ]


def _courts(pair: YearPair) -> Slide:
    """Two bodies: their figures beside each other, and what cannot be compared."""
    table = side_by_side(figures_of_years(pair.earlier, pair.later), pair.courts)
    every = tuple(task for scoped in (pair.earlier, pair.later) for task in scoped.tasks["task_id"])
    rows = Rows(
        tuple(table.columns),
        (0.3, 0.35, 0.35),
        tuple(tuple(row) for row in table.itertuples(index=False)),
        (Mark(tasks=every),) * len(table),
    )
    said = (say(NOT_BETWEEN_COURTS),)
    return Slide(Part.YEARS, "两院并列", said, body=rows, least=Length.USUAL)
