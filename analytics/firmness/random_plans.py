"""Random plans with the same numbers: every task keeps its number of departments, every department its number of tasks.

They show what the lists would look like if nothing but these numbers decided who is named together: the
fixed-degree-sequence model (FDSM; Zweig & Kaufmann 2011), against which ties and places are held.
"""

from dataclasses import dataclass

import numpy as np

from analytics.loads import workload
from analytics.scope import ScopedPlan

DRAWS = 5000
SEED = 2023
ATTEMPTS = 10  # swaps tried per assignment before a draw is taken; 5, 10 and 20 give the same figures
NETWORKS = 1000  # draws whose whole network is kept
CELLS = 6_000_000  # at most so many cells in the kept networks: fewer networks for very many departments
ENTRIES = 500_000  # assignments that are swapped at the same time


@dataclass(frozen=True, eq=False, slots=True)
class RandomPlans:
    """What independent random plans with the degrees of a scope look like.

    How often two departments share tasks in them depends on nothing but how often each is named. Pairs of the same
    two numbers are therefore one class and are counted together, which makes the figures steadier.
    """

    draws: int
    seed: int
    classes: np.ndarray
    """Departments × departments, as ``scoped.departments``: the class of a pair."""
    pairs: np.ndarray
    """Pairs of departments in each class."""
    histogram: np.ndarray
    """Classes × (0, 1, 2 …): how many pairs of the class shared just so many tasks, over all draws."""
    networks: np.ndarray
    """Draws kept × departments × departments, bool: who shares a task with whom in the first draws, at most
    ``NETWORKS``."""

    def expected(self) -> np.ndarray:
        """Mean of the tasks that a pair of each class shares."""
        shared = self.histogram @ np.arange(self.histogram.shape[1])
        return shared / (self.draws * np.maximum(self.pairs, 1))

    def at_least(self) -> np.ndarray:
        """Classes × (0, 1, 2 …): draws in which a pair shares at least so many tasks, mean over the class."""
        tail = np.cumsum(self.histogram[:, ::-1], axis=1)[:, ::-1]
        return tail / np.maximum(self.pairs, 1)[:, None]


def draw(scoped: ScopedPlan, draws: int = DRAWS, seed: int = SEED) -> RandomPlans:
    """Random plans with the degrees of a scope on both sides, each equally likely.

    Every draw is a chain of its own that starts at the plan itself. A step picks two assignments, department a of
    task s and department b of task t, and exchanges the departments unless one of them is in the other's task already;
    then nothing happens, which counts as a step (checkerboard swap: any plan is reached, Ryser 1957;
    symmetric steps make all equally likely in the limit). After ``ATTEMPTS`` steps per assignment the chain
    is read once, so that draws do not depend on each other. Sole tasks take part: they belong to the degrees.

    Time grows with draws × assignments: 5,000 draws of 84 assignments some 0.4 s. The same
    seed gives the same plans. Empty scope: empty classes.
    """
    named, size = scoped.assignments["department"].to_numpy(), scoped.tasks["size"].to_numpy()
    departments, slots = len(scoped.departments), _slots(size)
    one, other = np.triu_indices(slots.shape[1], 1)
    first, second = slots[:, one].ravel(), slots[:, other].ravel()
    first, second = first[second < len(named)], second[second < len(named)]
    classes, pairs = _classes(workload.counts(scoped)[0])
    histogram = np.zeros((len(pairs), int((size > 1).sum()) + 1), int)
    kept = min(draws, NETWORKS, CELLS // max(departments, 1) ** 2)
    networks = np.zeros((kept, departments, departments), bool)
    random = np.random.default_rng(seed)
    batch = max(1, ENTRIES // max(len(named), 1))
    for start in range(0, draws, batch):
        chains = np.arange(min(batch, draws - start))
        drawn = _shuffled(named, size, slots, chains, random)
        a, b = np.sort([drawn[first], drawn[second]], axis=0)
        a, b, chain = a.ravel(), b.ravel(), np.tile(chains, len(first))
        histogram += _histogram((chain * departments + a) * departments + b, classes, histogram.shape)
        early = start + chain < kept
        drawing, a, b = start + chain[early], a[early], b[early]
        networks[drawing, a, b] = networks[drawing, b, a] = True
    histogram[:, 0] = draws * pairs - histogram[:, 1:].sum(axis=1)
    return RandomPlans(draws, seed, classes, pairs, histogram, networks)


def _slots(size: np.ndarray) -> np.ndarray:
    """Tasks × places: the assignments of each task; beyond its size the number of all assignments."""
    start, place = np.cumsum(size) - size, np.arange(size.max(initial=0))
    return np.where(place < size[:, None], start[:, None] + place, size.sum())


def _classes(degree: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The class of every two departments (by their two degrees) and the number of pairs in each class."""
    _, rank = np.unique(degree, return_inverse=True)
    low, high = np.minimum.outer(rank, rank), np.maximum.outer(rank, rank)
    _, classes = np.unique(low * (rank.max(initial=0) + 1) + high, return_inverse=True)
    classes = classes.reshape(low.shape)
    return classes, np.bincount(
        classes[np.triu_indices(len(degree), 1)], minlength=classes.max(initial=-1) + 1
    )


def _shuffled(
    named: np.ndarray, size: np.ndarray, slots: np.ndarray, chains: np.ndarray, random: np.random.Generator
) -> np.ndarray:
    """Assignments × chains: the department of each assignment after the swaps."""
    count, task = len(named), np.repeat(np.arange(len(size)), size)
    department = np.vstack(
        [
            np.repeat(named.astype(np.int32)[:, None], len(chains), axis=1),
            np.full((1, len(chains)), -1, np.int32),
        ]
    )
    for _ in range(ATTEMPTS * count):
        a, b = random.integers(0, count, (2, len(chains)))
        of_a, of_b = department[a, chains], department[b, chains]
        barred = (department[slots[task[a]], chains[:, None]] == of_b[:, None]).any(axis=1)
        barred |= (department[slots[task[b]], chains[:, None]] == of_a[:, None]).any(axis=1)
        department[a, chains], department[b, chains] = (
            np.where(barred, of_a, of_b),
            np.where(barred, of_b, of_a),
        )
    return department[:count]


def _histogram(pair_in_draw: np.ndarray, classes: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """Classes × shared tasks: from one entry for each task that two departments share in a draw."""
    found, shared = np.unique(pair_in_draw, return_counts=True)
    of = classes.ravel()[found % max(classes.size, 1)]
    return np.bincount(of * shape[1] + shared, minlength=shape[0] * shape[1]).reshape(shape)
