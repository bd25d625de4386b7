"""What the server does before its first visitor comes."""

import gc
import logging

# Imported now, with pandas, Plotly, NetworkX and DuckDB, instead of while the first visitor waits.
from data.errors import DashboardError
from data.serving.listening import Listener
from data.store.database import Store
from data.store.opening import open_store
from data.store.removing import purge_bin
from pages.shared import changes, downloads, drawing, evidence, identity  # noqa: F401 (for those who import them later)
from pages.shell import runs

LOG = logging.getLogger(__name__)


def ready() -> None:
    """Bring the store up to date, empty its bin, listen for commands, and take what is imported out of garbage collection.

    Looking through what is imported would make single runs 4 times slower. A store that cannot be opened is told to the
    first visitor, not here.
    """
    runs.share_locks()
    Listener(Store.place(), lambda: open_store(build=True)).start()
    try:
        purge_bin(open_store(build=True))
    except DashboardError as error:
        LOG.warning("%s", error)
    try:
        identity.settings()
    except DashboardError as error:
        LOG.error("%s", error)  # and to whoever asks: nothing else is served (pages.shell.login)
    gc.collect()
    gc.freeze()
