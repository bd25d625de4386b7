"""What a person corrects in what was read of a document, before it is stored: its header, and what lines are."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from data.importing.document import Line, ParsedDocument
from data.vocabulary import LineKind

SET_ASIDE = (LineKind.FURNITURE, LineKind.PREAMBLE, LineKind.CLOSING, LineKind.PERSON)
"""What a line can be marked as: it is then no part of any heading, task or list of departments."""


@dataclass(frozen=True, slots=True)
class Corrections:
    """What a person changed; what is not named here stays as read."""

    header: Mapping[str, str | int | date | None] = field(default_factory=dict)
    """title, year, issuer, issued_on; and body, the body whose departments the document names (None: our own)."""

    lines: Mapping[int, LineKind] = field(default_factory=dict)
    """Number of a line → one of ``SET_ASIDE``."""

    def as_json(self) -> str | None:
        """JSON to be stored; None where nothing was corrected."""
        if not self.header and not self.lines:
            return None
        header = {
            key: value.isoformat() if isinstance(value, date) else value for key, value in self.header.items()
        }
        lines = {str(number): kind.value for number, kind in sorted(self.lines.items())}
        return json.dumps({"header": header, "lines": lines}, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str | None) -> "Corrections":
        """The corrections that ``as_json`` made this of."""
        if text is None:
            return cls()
        stored = json.loads(text)
        header = stored["header"]
        if header.get("issued_on"):
            header["issued_on"] = date.fromisoformat(header["issued_on"])
        return cls(header, {int(number): LineKind(kind) for number, kind in stored["lines"].items()})


def blanked(document: ParsedDocument, lines: Mapping[int, LineKind]) -> str:
    """The source with the lines that were marked as blanks of the same length, so that all places stay."""
    source = document.source
    for span in (line.span for line in document.lines if line.number in lines):
        source = source[: span.start] + " " * (span.end - span.start) + source[span.end :]
    return source


def with_marked_lines(
    read: ParsedDocument, original: ParsedDocument, lines: Mapping[int, LineKind]
) -> ParsedDocument:
    """What was read in the blanked source, as a reading of the original one, the marked lines among its lines."""
    marked = [replace(line, kind=lines[line.number]) for line in original.lines if line.number in lines]
    placed: list[Line] = sorted((*read.lines, *marked), key=lambda line: line.number)
    return replace(read, source=original.source, lines=tuple(placed))


def with_header(document: ParsedDocument, corrections: Corrections) -> ParsedDocument:
    """The document with title, year, issuer and date as corrected."""
    header = {key: value for key, value in corrections.header.items() if key != "body"}
    if "issuer" in header:
        header["issuer"] = header["issuer"] or ""
    return replace(document, **header)
