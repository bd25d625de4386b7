"""The progress that a presentation tells of: one period, with where its tasks stand."""

from dataclasses import dataclass, field

import pandas as pd

from data.progress.reported import Progress


@dataclass(frozen=True, slots=True)
class Told:
    """Progress as it was at a revision of the store. Hashable, so that it can be the key of a cache."""

    revision: int
    period: str
    standing: pd.DataFrame = field(compare=False)  # of ``analytics.progress.standing``
    progress: Progress = field(compare=False)
