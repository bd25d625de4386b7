"""A limited process that is started anew for its piece of work, where a process cannot branch."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from data.limited.working import Ended, OverTime

_ROOT = Path(__file__).parents[2]


def work_apart(work: str, given: bytes, max_wait: float, needs: Sequence[str] = ()) -> Ended:
    """Do the work in a new process; ``OverTime`` after ``max_wait`` seconds. ``needs`` is of no use here."""
    del needs
    command = [sys.executable, "-m", "data.limited", work]
    try:
        ended = subprocess.run(
            command, input=given, capture_output=True, timeout=max_wait, cwd=_ROOT, check=False
        )
    except subprocess.TimeoutExpired:
        raise OverTime from None
    return Ended(ended.returncode, ended.stdout)
