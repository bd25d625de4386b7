"""议程编排: in which order the tasks are gone through so that departments wait least for their turn."""

from analytics.arrangements.agenda.arrangement import SECONDS, Arrangement, Waiting, arrange, total, waits
from analytics.arrangements.agenda.items import Items, Rules, Sections, items

__all__ = [
    "SECONDS",
    "Arrangement",
    "Items",
    "Rules",
    "Sections",
    "Waiting",
    "arrange",
    "items",
    "total",
    "waits",
]
