"""Archives (.docx, .xlsx, .ofd): their parts, unpacked with a count, and XML without any declarations; packages of Office."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from data.errors import DocumentError
from data.importing.guard import MEGABYTE
from data.importing.own import refuse_marked

MAX_ENTRIES = 2_000
MAX_UNPACKED = 60 * MEGABYTE
MAX_ELEMENTS = 1_000_000
MAX_DEPTH = 400

Attributes = dict[str, str]


def _damaged() -> DocumentError:
    return DocumentError("文件已损坏，无法解开", todo="在原软件中打开并重新保存后再导入")


def local(name: str) -> str:
    """The name of an element or attribute without its namespace: the strict and the usual form differ in that only."""
    return name.rpartition("}")[2]


class Archive:
    """The parts of a file. Only parts that are asked for are unpacked; together they stay below ``MAX_UNPACKED``."""

    def __init__(self, content: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise _damaged() from error
        self._left = MAX_UNPACKED
        self._refuse_hostile()

    def _refuse_hostile(self) -> None:
        entries = self._archive.infolist()
        if len(entries) > MAX_ENTRIES:
            raise DocumentError(f"文件内的部件超过 {MAX_ENTRIES} 个", todo="确认选对了文件")
        for entry in entries:
            name = entry.filename.replace("\\", "/")
            if name.startswith("/") or ".." in name.split("/"):
                raise DocumentError("文件内有指向外部的路径，不安全", todo="确认文件来源，在原软件中重新保存")
            if name.lower().endswith("vbaproject.bin"):
                raise DocumentError("文件含有宏", todo="在原软件中另存为不含宏的 .docx 或 .xlsx 后再导入")
            if entry.flag_bits & 1:
                raise DocumentError("文件有打开密码", todo="去掉密码后重新保存再导入")

    def read(self, part: str) -> bytes:
        """The bytes of a part; empty where there is none. ``DocumentError`` where it is damaged or too large."""
        try:
            entry = self._archive.getinfo(part)
        except KeyError:
            return b""
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _damaged()
        try:
            with self._archive.open(entry) as file:
                data = file.read(self._left + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise _damaged() from error
        self._left -= len(data)
        if self._left < 0:
            limit = MAX_UNPACKED // MEGABYTE
            raise DocumentError(f"文件解开后超过 {limit} MB", todo="确认文件来源，或拆成几份后再导入")
        return data

    def tree(self, part: str) -> Element:
        """The XML of a part as a tree with local names; an element without children where the part is missing."""
        data = self.read(part)
        if not data:
            return Element("missing")
        builder = TreeBuilder()
        count = 0

        def start(name: str, attributes: Attributes) -> None:
            nonlocal count
            count += 1
            if count > MAX_ELEMENTS:
                raise DocumentError("文件内容过多，不像一份工作要点", todo="确认选对了文件，或拆成几份")
            builder.start(local(name), {local(key): value for key, value in attributes.items()})

        scan(data, start, lambda name: builder.end(local(name)), builder.data)
        return builder.close()


class Package(Archive):
    """A file of Office: parts that refer to one another by relations."""

    def __init__(self, content: bytes, *, ours: bool = False) -> None:
        """``ours``: a file that the dashboard wrote is welcome; else it is refused."""
        super().__init__(content)
        self.document = self._part("officeDocument")
        if not ours:
            refuse_marked(self._keywords())

    def _part(self, kind: str) -> str:
        """The part of this type that the package as a whole refers to; empty where there is none."""
        return next((part for found, part in self.relations("") if found == kind), "")

    def _keywords(self) -> str | None:
        """The keywords among the properties of the file; None where there are none that can be read."""
        try:
            return self.tree(self._part("core-properties")).findtext("keywords")
        except DocumentError:
            return None

    def relations(self, part: str) -> list[tuple[str, str]]:
        """The parts that a part refers to, each with the last word of its type: ``("styles", "word/styles.xml")``."""
        return [(kind, target) for kind, target, _ in self.links(part)]

    def links(self, part: str) -> list[tuple[str, str, str]]:
        """Type, part and id of each relation of a part inside the package."""
        folder, name = posixpath.split(part)
        found = []
        for relation in self.tree(posixpath.join(folder, "_rels", f"{name}.rels")):
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip(
                    "/"
                )
                found.append((relation.get("Type", "").rpartition("/")[2], target, relation.get("Id", "")))
        return found

    def related(self, kind: str) -> str:
        """The part of this type that the document refers to; empty where there is none."""
        return next((part for found, part in self.relations(self.document) if found == kind), "")


def scan(
    data: bytes,
    start: Callable[[str, Attributes], object],
    end: Callable[[str], object],
    text: Callable[[str], object],
) -> None:
    """Tell the elements of an XML text one by one; names carry their namespace before ``}``.

    ``DocumentError`` for a document type or entities (no office program writes them), depth, and what is no XML.
    """
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    depth = 0

    def deeper(name: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise DocumentError("文件内容嵌套过深", todo="在原软件中重新保存，或复制正文到新文件后再导入")
        start(name, attributes)

    def shallower(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(name)

    def refuse(*_: object) -> None:
        raise DocumentError("文件内有实体声明，不安全", todo="确认文件来源，在原软件中重新保存后再导入")

    parser.StartElementHandler, parser.EndElementHandler = deeper, shallower
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise _damaged() from error
