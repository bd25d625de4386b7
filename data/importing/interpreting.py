"""From what was read in a file to what is stored of it: a person's corrections, the body, the decisions on names.

Reading a stored document again takes the same way, so that the same text gives the same rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from data.importing.corrections import Corrections, blanked, with_header, with_marked_lines
from data.importing.document import ParsedDocument
from data.names.bodies import body_unsaid, read_body
from data.names.decisions import Decision, decided_directory
from data.names.directory import Directory


@dataclass(frozen=True, slots=True)
class Interpreted:
    """A document as it is to be stored."""

    document: ParsedDocument
    body: str | None  # whose departments it names; None: those of the body that the directory is of
    directory: Directory  # with what was decided for that body
    corrections: Corrections

    @property
    def apart(self) -> str:
        """In Chinese: whose departments these are, where they are not those of the directory's body; else empty."""
        if self.body is None:
            return ""
        return f"部门属于「{self.body}」，与名录所在机关「{self.directory.body}」的同名部门分开计"

    @property
    def assumed(self) -> str:
        """In Chinese: whose departments these were taken to be without an issuer that says so; else empty."""
        if self.document.issuer or "body" in self.corrections.header or not self.directory.body:
            return ""
        if self.unsaid:
            return f"文件和标题都没有写明机关，部门按名录所在机关「{self.directory.body}」的计"
        return f"没有找到发文机关，按标题认定部门属于「{self.body or self.directory.body}」"

    @property
    def unsaid(self) -> bool:
        """Whether nobody says whose departments these are: neither the document nor a person."""
        return "body" not in self.corrections.header and body_unsaid(
            self.document.issuer, self.document.title, self.directory
        )


def interpret(
    read: ParsedDocument,
    directory: Directory,
    decisions: Sequence[Decision] = (),
    corrections: Corrections | None = None,
) -> Interpreted:
    """A document, read with the bare directory, with corrections and decisions applied.

    Its text is read again where they can change what is read in it. Raises ``DirectoryError`` where a decision does not
    fit the directory, ``DocumentError`` where nothing is left of the text.
    """
    corrections = corrections or Corrections()
    document = read
    if corrections.lines or corrections.header.get("year"):
        document = _parsed(read, directory, corrections)
    body = body_for(with_header(document, corrections), directory, corrections)
    decided = decided_directory(directory, decisions, body)
    if any(decision.body == body for decision in decisions):
        document = _parsed(read, decided, corrections)
    return Interpreted(with_header(document, corrections), body, decided, corrections)


def body_for(document: ParsedDocument, directory: Directory, corrections: Corrections) -> str | None:
    """The body of a document: as a person corrected it, else as it is read (``read_body``)."""
    return corrections.header.get("body", read_body(document.issuer, document.title, directory))


def _parsed(read: ParsedDocument, directory: Directory, corrections: Corrections) -> ParsedDocument:
    """The text of a document read again, without the lines that a person set aside and with the year that is right."""
    from data.importing.parser import parse  # here: what only looks at stored documents needs no parser

    document = parse(blanked(read, corrections.lines), directory, corrections.header.get("year"))
    document = replace(document, notices=read.notices, warnings=(*read.notices, *document.warnings))
    return with_marked_lines(document, read, corrections.lines)


def read_stored(
    header: dict[str, object], directory: Directory, decisions: Sequence[Decision]
) -> Interpreted:
    """A stored document (a row of ``documents``), read again by the parser as it is now."""
    from data.importing.parser import parse

    corrections = Corrections.from_json(header["corrections"])
    return interpret(parse(str(header["source"]), directory), directory, decisions, corrections)
