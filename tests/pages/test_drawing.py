"""How tables share the room that there is for them, and what is made when it is unfolded."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from pages.shared.drawing import content_height, shared_room


def test_every_column_has_its_least_and_the_others_share_what_is_left():
    wanted, least = {"号": 40, "甲": 600, "乙": 300}, {"号": 40, "甲": 90, "乙": 90}
    assert shared_room(wanted, least, 1000) == wanted
    assert shared_room(wanted, least, 440) == {"号": 40, "甲": 266, "乙": 133}
    assert shared_room(wanted, least, 190) == {"号": 40, "甲": 90, "乙": 90}  # more than there is: it scrolls


COLUMNS = st.lists(st.tuples(st.integers(20, 900), st.integers(20, 120)), max_size=8)


@given(COLUMNS, st.integers(0, 1500))
def test_no_column_is_cut_and_no_room_is_spent_twice(columns: list[tuple[int, int]], room: int):
    wanted = {str(at): float(max(own, least)) for at, (own, least) in enumerate(columns)}
    least = {str(at): float(own) for at, (_, own) in enumerate(columns)}
    given_to = shared_room(wanted, least, room)
    assert given_to.keys() == wanted.keys()
    assert all(least[name] <= own <= wanted[name] for name, own in given_to.items())
    assert sum(given_to.values()) <= max(room, sum(least.values()))


def test_a_table_of_few_rows_is_as_high_as_they_are():
    assert [content_height(rows, 320) for rows in (0, 3, 8, 9)] == [38, 143, 318, 320]
    assert content_height(2, 320, row_height=65) == 168


def unfold(app: AppTest, name: str) -> AppTest:
    """The page with one of its parts unfolded."""
    app.session_state[f"folded_{name}"] = True
    return app.run()


@pytest.mark.parametrize(
    ("page", "rows", "file"),
    [
        ("overview", 28, "总览"),
        ("workload", 28, "部门负荷_参与与分担"),
        ("targets", 5, "目标与时限"),
        ("dependencies", 48, "共同承担"),
    ],
)
def test_a_data_table_is_made_when_it_is_unfolded(visit, page: str, rows: int, file: str):
    app = visit(page)
    assert not [button for button in app.get("download_button") if button.key.startswith(f"file_{file}")]
    unfold(app, "table")
    assert [len(table.value) for table in app.dataframe] == [rows]
    files = [button.key for button in app.get("download_button")]
    assert files == [f"file_{file}.csv", f"file_{file}_说明.txt", f"file_{file}.xlsx"]


def test_the_network_is_taken_away_in_every_form(visit):
    app = unfold(visit("network"), "take")
    files = [button.key for button in app.get("download_button")]
    assert len(files) == 13


def numbers():
    import pandas as pd

    from pages.shared import drawing

    drawing.screen(pd.DataFrame({"部门": ["甲", "乙"], "分担数": [7.33, 3.0], "概率": [1e-07, 0.5]}))


def test_the_numbers_of_a_column_have_the_same_decimals():
    app = AppTest.from_function(numbers).run()
    columns = json.loads(app.dataframe[0].proto.columns)
    assert {name: own["type_config"]["format"] for name, own in columns.items() if "type_config" in own} == {
        "分担数": "%.2f"
    }
