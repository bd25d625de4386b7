"""Every measure once: its name, formula, unit, how it is read, its caveat and its source.

The page 口径说明 and all tooltips are drawn from here.
"""

from collections.abc import Mapping
from types import MappingProxyType

from analytics.definitions.arrangements import ARRANGEMENTS
from analytics.definitions.drafts import DRAFTS
from analytics.definitions.entry import Definition
from analytics.definitions.firmness import FIRMNESS
from analytics.definitions.loads import LOADS
from analytics.definitions.progress import PROGRESS
from analytics.definitions.scenarios import SCENARIOS
from analytics.definitions.ties import TIES
from analytics.definitions.years import YEARS

__all__ = ["DEFINITIONS", "Definition"]

DEFINITIONS: Mapping[str, Definition] = MappingProxyType(
    {
        definition.key: definition
        for definition in (*LOADS, *TIES, *FIRMNESS, *ARRANGEMENTS, *PROGRESS, *YEARS, *SCENARIOS, *DRAFTS)
    }
)
