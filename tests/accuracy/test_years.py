"""What matching and checking reach on invented pairs and drafts stays reached, on the half that was kept apart too."""

import pytest

from tests.accuracy import drafts
from tests.accuracy.years.pairs import HALVES, make_pair, read
from tests.accuracy.years.scoring import Score, score_half

LEAST = {"links": 0.96, "new": 0.92, "dropped": 0.92, "kinds": 0.94, "departments": 0.98, "targets": 0.93}
PAIRS, DRAFTS = 12, 12


@pytest.fixture(scope="module", params=HALVES)
def found(request: pytest.FixtureRequest) -> Score:
    return score_half(request.param, PAIRS)


@pytest.mark.parametrize("part", LEAST)
def test_what_was_planted_is_found(found: Score, part: str) -> None:
    assert found.value(part) >= LEAST[part]


def test_no_move_is_told_that_was_none(found: Score) -> None:
    assert found.moves >= 10
    assert (found.false_moves, found.missed_moves <= 1) == (0, True)


@pytest.mark.parametrize("half", HALVES)
def test_every_edit_is_planted_and_every_task_accounted_for(half: str) -> None:
    kinds = set()
    for seed in range(PAIRS):
        pair = make_pair(half, seed)
        kinds |= set(pair.kinds.values())
        for side, text in enumerate((pair.earlier, pair.later)):
            places = sorted(place for key in pair.kinds for place in key[side])
            assert places == list(range(1, len(read(text).tasks) + 1))
    assert kinds == {"unchanged", "reworded", "split", "merged", "new", "dropped"}


@pytest.mark.parametrize("half", HALVES)
def test_faults_of_drafts_are_found_without_false_alarms(half: str) -> None:
    score = drafts.score_half(half, DRAFTS)
    assert score.found == score.planted
    assert score.false.total() <= score.tasks / 10
