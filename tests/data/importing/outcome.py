"""What was read from a document, as plain values that a test file can hold."""

from data.importing.document import ParsedDocument
from data.vocabulary import LineKind


def outcome(document: ParsedDocument) -> dict:
    titles: dict[int | None, str] = {section.ordinal: section.title for section in document.sections}
    return {
        "title": document.title,
        "year": document.year,
        "issuer": document.issuer,
        "issued_on": document.issued_on.isoformat() if document.issued_on else None,
        "cc": list(document.cc),
        "first_listed_leads": document.first_listed_leads,
        "sections": [section.title for section in document.sections],
        "tasks": [
            {
                "number": task.number,
                "section": titles.get(task.section),
                "text": task.text,
                "departments": [f"{mention.department} {mention.role}" for mention in task.mentions],
                "targets": [f"{target.kind} {target.value}" for target in task.targets],
            }
            for task in document.tasks
        ],
        "unaccounted": [line.number for line in document.lines if line.kind is LineKind.UNACCOUNTED],
    }
