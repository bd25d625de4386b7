"""Random plans with the same numbers: every task keeps its number of departments, every department its number of tasks.

They show what the lists would look like if nothing but these numbers decided who is named together: the
fixed-degree-sequence model (FDSM; Zweig & Kaufmann 2011), against which ties and places are held.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from analytics.loads import workload
from analytics.scope import ScopedPlan

DRAWS = 1000
SEED = 2023
ATTEMPTS = 10  # swaps tried per assignment before a draw is taken; 5, 10 and 20 give the same figures
CELLS = 6_000_000  # of the networks, at most
ENTRIES = 100_000  # assignments that are swapped at the same time
AT_ONCE = 64  # steps whose random numbers are drawn at once


class Reference(StrEnum):
    """Among which assignments departments are exchanged."""

    ALL = "all"  # 全部任务
    JOINT = "joint"  # 只在共同任务之间
    SECTIONS = "sections"  # 只在同一部分之内


REFERENCES = {
    Reference.ALL: "全部任务",
    Reference.JOINT: "只在共同任务之间",
    Reference.SECTIONS: "只在同一部分之内",
}
"""The words for the references."""


@dataclass(frozen=True, eq=False)
class Lists:
    """Who is named where, as places that can exchange their departments: the places of a task side by side.

    A place stands in a block, and exchanges are made within blocks only.
    """

    departments: int
    department: np.ndarray  # of each place
    task: np.ndarray  # of each place, from 0
    start: np.ndarray  # of each place: where its block begins
    length: np.ndarray  # of each place: places of its block

    @cached_property
    def places(self) -> np.ndarray:
        """Tasks × width: the places of each task; beyond its size the number of all places."""
        size = np.bincount(self.task)
        first, nth = np.cumsum(size) - size, np.arange(size.max(initial=0))
        return np.where(nth < size[:, None], first[:, None] + nth, len(self.task))

    @cached_property
    def beside(self) -> np.ndarray:
        """Width × places: the places of the task that a place belongs to."""
        return np.ascontiguousarray(self.places[self.task].T)

    @cached_property
    def degree(self) -> np.ndarray:
        """Departments × blocks: how often each is named."""
        blocks = len(self.sizes)
        counted = np.bincount(self.department * blocks + self.block, minlength=self.departments * blocks)
        return counted.reshape(self.departments, blocks)

    @cached_property
    def block(self) -> np.ndarray:
        """Of each place the number of its block."""
        return np.unique(self.start, return_inverse=True)[1]

    @cached_property
    def sizes(self) -> list[np.ndarray]:
        """Of each block how many departments each of its tasks names."""
        first = np.flatnonzero(np.diff(self.task, prepend=-1))
        size, block = np.bincount(self.task), self.block[first]
        return [size[block == own] for own in range(self.block.max(initial=-1) + 1)]

    def varies(self) -> np.ndarray:
        """Departments × departments, bool: whether exchanges can change the number of tasks that two share.

        Exchanges move only what lies in one strongly connected part of the graph that leads from a department to the
        tasks that name it and from a task to the departments that it does not name (Ryser 1957; Brualdi 2006). Within a
        part, two departments share always the same where each of its tasks names one of the part, or all but one.
        """
        found = np.zeros((self.departments, self.departments), bool)
        for block in np.unique(self.start):
            here = self.start == block
            tasks, task = np.unique(self.task[here], return_inverse=True)
            named = np.zeros((self.departments, len(tasks)), bool)
            named[self.department[here], task] = True
            there = np.flatnonzero(named.any(axis=1))
            named = named[there]
            empty = np.zeros((len(there), len(there)), bool), np.zeros((len(tasks), len(tasks)), bool)
            leads = np.block([[empty[0], named], [~named.T, empty[1]]])
            part = connected_components(csr_array(leads), connection="strong")[1]
            for own in np.unique(part[: len(there)]):
                rows, columns = part[: len(there)] == own, part[len(there) :] == own
                size = named[np.ix_(rows, columns)].sum(axis=0)
                fixed = (size == 1).all() or (size == rows.sum() - 1).all()
                if not fixed:
                    found[np.ix_(there[rows], there[rows])] = True
        np.fill_diagonal(found, False)
        return found


def lists(scoped: ScopedPlan, reference: Reference = Reference.ALL) -> Lists:
    """The assignments of a scope that take part under a reference.

    ``JOINT``: those of tasks whose printed list names several departments. ``SECTIONS``: all, each section of a document
    a block, and tasks outside any section one more.
    """
    given, tasks = scoped.assignments, scoped.tasks
    task, department = given["task"].to_numpy(), given["department"].to_numpy()
    block = np.zeros(len(tasks), int)
    if reference == Reference.SECTIONS:
        sections = pd.Series(
            list(zip(tasks["document_id"], tasks["section_id"].fillna(""), strict=True)), dtype=object
        )
        block = pd.factorize(sections)[0]
    if reference == Reference.JOINT:
        joint = workload.is_joint(scoped)[task]
        task, department = task[joint], department[joint]
    order = np.lexsort((task, block[task]))
    task, department = task[order], department[order]
    _, start, own, length = np.unique(block[task], return_index=True, return_inverse=True, return_counts=True)
    changed = np.append(0, np.cumsum(np.diff(task) != 0)) if len(task) else task
    return Lists(len(scoped.departments), department, changed, start[own], length[own])


class Chains:
    """Many chains of plans at once, each of which starts at the lists themselves."""

    def __init__(self, lists: Lists, chains: int) -> None:
        self.lists, self.width = lists, len(lists.task) + 1
        self.first = np.arange(chains) * self.width  # of each chain in ``department``
        self.department = np.tile(np.append(lists.department, -1).astype(np.int32), chains)

    def others(self, place: np.ndarray) -> np.ndarray:
        """Width × chains: the departments of the task at a place of each chain; −1 beyond its size."""
        beside = self.lists.beside.take(place, axis=1)
        beside += self.first
        return self.department.take(beside, mode="clip")

    def partner(self, place: np.ndarray, random: np.ndarray) -> np.ndarray:
        """A place of the same block for a place of each chain, by a random number from 0 to 1."""
        return self.lists.start.take(place) + (random * self.lists.length.take(place)).astype(int)

    def swap(self, draws: np.ndarray) -> None:
        """Try one exchange in each chain, by two random numbers from 0 to 1 (2 × chains).

        Two places of a block exchange their departments unless one of these is in the other's task already; then nothing
        happens, which counts as a step.
        """
        one = (draws[0] * (self.width - 1)).astype(int)
        other = self.partner(one, draws[1])
        at_one, at_other = one + self.first, other + self.first
        a, b = self.department.take(at_one), self.department.take(at_other)
        barred = (self.others(one) == b).any(axis=0)
        barred |= (self.others(other) == a).any(axis=0)
        self.department[at_one] = np.where(barred, a, b)
        self.department[at_other] = np.where(barred, b, a)

    def shuffle(self, steps: int, random: np.random.Generator) -> None:
        """Try so many exchanges in each chain."""
        for at in range(0, steps, AT_ONCE):
            for draws in random.random((min(AT_ONCE, steps - at), 2, len(self.first))):
                self.swap(draws)

    def plans(self) -> np.ndarray:
        """Places × chains: the department of each place."""
        return self.department.reshape(-1, self.width)[:, :-1].T


def draw(scoped: ScopedPlan, draws: int = DRAWS, seed: int = SEED) -> np.ndarray:
    """Who shares a task with whom in random plans with the degrees of a scope, each plan equally likely.

    Draws × departments × departments (as ``scoped.departments``), bool; fewer draws for very many departments.

    Every draw is a chain of its own that starts at the plan itself. A step picks two assignments, department a of
    task s and department b of task t, and exchanges the departments unless one of them is in the other's task already;
    then nothing happens, which counts as a step (checkerboard swap: any plan is reached, Ryser 1957;
    symmetric steps make all equally likely in the limit). After ``ATTEMPTS`` steps per assignment the chain
    is read once, so that draws do not depend on each other. Sole tasks take part: they belong to the degrees.

    Time grows with draws × assignments. The same seed gives the same. Empty scope: no departments.
    """
    given, departments = lists(scoped), len(scoped.departments)
    named = len(given.task)
    one, other = np.triu_indices(given.places.shape[1], 1)
    first, second = given.places[:, one].ravel(), given.places[:, other].ravel()
    first, second = first[second < named], second[second < named]
    networks = np.zeros((min(draws, CELLS // max(departments, 1) ** 2), departments, departments), bool)
    random = np.random.default_rng(seed)
    batch = max(1, ENTRIES // max(named, 1))
    for start in range(0, len(networks), batch):
        chains = Chains(given, min(batch, len(networks) - start))
        chains.shuffle(ATTEMPTS * named, random)
        drawn = chains.plans()
        of = np.tile(np.arange(start, start + drawn.shape[1]), len(first))
        a, b = drawn[first].ravel(), drawn[second].ravel()
        networks[of, a, b] = networks[of, b, a] = True
    return networks
