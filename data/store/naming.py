"""What names mean is decided, and decisions are taken back; the stored mentions are named anew."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from data.errors import DirectoryError, StoreChanged
from data.names.decisions import Decision
from data.names.known import KnownNames
from data.store.activities import Activity, ActivityKind, now, signed
from data.store.database import Store
from data.store.decisions import add_decisions, remove_decisions
from data.store.known_names import load_known_names
from data.store.renaming import Named, Renaming, apply_renamings, documents_of


def decide(
    store: Store, decisions: Sequence[Decision], who: str, seen: Collection[Decision] = ()
) -> Named | None:
    """Store decisions (in the place of earlier ones on the same names) and name the stored mentions anew, all or nothing.

    ``seen``: what was decided on the names when the person was asked; ``StoreChanged`` is raised where that is another by
    now. None where the same is decided already, and nothing changes. Raises ``DirectoryError`` where the directory has a
    name already, or the decisions do not fit together.
    """
    moment = now()
    before = {decision.decision_id: decision for decision in seen}
    with store.read() as cursor:
        known = load_known_names(cursor)
        decisions = [replace(own, who=signed(who), decided_at=moment) for own in decisions]
        decisions = [own for own in decisions if not _is_decided(own, known)]
        if not decisions:
            return None
        for decision in decisions:
            present = known.decision(decision.decision_id)
            if present != before.get(decision.decision_id):
                raise _decided_otherwise(decision.name, present)
            directory = known.bare_directory(decision.body)
            if any(decision.name in (own.name, *own.other_names) for own in directory.departments):
                raise DirectoryError(
                    "名录中已有这个名称，不必核定", f"「{decision.name}」", "需要改动时修改部门名录"
                )
        documents = {body: documents_of(cursor, body) for body in _bodies(decisions)}
    after = known.decided(decisions)

    renamings = [Renaming.of(documents[body], known, after, body) for body in documents]
    activity = Activity(ActivityKind.DECIDE, decisions[0].who, _said(decisions))
    return apply_renamings(store, renamings, activity, lambda cursor: add_decisions(cursor, decisions))


def undo(store: Store, decisions: Sequence[Decision], who: str) -> Named:
    """Take decisions back, as they were shown, and name the stored mentions as without them, all or nothing.

    Raises ``StoreChanged`` where another was made on a name since, or none is left; ``DirectoryError`` where another
    decision builds on one of them.
    """
    with store.read() as cursor:
        known = load_known_names(cursor)
        for decision in decisions:
            present = known.decision(decision.decision_id)
            if present != decision:
                raise _decided_otherwise(decision.name, present)
        documents = {body: documents_of(cursor, body) for body in _bodies(decisions)}
    after = known.without([decision.decision_id for decision in decisions])

    renamings = [Renaming.of(documents[body], known, after, body) for body in documents]
    activity = Activity(ActivityKind.UNDO, who, _said(decisions))
    return apply_renamings(store, renamings, activity, lambda cursor: remove_decisions(cursor, decisions))


def _is_decided(decision: Decision, known: KnownNames) -> bool:
    present = known.decision(decision.decision_id)
    return present is not None and present.text == decision.text


def _bodies(decisions: Sequence[Decision]) -> tuple[str | None, ...]:
    return tuple(dict.fromkeys(decision.body for decision in decisions))


TOLD = 6
"""Decisions that are told one by one where many are made at once."""


def _said(decisions: Sequence[Decision]) -> str:
    """The decisions in Chinese: 「虚构处」即研究室; of many the first, and how many they are."""
    told = "；".join(f"「{decision.name}」{decision.text}" for decision in decisions[:TOLD])
    if len(decisions) == 1:
        return told
    return f"{len(decisions)} 个名称：{told}{'……' if len(decisions) > TOLD else ''}"


def _decided_otherwise(name: str, present: Decision | None) -> StoreChanged:
    if present is None:
        return StoreChanged("这条核定已经撤销，这次没有保存", f"「{name}」", "重新查看后再操作")
    return StoreChanged(
        f"「{name}」刚由{present.who}核定：{present.text}，这次没有保存", todo="重新查看后再操作"
    )
