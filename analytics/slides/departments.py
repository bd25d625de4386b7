"""What a presentation says of single departments: figures, sections, tasks."""

from collections.abc import Sequence

from analytics import findings
from analytics.evidence import Mark
from analytics.findings.sentences import place, say
from analytics.loads import workload
from analytics.profile import Profile, profile
from analytics.scope import ScopedPlan
from analytics.slides.content import JOINT, SOLE, alone_and_together, section_id, section_labels, task_rows
from analytics.slides.presentation import Bars, Length, Part, Slide, Tile
from data.store.plan import Plan
from data.vocabulary import DepartmentKind


def department_topics(plan: Plan, scoped: ScopedPlan, chosen: Sequence[str]) -> list[Slide]:
    """The slides of some departments, by their ids in this order; those that the scope does not name are passed over."""
    held = set(scoped.departments["department_id"])
    return [
        slide
        for department in chosen
        if department in held
        for slide in _department(plan, scoped, department)
    ]


def _department(plan: Plan, scoped: ScopedPlan, department_id: str) -> list[Slide]:
    department = profile(scoped, department_id)
    rows = task_rows(plan, scoped, department.tasks["task_id"].tolist())
    return [
        Slide(
            Part.DEPARTMENTS,
            department.name,
            tuple(findings.department_findings(scoped, department_id)),
            _profile_tiles(scoped, department),
            _own_sections(plan, scoped, department),
            least=Length.USUAL,
            spoken=(f"请{department.name}先说自己独立承担的，再说共同任务里等谁、谁在等它。",),
        ),
        Slide(
            Part.DEPARTMENTS,
            f"{department.name}：任务",
            (say(f"共{department.full}项任务。"),),
            body=rows,
            least=Length.WHOLE,
        ),
    ]


def _profile_tiles(scoped: ScopedPlan, department: Profile) -> tuple[Tile, ...]:
    """The figures of a department; whether it leads as the document says it, else by an assumption that is said."""
    stated = (Tile("牵头", f"{department.lead}项"), Tile("配合", f"{department.support}项"))
    assumed = (Tile("首列（推定牵头）", f"{department.joint_first}项", f"共同任务{department.joint}项中"),)
    return (
        Tile("参与数", f"{department.full}", _place(scoped, department, "full_rank"), in_text=True),
        Tile(
            "分担数",
            f"{department.fractional:.2f}",
            _place(scoped, department, "fractional_rank"),
            in_text=True,
        ),
        Tile(SOLE, f"{department.sole}项", in_text=True),
        Tile(JOINT, f"{department.joint}项", in_text=True),
        *(stated if department.lead or department.support else assumed),
        Tile("写明目标", f"{department.with_target}项", in_text=True),
    )


def _place(scoped: ScopedPlan, department: Profile, rank: str) -> str:
    """「并列第3位」; empty for a collective name, which is no department."""
    if department.kind == DepartmentKind.COLLECTIVE:
        return ""
    return f"{place(getattr(department, rank), workload.by_department(scoped)[rank].dropna().to_numpy())}位"


def _own_sections(plan: Plan, scoped: ScopedPlan, department: Profile) -> Bars | None:
    if department.sections["section_id"].isna().all():
        return None
    sections = [row for _, row in department.sections.iterrows()]
    marks = [Mark((department.department_id,), section_id(row)) for row in sections]
    own = [workload.tasks_of(scoped, department.department_id, mark.section) for mark in marks]
    labels = section_labels(plan, sections)
    return Bars("部分", labels, alone_and_together(scoped, own, marks), stacked=True)
