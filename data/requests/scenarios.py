"""Requests on scenarios: make one, change it, rename it, remove it, bring it back."""

from dataclasses import dataclass
from typing import ClassVar

from data.requests import Outcome, Result
from data.scenarios.form import History, Scenario
from data.store import scenarios
from data.store.database import Store


@dataclass(frozen=True, slots=True)
class MakeScenario:
    """Keep a scenario under its name; the outcome's value is its id."""

    called: ClassVar[str] = "新建情景"

    scenario: Scenario

    def perform(self, store: Store, who: str) -> Outcome:
        """Store it."""
        scenario_id, detail = scenarios.make_scenario(store, self.scenario, who)
        return Outcome(Result.DONE, f"已保存：{detail}", value=scenario_id)


@dataclass(frozen=True, slots=True)
class ChangeScenario:
    """Put another history in the place of a scenario's: a further change, an undo, a redo."""

    called: ClassVar[str] = "修改情景"

    scenario_id: str
    history: History
    seen: int  # the revision of the scenario that was looked at

    def perform(self, store: Store, who: str) -> Outcome:
        """Store it."""
        return _told(scenarios.change_scenario(store, self.scenario_id, self.history, who, self.seen))


@dataclass(frozen=True, slots=True)
class RenameScenario:
    """Give a scenario another name."""

    called: ClassVar[str] = "改情景的名称"

    scenario_id: str
    name: str
    seen: int

    def perform(self, store: Store, who: str) -> Outcome:
        """Store it."""
        return _told(scenarios.rename_scenario(store, self.scenario_id, self.name, who, self.seen))


@dataclass(frozen=True, slots=True)
class RemoveScenario:
    """Take a scenario out of use."""

    called: ClassVar[str] = "移除情景"

    scenario_id: str
    seen: int

    def perform(self, store: Store, who: str) -> Outcome:
        """Store it."""
        return _told(scenarios.remove_scenario(store, self.scenario_id, who, self.seen))


@dataclass(frozen=True, slots=True)
class RestoreScenario:
    """Bring a removed scenario back."""

    called: ClassVar[str] = "取回情景"

    scenario_id: str
    seen: int

    def perform(self, store: Store, who: str) -> Outcome:
        """Store it."""
        return _told(scenarios.restore_scenario(store, self.scenario_id, who, self.seen))


def _told(detail: str) -> Outcome:
    return (
        Outcome(Result.DONE, f"已保存：{detail}")
        if detail
        else Outcome(Result.UNCHANGED, "已经这样，未作改动")
    )
