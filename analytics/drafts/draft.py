"""A draft as it is checked: what was read of it, and the directory that its names were understood by."""

from bisect import bisect_right
from dataclasses import dataclass

from analytics.years.plans import YearPlan, YearTarget, YearTask
from data.importing.document import ParsedDocument, Span
from data.names.directory import Directory


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft that was read and is not stored."""

    document: ParsedDocument
    directory: Directory

    def line(self, place: Span) -> int:
        """The number of the line, from 1, in which a place begins."""
        lines = self.document.lines
        return lines[max(bisect_right([line.span.start for line in lines], place.start) - 1, 0)].number

    def printed(self, number: int) -> str:
        """The words of a line, as printed."""
        lines = {line.number: line.span for line in self.document.lines}
        return self.document.source[lines[number].start : lines[number].end].strip()

    def year_plan(self) -> YearPlan:
        """The draft, ready to be compared with last year's plan."""
        document = self.document
        return YearPlan(
            document.title,
            document.year,
            tuple(section.title for section in document.sections),
            tuple(
                YearTask(
                    task.text,
                    task.section,
                    tuple(mention.department for mention in task.mentions),
                    tuple(YearTarget(target.kind, target.text, target.value) for target in task.targets),
                )
                for task in document.tasks
            ),
        )
