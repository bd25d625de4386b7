"""What is taken away from 会议汇报: the real plan and an invented one of 200 tasks, each file from its figures on."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from analytics.exports.ledger import to_ledger
from analytics.exports.paper import paper
from analytics.exports.pdf import to_pdf
from analytics.exports.slides import to_pptx
from analytics.exports.word import to_docx
from analytics.scope import Scope, select
from analytics.slides.presentation import Choice
from analytics.slides.topics import leading_departments, topics
from data.store.opening import open_store
from data.store.plan import Plan, load_plan
from tests.benchmarks.synthetic import synthetic_plan
from tests.benchmarks.timing import Row, in_turn, show

NOTES = [("文件", "要点"), ("范围", "层级：处室；集合名称：原样；计数：参与数；部分：全部")]
LIMIT = 3_000  # milliseconds that any file of the real plan may take


def rows(plan: Plan) -> list[Row]:
    """Milliseconds of each file, its figures computed anew."""
    scoped = select(plan, Scope())

    def content(*departments: str) -> tuple:
        return topics(plan, scoped, Choice(departments=departments or leading_departments(scoped)))

    every = tuple(scoped.departments["department_id"])
    made: dict[str, Callable[[], object]] = {
        "figures and sentences": content,
        "PPTX": lambda: to_pptx(content(), NOTES),
        "PPTX with all departments": lambda: to_pptx(content(*every), NOTES),
        "台账": lambda: to_ledger(plan, scoped, NOTES),
        "分部门台账": lambda: to_ledger(plan, scoped, NOTES, by_department=True),
        "Word": lambda: to_docx(paper("要点", content(), NOTES)),
        "PDF": lambda: to_pdf(paper("要点", content(), NOTES)),
    }
    return [Row(name, ms) for name, ms in zip(made, in_turn(3, *made.values()), strict=True)]


def main() -> None:
    """Print the times; say which file of the real plan takes longer than it may."""
    with (
        tempfile.TemporaryDirectory() as folder,
        open_store(Path(folder) / "exports.duckdb", build=True) as store,
    ):
        real = rows(load_plan(store))
    show("Exports, the first document", real)
    show("Exports, an invented plan of 200 tasks", rows(synthetic_plan(1, 1, 200)))
    late = [row.name for row in real if row.ms > LIMIT]
    print(f"\nlonger than {LIMIT / 1000:.0f} s: {', '.join(late) or 'none'}")
