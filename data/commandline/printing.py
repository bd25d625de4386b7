"""What the command line prints: a document as JSON or in a few lines, tables, the progress of many files."""

import sys
import unicodedata
from collections.abc import Iterable, Sequence

from data.importing.document import ParsedDocument
from data.store.activities import local
from data.store.exchanging import DirectoryEffects
from data.store.listing import Listed
from data.vocabulary import EXAMPLE, Resolution


def document_as_json(document: ParsedDocument) -> dict[str, object]:
    """A parsed document as the JSON object that ``parse --json`` prints."""
    return {
        "title": document.title,
        "year": document.year,
        "issuer": document.issuer,
        "issued_on": document.issued_on.isoformat() if document.issued_on else None,
        "cc": list(document.cc),
        "sections": [{"ordinal": section.ordinal, "title": section.title} for section in document.sections],
        "tasks": [
            {
                "number": task.number,
                "section": task.section,
                "text": task.text,
                "departments": [
                    {
                        "name": mention.department,
                        "raw": mention.text,
                        "role": mention.role.value,
                        "collective": mention.collective,
                    }
                    for mention in task.mentions
                ],
                "targets": [
                    {"kind": target.kind.value, "text": target.text, "value": target.value}
                    for target in task.targets
                ],
            }
            for task in document.tasks
        ],
        "unaccounted": [document.source[line.span.start : line.span.end] for line in document.unaccounted],
        "warnings": _told(document, suspicion=True),
        "facts": _told(document, suspicion=False),
    }


def _told(document: ParsedDocument, *, suspicion: bool) -> list[dict[str, object]]:
    """The notices that say that something may have been read wrongly, or all others."""
    return [
        {"kind": notice.kind.value, "line": notice.line, "text": str(notice)}
        for notice in document.notices
        if notice.suspicion is suspicion
    ]


def summary(document: ParsedDocument) -> str:
    """What was read, in a few Chinese lines: title, figures, and all that a person should look at."""
    mentions = [mention for task in document.tasks for mention in task.mentions]
    unknown = {mention.department: None for mention in mentions if mention.resolution is Resolution.NEW}
    issued_on = document.issued_on.isoformat() if document.issued_on else "未写明"
    lines = [
        f"《{document.title or '没有标题'}》",
        f"  年度：{document.year or '未写明'}；发文机关：{document.issuer or '未写明'}；成文日期：{issued_on}",
        f"  部分 {len(document.sections)} 个，任务 {len(document.tasks)} 项，责任 {len(mentions)} 条，"
        f"部门 {len({mention.department for mention in mentions})} 个，"
        f"目标 {sum(len(task.targets) for task in document.tasks)} 个",
    ]
    if unknown:
        lines.append(f"  名录中没有、待核定的部门：{'、'.join(unknown)}")
    lines += [f"  存疑：{notice}" for notice in document.notices if notice.suspicion]
    lines += [f"  提示：{notice}" for notice in document.notices if not notice.suspicion]
    lines += [
        f"  未识别的第 {line.number} 行：{document.source[line.span.start : line.span.end].strip()}"
        for line in document.unaccounted
    ]
    return "\n".join(lines)


def effects(effects: DirectoryEffects) -> list[str]:
    """What a change of a directory would do, a line for each department and each task."""
    lines = [" ".join(filter(None, (one.became.value, one.name, one.detail))) for one in effects.departments]
    lines += [
        f"《{task.document}》第 {task.number} 项：{'；'.join(task.before) or '无'} → {'；'.join(task.after) or '无'}"
        for task in effects.tasks
    ]
    return lines


def document_table(documents: Sequence[Listed]) -> str:
    """The stored documents as a table in text."""
    rows = [("编号", "年度", "成文日期", "任务", "部门", "待核定", "导入时间", "导入人", "标题")]
    rows += [
        (
            one.document_id,
            str(one.year or "—"),
            str(one.issued_on or "—"),
            str(one.tasks),
            str(one.departments),
            str(one.open_names),
            local(one.imported_at),
            one.who or "—",
            f"{one.title}{f'（{EXAMPLE}）' if one.example else ''}{'（先看）' if one.chosen else ''}",
        )
        for one in documents
    ]
    return table(rows)


def table(rows: Sequence[Sequence[str]]) -> str:
    """Rows of text in columns; a Chinese character is two places wide."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    )


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


class Progress:
    """A bar on the error stream that says how far it is with several files; nothing where that is no terminal."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._shown = total > 1 and sys.stderr.isatty()

    def show(self, done: int, name: str) -> None:
        """Draw the bar: ``done`` files are finished, ``name`` is being worked on."""
        if self._shown:
            filled = 20 * done // self._total
            bar = "█" * filled + "░" * (20 - filled)
            print(f"\r\033[K[{bar}] {done}/{self._total} {name[-40:]}", end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Take the bar away, so that a line can be printed."""
        if self._shown:
            print("\r\033[K", end="", file=sys.stderr, flush=True)


def report(outcomes: Iterable[str]) -> str:
    """How many files came to which outcome: 共 3 份：导入 2 份，失败 1 份."""
    counts: dict[str, int] = {}
    for outcome in outcomes:
        counts[outcome] = counts.get(outcome, 0) + 1
    parts = "，".join(f"{outcome} {count} 份" for outcome, count in counts.items())
    return f"共 {sum(counts.values())} 份：{parts}"
