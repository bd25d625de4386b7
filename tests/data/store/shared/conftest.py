"""Stores that servers share are looked at anew by every read."""

import pytest

from data.store.shared import store as shared


@pytest.fixture(autouse=True)
def look_always(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every read looks for a newer commit: no test waits for half a second."""
    monkeypatch.setattr(shared, "LOOK_SECONDS", 0.0)
