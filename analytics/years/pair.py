"""Two plans as pages and presentations look at them: what became of the tasks, and each plan seen through one scope."""

from dataclasses import dataclass, field

from analytics.scope import Scope, ScopedPlan
from analytics.years.comparison import Comparison


@dataclass(frozen=True, slots=True)
class YearPair:
    """Two plans, the earlier first. Hashable, so that it can be the key of a cache."""

    compared: Comparison
    bodies: tuple[str, str]  # whose departments each names; empty for the store's own
    courts: tuple[str, str]  # what these bodies are called
    scope: Scope  # of both
    earlier: ScopedPlan = field(compare=False)
    later: ScopedPlan = field(compare=False)

    @property
    def names(self) -> tuple[str, str]:
        """What the years are called."""
        return self.compared.names

    @property
    def of_one_body(self) -> bool:
        """Whether departments of one name are one department."""
        return self.bodies[0] == self.bodies[1]
