"""Requests on whose store it is: found it for a body; let the example go, take it back, keep it."""

from dataclasses import dataclass
from typing import ClassVar

from data.errors import DocumentError
from data.requests import Outcome, Result
from data.store.backups import Occasion, back_up
from data.store.database import Store
from data.store.founding import found_store, keep_example
from data.store.listing import list_documents
from data.store.removing import BIN_DAYS, remove_document, restore_document


@dataclass(frozen=True, slots=True)
class FoundStore:
    """Say whose store it is. ``directory``: the text of a directory file that names the body."""

    called: ClassVar[str] = "写明机关"

    directory: str
    seen: tuple[tuple[str, int], ...] = ()  # the documents in use with their revisions, when this was asked

    def perform(self, store: Store, who: str) -> Outcome:
        """Found it, after a backup. ``value``: ``Founded``."""
        back_up(store, Occasion.NAMES)
        founded = found_store(store, self.directory, who, self.seen)
        directory = f"名录有 {founded.departments} 个部门" if founded.departments else "还没有名录"
        read = f"，{len(founded.documents)} 份文件随之重新认定" if founded.documents else ""
        return Outcome(Result.DONE, f"本机关是「{founded.body}」，{directory}{read}", value=founded)


@dataclass(frozen=True, slots=True)
class LeaveExample:
    """Put the example into the bin."""

    called: ClassVar[str] = "移走示例"

    documents: tuple[str, ...]  # as they were shown

    def perform(self, store: Store, who: str) -> Outcome:
        """Remove those documents that are still marked as the example, after a backup."""
        examples = [one for one in list_documents(store) if one.example and one.document_id in self.documents]
        if not examples:
            raise DocumentError("示例已经移走，或已留作自己的文件", todo="刷新后再看")
        back_up(store, Occasion.REMOVE)
        for one in examples:
            remove_document(store, one.document_id, who)
        return Outcome(Result.DONE, f"已移走示例，{BIN_DAYS} 天内可以取回")


@dataclass(frozen=True, slots=True)
class ReturnExample:
    """Bring the example back from the bin."""

    called: ClassVar[str] = "取回示例"

    documents: tuple[str, ...]  # as they were shown

    def perform(self, store: Store, who: str) -> Outcome:
        """Bring it back as it was; where the store is another body's by now, with the departments of its own body."""
        for document_id in self.documents:
            restore_document(store, document_id, who)
        return Outcome(Result.DONE, "已取回示例")


@dataclass(frozen=True, slots=True)
class KeepExample:
    """Keep the example as the body's own document."""

    called: ClassVar[str] = "保留示例"

    document_id: str

    def perform(self, store: Store, who: str) -> Outcome:
        """Take the mark away."""
        title = keep_example(store, self.document_id, who)
        return Outcome(Result.DONE, f"《{title}》是本机关的文件，不再标为示例")
