"""Generated returns of ledgers, a short form of the 200 of ``make bench``: each cell against an account of its own."""

from pathlib import Path

from tests.returns.rounds import all_kinds, rounds

RETURNS = 16


def test_every_deviation_is_in_its_bin_and_nothing_is_stored_or_lost_beside(tmp_path: Path) -> None:
    played = list(rounds(tmp_path, RETURNS))
    assert [fault for one in played for fault in one.faults] == []
    assert {kind for one in played for kind in one.kinds} == all_kinds()
