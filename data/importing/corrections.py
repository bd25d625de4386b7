"""What a person corrects in what was read of a document: its header and what lines are, before it is stored; short names later."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from data.importing.document import Line, NoticeKind, ParsedDocument
from data.importing.passage import read_lines
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

    short_names: Mapping[str, str] = field(default_factory=dict)
    """section_id → the short name of a section, where a person set one (``data.store.correcting``)."""

    def as_json(self) -> str | None:
        """JSON to be stored; None where nothing was corrected."""
        if not self.header and not self.lines and not self.short_names:
            return None
        header = {
            key: value.isoformat() if isinstance(value, date) else value for key, value in self.header.items()
        }
        lines = {str(number): kind.value for number, kind in sorted(self.lines.items())}
        corrected = {"header": header, "lines": lines}
        if self.short_names:
            corrected["sections"] = dict(self.short_names)
        return json.dumps(corrected, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str | None) -> "Corrections":
        """The corrections that ``as_json`` made this of."""
        if text is None:
            return cls()
        stored = json.loads(text)
        header = stored["header"]
        if header.get("issued_on"):
            header["issued_on"] = date.fromisoformat(header["issued_on"])
        lines = {int(number): LineKind(kind) for number, kind in stored["lines"].items()}
        return cls(header, lines, stored.get("sections", {}))


def set_aside(source: str, kinds: Mapping[int, LineKind]) -> tuple[Line, ...]:
    """The lines of a source that a person set aside, with the kinds that they were given."""
    if not kinds:
        return ()
    return tuple(
        Line(line.number, line.span, kinds[line.number])
        for line in read_lines(source)
        if line.number in kinds
    )


def blanked(source: str, lines: Sequence[Line]) -> str:
    """The source with these lines as blanks of the same length, so that all places stay."""
    pieces, start = [], 0
    for span in (line.span for line in lines):
        pieces += [source[start : span.start], " " * (span.end - span.start)]
        start = span.end
    return "".join((*pieces, source[start:]))


def with_lines(document: ParsedDocument, source: str, lines: Sequence[Line]) -> ParsedDocument:
    """What was read in the blanked source, as a reading of the whole one, the lines set aside among its lines."""
    placed = sorted((*document.lines, *lines), key=lambda line: line.number)
    return replace(document, source=source, lines=tuple(placed))


_ANSWERED = {
    "title": {NoticeKind.NO_TITLE, NoticeKind.DOUBTFUL_TITLE},
    "year": {NoticeKind.NO_YEAR},
    "issuer": {NoticeKind.NO_ISSUER, NoticeKind.UNREAD_ISSUER},
    "issued_on": {NoticeKind.NO_DATE, NoticeKind.UNREAD_DATE},
}
"""What need not be asked any more where a person has said it."""


def with_header(document: ParsedDocument, corrections: Corrections) -> ParsedDocument:
    """The document with title, year, issuer and date as corrected, and without the notices that this answers."""
    as_read = {key: getattr(document, key) for key in ("title", "year", "issuer", "issued_on")}
    header = as_read | dict(corrections.header)
    said = {key for key, value in corrections.header.items() if value}
    answered = {kind for key, kinds in _ANSWERED.items() if key in said for kind in kinds}
    return replace(
        document,
        notices=tuple(notice for notice in document.notices if notice.kind not in answered),
        title=str(header["title"] or ""),
        year=header["year"],
        issuer=str(header["issuer"] or ""),
        issued_on=header["issued_on"],
    )
