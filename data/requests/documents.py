"""Requests on documents: import, list, remove and bring back, export, read again, correct."""

from dataclasses import dataclass, replace
from typing import ClassVar

from data.access import Access
from data.errors import DocumentError, StoreError
from data.importing.corrections import Corrections
from data.importing.interpreting import Interpreted
from data.importing.reading import read_content
from data.names.bodies import named_body
from data.names.directory import Directory, as_toml
from data.names.known import KnownNames
from data.requests import Outcome, Result, attempt
from data.store.activities import local
from data.store.backups import Occasion, back_up
from data.store.correcting import name_section
from data.store.database import Store
from data.store.exporting import export_document
from data.store.first import show_first, show_newest
from data.store.founding import documents_in_use, found_store, is_founded
from data.store.known_names import load_known_names
from data.store.listing import list_documents
from data.store.plan import load_catalogue
from data.store.removing import BIN_DAYS, remove_document, restore_document
from data.store.rereading import Reread, reread_document, store_reread
from data.store.storing import Earlier, Stored, store_document


@dataclass(frozen=True, slots=True)
class ImportFile:
    """Read a file and store what it says. ``value``: ``(Stored, Interpreted)``.

    ``shown``: as it was read and shown to the person who imports; what was shown is stored, and nothing else.
    """

    called: ClassVar[str] = "导入文件"

    file_name: str
    content: bytes
    corrections: Corrections | None = None
    shown: Interpreted | None = None
    known: KnownNames | None = None  # the names that ``shown`` was read by
    with_backup: bool = True  # False: the caller makes one after several files

    def perform(self, store: Store, who: str) -> Outcome:
        """Import; the same content again changes nothing, or comes back from the bin. A backup follows."""
        read, known = self.shown, self.known
        founding = ""
        if read is None:
            with store.read() as cursor:
                known, founded = load_known_names(cursor), is_founded(cursor)
            read = self._read(known)
            if not founded:
                founding = f"本机关按这份文件定为「{self._found(store, read, who)}」"
                with store.read() as cursor:
                    known = load_known_names(cursor)
                read = self._read(known)
        before = _seen_first(store)
        stored = store_document(store, self.content, self.file_name, read, who, known)
        if stored.removed:
            restore_document(store, stored.document_id, who)
            text = f"同样的内容在回收站里，已经取回：《{stored.title}》"
            return Outcome(Result.DONE, text, value=(stored, read))
        if not stored.new:
            text = f"已导入过，内容没有变化，未作改动：《{stored.title}》（编号 {stored.document_id}）"
            return Outcome(Result.UNCHANGED, text, value=(stored, read))
        warnings = [*[founding] * bool(founding), *map(_version_warning, stored.earlier)]
        if self.with_backup:
            try:
                back_up(store, Occasion.IMPORT)
            except StoreError as error:
                warnings.append(f"文件已导入，但备份没有完成：{error}")
        first = _now_first(before, store) if self.with_backup else ""
        return Outcome(Result.DONE, _imported(stored) + first, tuple(warnings), value=(stored, read))

    def _read(self, known: KnownNames) -> Interpreted:
        return read_content(self.content, self.file_name, known, self.corrections)[1]

    def _found(self, store: Store, read: Interpreted, who: str) -> str:
        """Found a store of which nobody has said whose it is, for the body of the document; the body.

        Raises ``DocumentError`` where the document says none.
        """
        body = read.corrections.header.get("body") or named_body(read.document.issuer, read.document.title)
        if not body:
            what = "这个数据库还没有写明是哪个机关的，文件也没有写明，没有导入"
            raise DocumentError(what, self.file_name, "先用 python -m data init 写明本机关，或加上 --body")
        with store.read() as cursor:
            seen = documents_in_use(cursor)
        found_store(store, as_toml(Directory(body=str(body))), who, tuple(seen.items()))
        return str(body)


@dataclass(frozen=True, slots=True)
class ImportFiles:
    """Store several files as they were shown; one that is refused does not keep the others back."""

    called: ClassVar[str] = "导入文件"

    files: tuple[ImportFile, ...]

    def perform(self, store: Store, who: str) -> Outcome:
        """Import each in a transaction of its own; one backup follows."""
        before = _seen_first(store)
        outcomes = [attempt(store, replace(file, with_backup=False), who) for file in self.files]
        refused = [outcome.text for outcome in outcomes if outcome.refused]
        warnings = [*refused, *(text for outcome in outcomes for text in outcome.warnings)]
        try:
            back_up(store, Occasion.IMPORT)
        except StoreError as error:
            warnings.append(f"文件已导入，但备份没有完成：{error}")
        told = "；".join(outcome.text for outcome in outcomes if not outcome.refused)
        if not told:
            return Outcome(Result.REFUSED, "；".join(refused))
        return Outcome(Result.DONE, told + _now_first(before, store), tuple(warnings))


def _seen_first(store: Store) -> tuple[str, str] | None:
    """The document that everybody sees first, its id and title; None where there is none."""
    documents = load_catalogue(store).documents
    return None if documents.empty else (documents["document_id"].iloc[0], documents["title"].iloc[0])


def _now_first(before: tuple[str, str] | None, store: Store) -> str:
    """What to say where another document is seen first than before, and how to keep that; else nothing."""
    now = _seen_first(store)
    if before is None or now is None or now == before:
        return ""
    return f"。现在打开看板先看《{now[1]}》；要仍先看《{before[1]}》，在“文件导入”页的“打开看板先看”里定下"


def _imported(stored: Stored) -> str:
    return f"已导入《{stored.title}》，任务 {stored.tasks} 项（编号 {stored.document_id}）"


def _version_warning(earlier: Earlier) -> str:
    """What to say of a stored document that looks like another version of the one just imported."""
    return (
        f"已有标题、发文机关和日期相同而内容不同的文件：《{earlier.title}》"
        f"（编号 {earlier.document_id}，{local(earlier.imported_at)} 导入）。"
        "两份都已保存；不再需要的一份，可以移除。"
    )


@dataclass(frozen=True, slots=True)
class ListDocuments:
    """The documents in use, or those in the bin. ``value``: tuple of ``Listed``."""

    needs: ClassVar[Access] = Access.VIEW
    removed: bool = False

    def perform(self, store: Store, who: str) -> Outcome:
        """List them; the text says how many there are."""
        listed = list_documents(store, removed=self.removed)
        return Outcome(Result.DONE, f"{len(listed)} 份文件", value=listed)


@dataclass(frozen=True, slots=True)
class RemoveDocument:
    """Put a document into the bin, after a backup. ``title``: as it was shown."""

    called: ClassVar[str] = "移除文件"

    document_id: str
    title: str

    def perform(self, store: Store, who: str) -> Outcome:
        """Remove this document and no other; one that was removed before stays so."""
        if any(other.document_id == self.document_id for other in list_documents(store, removed=True)):
            return Outcome(Result.UNCHANGED, f"《{self.title}》已经移除，在回收站里")
        if all(other.document_id != self.document_id for other in list_documents(store)):
            raise DocumentError(
                "数据库里没有这份文件", f"《{self.title}》，编号 {self.document_id}", "刷新后再看"
            )
        back_up(store, Occasion.REMOVE)
        title = remove_document(store, self.document_id, who)
        text = f"已移除《{title}》（编号 {self.document_id}），{BIN_DAYS} 天内可以从回收站取回"
        return Outcome(Result.DONE, text)


@dataclass(frozen=True, slots=True)
class RestoreDocument:
    """Bring a document back from the bin."""

    called: ClassVar[str] = "取回文件"

    document_id: str

    def perform(self, store: Store, who: str) -> Outcome:
        """Bring it back as it was."""
        title = restore_document(store, self.document_id, who)
        return Outcome(Result.DONE, f"已取回《{title}》（编号 {self.document_id}）")


@dataclass(frozen=True, slots=True)
class ExportDocument:
    """A document as files: its text, and what is stored of it as JSON. ``files``: by name."""

    needs: ClassVar[Access] = Access.VIEW
    document_id: str

    def perform(self, store: Store, who: str) -> Outcome:
        """Export it; that is recorded."""
        files = export_document(store, self.document_id, who)
        return Outcome(Result.DONE, f"已导出编号 {self.document_id}", files=files)


@dataclass(frozen=True, slots=True)
class RereadDocument:
    """Read a stored document again and say what would change. ``value``: ``Reread``."""

    needs: ClassVar[Access] = Access.VIEW
    document_id: str

    def perform(self, store: Store, who: str) -> Outcome:
        """Read it; nothing is stored."""
        reread = reread_document(store, self.document_id)
        if not reread.changes:
            return Outcome(Result.UNCHANGED, "重读的结果与已存的完全相同。", value=reread)
        return Outcome(Result.DONE, f"重读后有 {len(reread.changes)} 处不同", value=reread)


@dataclass(frozen=True, slots=True)
class StoreReread:
    """Store a document as it was read again and shown, after a backup."""

    called: ClassVar[str] = "保存重读结果"

    reread: Reread
    corrected: bool = False  # a person changed something, and not the parser

    def perform(self, store: Store, who: str) -> Outcome:
        """Store it where the document is still the one that was compared."""
        back_up(store, Occasion.REREAD)
        store_reread(store, self.reread, who)
        how = "改正" if self.corrected else "重读"
        text = f"已按{how}的结果保存《{self.reread.title}》，改变 {len(self.reread.changes)} 处"
        warnings = tuple(f"不再读出的任务，已另外保留：{task}" for task in self.reread.retired)
        return Outcome(Result.DONE, text, warnings)


@dataclass(frozen=True, slots=True)
class NameSection:
    """Set the short name of a section, or with an empty one take it back."""

    called: ClassVar[str] = "改部分的简称"

    section_id: str
    short_name: str
    seen: str = ""  # the short name that was set when this was asked; empty for none

    def perform(self, store: Store, who: str) -> Outcome:
        """Store it with the corrections of the document."""
        done = name_section(store, self.section_id, self.short_name, who, self.seen)
        return (
            Outcome(Result.DONE, f"已改正：{done}")
            if done
            else Outcome(Result.UNCHANGED, "简称没有变化，未作改动")
        )


@dataclass(frozen=True, slots=True)
class ShowFirst:
    """Choose the document that everybody sees first of its body's, or with ``undo`` leave that to the newest again."""

    called: ClassVar[str] = "选定先看的文件"

    document_id: str
    seen: str | None = None  # the document that was chosen when this was asked
    undo: bool = False

    def perform(self, store: Store, who: str) -> Outcome:
        """Store it; links that name no document show that one."""
        if self.undo:
            done = show_newest(store, self.document_id, who)
        else:
            done = show_first(store, self.document_id, who, self.seen)
        if not done:
            return Outcome(Result.UNCHANGED, "已经是这样，未作改动")
        return Outcome(Result.DONE, f"已定：{done}")
