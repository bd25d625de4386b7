import pytest

from tests.benchmarks.__main__ import main
from tests.benchmarks.timing import Row, in_turn, show


def test_alternatives_are_called_in_turn_with_one_round_before():
    called = []
    times = in_turn(2, lambda: called.append("a"), lambda: called.append("b"))
    assert called == ["a", "b"] * 3
    assert len(times) == 2
    assert min(times) >= 0


def test_a_table_tells_milliseconds_and_how_many_times_the_bare_one(capsys: pytest.CaptureFixture[str]):
    show("Reading", [Row("parse", 12.0, 4.0, "1 MB/s"), Row("guard", 0.5)], "split")
    title, head, first, second = capsys.readouterr().out.strip().splitlines()
    assert title == "Reading"
    assert head.split() == ["ms", "split", "times"]
    assert first.split() == ["parse", "12.00", "4.00", "3.00", "1", "MB/s"]
    assert second.split() == ["guard", "0.50"]
    assert head.index("times") + len("times") == first.index("3.00") + len("3.00")


def test_a_part_that_does_not_exist_is_refused(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as ended:
        main(["reading", "walking"])
    assert ended.value.code == 2
    assert "no such part: walking" in capsys.readouterr().err
