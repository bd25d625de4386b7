"""Requests on names: decide what one means, undo that, store a directory."""

from dataclasses import dataclass
from typing import ClassVar

from data.access import Access
from data.names.decisions import Decision
from data.names.directory import read_directory
from data.requests import Outcome, Result
from data.requests.founding import FoundStore
from data.store.backups import Occasion, back_up
from data.store.database import Store
from data.store.exchanging import DirectoryEffects, effects_of, store_directory
from data.store.founding import documents_in_use, is_founded
from data.store.naming import decide, undo
from data.store.renaming import Named


@dataclass(frozen=True, slots=True)
class DecideNames:
    """Decide what names mean, at once."""

    called: ClassVar[str] = "核定名称"

    decisions: tuple[Decision, ...]
    seen: tuple[Decision, ...] = ()  # what was decided on the names when this was asked

    def perform(self, store: Store, who: str) -> Outcome:
        """Store the decisions, after a backup, and name the stored mentions anew."""
        back_up(store, Occasion.NAMES)
        named = decide(store, self.decisions, who, self.seen)
        if named is None:
            return Outcome(Result.UNCHANGED, "已经这样核定，未作改动")
        return _outcome("已核定：", named)


@dataclass(frozen=True, slots=True)
class UndoDecisions:
    """Take back what was decided on names, at once."""

    called: ClassVar[str] = "撤销名称核定"

    decisions: tuple[Decision, ...]  # as they were shown

    def perform(self, store: Store, who: str) -> Outcome:
        """Take them back, after a backup, and name the stored mentions as without them."""
        back_up(store, Occasion.NAMES)
        return _outcome("已撤销：", undo(store, self.decisions, who))


@dataclass(frozen=True, slots=True)
class PreviewDirectory:
    """Say what storing the text of a directory file would do. ``value``: ``DirectoryEffects``."""

    needs: ClassVar[Access] = Access.VIEW

    text: str

    def perform(self, store: Store, who: str) -> Outcome:
        """Work it out; nothing is stored."""
        effects = effects_of(store, self.text)
        if not (effects.departments or effects.tasks):
            return Outcome(Result.UNCHANGED, "名录与现在的相同", value=effects)
        other = sum(task.other_departments for task in effects.tasks)
        text = (
            f"部门有 {len(effects.departments)} 处不同；已存的文件中 {len(effects.tasks)} 项任务的名称随之改认，"
            f"其中 {other} 项的部门有变化"
        )
        return Outcome(Result.DONE, text, tuple(map(_outdated, effects.outdated)), value=effects)


@dataclass(frozen=True, slots=True)
class StoreDirectory:
    """Store the text of a directory file as the next version of its body's directory."""

    called: ClassVar[str] = "存入部门名录"

    text: str
    shown: DirectoryEffects | None = None  # what it was said to do, when this was asked

    def perform(self, store: Store, who: str) -> Outcome:
        """Store it, after a backup, and name the stored mentions by it; the first one of a store says whose it is."""
        with store.read() as cursor:
            founded, seen = is_founded(cursor), documents_in_use(cursor)
        if not founded and read_directory(self.text).body:
            return FoundStore(self.text, tuple(seen.items())).perform(store, who)
        back_up(store, Occasion.NAMES)
        named = store_directory(store, self.text, who, self.shown)
        if named is None:
            return Outcome(Result.UNCHANGED, "名录与现在的相同，未作改动")
        return _outcome("已", named)


def _outcome(verb: str, named: Named) -> Outcome:
    """What a change of names came to, in Chinese."""
    documents, mentions = len(named.documents), named.mentions
    changed = f"，{documents} 份文件中 {mentions} 处点名随之改变" if documents else ""
    return Outcome(Result.DONE, f"{verb}{named.text}{changed}", tuple(map(_outdated, named.outdated)))


def _outdated(title: str) -> str:
    return f"《{title}》用现在的读法会读出不同的任务，不随之改变。请先在“文件导入”页重读。"
