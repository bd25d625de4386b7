"""From the text of a file to what is stored of it: parsed once, with a person's corrections, the body and the decisions.

Reading a stored document again takes the same way, so that the same text gives the same rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from data.importing.corrections import Corrections, corrections_in, with_header
from data.importing.document import Notice, ParsedDocument
from data.importing.frame import Frame
from data.importing.parser import parse
from data.names.bodies import body_unsaid, read_body
from data.names.directory import Directory
from data.names.known import KnownNames


@dataclass(frozen=True, slots=True)
class Interpreted:
    """A document as it is to be stored."""

    document: ParsedDocument
    body: str | None  # whose departments it names; None: those of the store's own body
    own_body: str  # the store's own body; empty where it is not known
    directory: Directory  # what its names were understood by
    corrections: Corrections

    @property
    def apart(self) -> str:
        """In Chinese: whose departments these are, where they are not those of the store's own body; else empty."""
        if self.body is None:
            return ""
        return f"部门属于「{self.body}」，与名录所在机关「{self.own_body}」的同名部门分开计"

    @property
    def assumed(self) -> str:
        """In Chinese: whose departments these were taken to be without an issuer that says so; else empty."""
        if self.document.issuer or "body" in self.corrections.header or not self.own_body:
            return ""
        if self.unsaid:
            return f"文件和标题都没有写明机关，部门按名录所在机关「{self.own_body}」的计"
        return f"没有找到发文机关，按标题认定部门属于「{self.body or self.own_body}」"

    @property
    def unsaid(self) -> bool:
        """Whether nobody says whose departments these are: neither the document nor a person."""
        answered = "body" in self.corrections.header
        return not answered and body_unsaid(self.document.issuer, self.document.title, self.own_body)


def interpret(
    source: str,
    known: KnownNames,
    corrections: Corrections | None = None,
    notices: Sequence[Notice] = (),
) -> Interpreted:
    """Read the text of a document, with what is known of names and what a person corrected.

    ``notices``: what the reader of the file had to tell; they come first. Raises ``DirectoryError`` where a decision
    does not fit the directory, ``DocumentError`` where nothing is left of the text.
    """
    corrections = corrections or Corrections()
    body: str | None = None

    def directory(frame: Frame) -> Directory:
        nonlocal body
        body = _body(frame, corrections.header, known.own.body)
        return known.directory(body)

    document = parse(source, directory, _year(corrections), corrections.lines, corrections.tasks)
    document = with_header(document, corrections)
    document = replace(document, notices=(*notices, *document.notices))
    return Interpreted(document, body, known.own.body, known.directory(body), corrections)


def _body(frame: Frame, header: Mapping[str, object], own_body: str) -> str | None:
    """The body of a document: as a person said it, else as its issuer and title say, read or corrected."""
    if "body" in header:
        return None if header["body"] in (None, own_body) else str(header["body"])
    issuer, title = header.get("issuer", frame.issuer), header.get("title", frame.title)
    return read_body(str(issuer or ""), str(title or ""), own_body)


def _year(corrections: Corrections) -> int | None:
    year = corrections.header.get("year")
    return year if isinstance(year, int) else None


def read_stored(header: Mapping[str, object], known: KnownNames) -> Interpreted:
    """A stored document (a row of ``documents``), read again by the parser as it is now."""
    return interpret(str(header["source"]), known, corrections_in(header))
