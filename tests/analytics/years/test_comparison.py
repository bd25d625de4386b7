"""Two stored plans side by side: small ones that a person can check by hand, and the first document with a year after."""

import io
from itertools import pairwise
from pathlib import Path

import docx
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import findings
from analytics.exports.word import to_docx
from analytics.exports.years import change_paper, change_table
from analytics.scope import Level, Scope, ScopedPlan, select
from analytics.years.changes import ChangeKind
from analytics.years.comparison import Comparison, compare, in_order, usual_counterpart
from analytics.years.departments import departments_of_both, ties_of_both
from analytics.years.passages import passages, revisions
from analytics.years.plans import YearPlan
from data.store.opening import open_store
from data.store.plan import Plan, load_plan
from tests import years
from tests.plans import plan_of

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def two(level: Level = Level.OFFICE) -> tuple[ScopedPlan, ScopedPlan]:
    """甲乙 and 丙 in one year, 乙甲, 甲乙丁 and 乙 in the next; 丙 is an office of 甲."""
    plan = plan_of(
        [
            ("1", None, "甲乙"),
            ("2", None, "丙"),
            ("3", None, "乙甲"),
            ("4", None, "甲乙丁"),
            ("5", None, "乙"),
        ],
        documents={"1": "早", "2": "早", "3": "晚", "4": "晚", "5": "晚"},
        parents={"丙": "甲"},
    )
    earlier, later = (select(plan, Scope(documents=(own,), level=level)) for own in ("早", "晚"))
    return earlier, later


def test_departments_of_two_years_side_by_side() -> None:
    found = departments_of_both(*two()).round(2)
    assert found.drop(columns=["department_id", "collective"]).to_numpy().tolist() == [
        ["乙", 1, 3, 0.5, 1.83, 2, "kept"],
        ["甲", 1, 2, 0.5, 0.83, 1, "kept"],
        ["丁", 0, 1, 0.0, 0.33, 1, "new"],
        ["丙", 1, 0, 1.0, 0.0, -1, "gone"],
    ]


def test_at_the_level_of_parents_an_office_that_went_is_none() -> None:
    found = departments_of_both(*two(Level.PARENT))
    assert dict(zip(found["name"], found["standing"], strict=True)) == {
        "乙": "kept",
        "丁": "new",
        "甲": "kept",
    }


def test_ties_of_two_years_in_either_order() -> None:
    found = ties_of_both(*two())
    assert found.drop(columns=["source_id", "target_id"]).to_numpy().tolist() == [
        ["丁", "甲", 0, 1, ["4"], "new"],
        ["丁", "乙", 0, 1, ["4"], "new"],
        ["乙", "甲", 1, 2, ["1", "3", "4"], "kept"],
    ]


def test_two_empty_years_have_neither() -> None:
    nothing = select(plan_of([]), Scope())
    assert departments_of_both(nothing, nothing).empty
    assert ties_of_both(nothing, nothing).empty
    said = findings.tie_year_findings(ties_of_both(nothing, nothing), ("2030年", "2031年"))
    assert str(said[0]) == "两份要点都没有共同承担的任务，没有联系可以对照。"


@pytest.mark.parametrize(
    ("text", "others", "marked"),
    [
        ("探索推行律师代理制度。", ["全面推行律师代理制度"], "[探索]推行律师代理制度。"),
        ("健全机制，加强指导", ["健全机制；加强指导"], "健全机制，加强指导"),
        ("健全机制，加强指导", ["健全机制", "加强指导"], "健全机制，加强指导"),
        ("达到45%。", ["达到50%。"], "达到[45]%。"),
        ("达到55%，2025年底", ["达到50%，2024年底"], "达到[55]%，[2025]年底"),
        ("缩短至2.5天以内", ["缩短至2.8天以内"], "缩短至[2.5]天以内"),
        ("推进改革", [], "[推进改革]"),
        ("", ["推进改革"], ""),
    ],
)
def test_changed_words_are_marked(text: str, others: list[str], marked: str) -> None:
    assert (
        "".join(f"[{piece.text}]" if piece.changed else piece.text for piece in passages(text, others))
        == marked
    )


@given(st.text("推进改革，。1<&", max_size=20), st.lists(st.text("推进改革，。1<&", max_size=20), max_size=3))
def test_passages_are_the_text_and_turn_about(text: str, others: list[str]) -> None:
    found = passages(text, others)
    assert "".join(piece.text for piece in found) == text
    assert all(one.changed is not other.changed for one, other in pairwise(found))
    assert not any(piece.changed for piece in passages(text, [text, *others]) if len(text) > 1)


@given(st.text("推进改革，。1", max_size=20), st.text("推进改革，。1", max_size=20))
def test_revisions_hold_both_texts(earlier: str, later: str) -> None:
    found = revisions(earlier, later)
    assert "".join(piece.text for piece in found if piece.earlier) == earlier
    assert "".join(piece.text for piece in found if piece.later) == later


DOCUMENTS = pd.DataFrame(
    [
        ("a", 2030, None, ""),
        ("b", 2031, None, ""),
        ("c", 2032, None, ""),
        ("x", 2031, None, "他院"),
        ("n", None, None, ""),
    ],
    columns=["document_id", "year", "issued_on", "body"],
).astype({"year": "Int64"})


@pytest.mark.parametrize(("own", "other"), [("c", "b"), ("b", "a"), ("a", "b"), ("x", "a"), ("n", "a")])
def test_the_year_before_of_the_same_body_is_proposed(own: str, other: str) -> None:
    assert usual_counterpart(DOCUMENTS, own) == other


def test_with_one_document_there_is_nothing_to_compare() -> None:
    assert usual_counterpart(DOCUMENTS.head(1), "a") is None


@pytest.mark.parametrize(
    ("pair", "ordered"), [(("b", "a"), ("a", "b")), (("a", "b"), ("a", "b")), (("b", "x"), ("x", "b"))]
)
def test_the_earlier_year_stands_first(pair: tuple[str, str], ordered: tuple[str, str]) -> None:
    assert in_order(DOCUMENTS, *pair) == ordered


@pytest.mark.parametrize(
    ("ages", "names"),
    [
        ((2030, 2031), ("2030年", "2031年")),
        ((2030, 2030), ("前一份", "后一份")),
        ((None, 2030), ("前一份", "后一份")),
    ],
)
def test_plans_are_called_by_their_years_where_these_tell_them_apart(
    ages: tuple, names: tuple[str, str]
) -> None:
    plans = [YearPlan("虚构", age, (), ()) for age in ages]
    compared = Comparison(plans[0], plans[1], (), (), ())
    assert compared.names == names
    assert str(findings.change_headline(compared)) == f"{names[1]}与{names[0]}相比：两份要点都没有任务。"


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Plan, str]:
    """The first document with the year after, and the id of that."""
    path: Path = tmp_path_factory.mktemp("years") / "dashboard.duckdb"
    (later,) = years.build(path)
    with open_store(path) as store:
        return load_plan(store), later


def test_what_is_said_of_the_first_document_and_the_year_after(both: tuple[Plan, str]) -> None:
    plan, later = both
    compared = compare(plan, years.EARLIER, later)
    headline = findings.change_headline(compared)
    assert str(headline) == "2024年与2023年相比：延续48项、修改2项、拆分1项为2项、新增1项、未再列入2项。"
    (split,) = compared.of(ChangeKind.SPLIT)
    assert compared.ids([split]) == (f"{years.EARLIER}-t020", f"{later}-t019", f"{later}-t020")
    assert [str(one) for one in findings.resizing_findings(compared)] == [
        "拆分1项为2项，所列部门的项数因此增减，不等于要做的多了或少了。"
    ]
    assert [str(one) for one in findings.change_findings(compared)] == [
        "1项任务移到了别的部分。",
        "3项继续的任务，责任部门有增减；增列最多的是虚构合规处、研究室并列（各1项）；"
        "减列最多的是督查工作办公室、涉案企业合规改革工作专班并列（各1项）。",
        "1项继续的任务，目标或时限有增减。",
    ]
    scopes = [select(plan, Scope(documents=(own,))) for own in (years.EARLIER, later)]
    frame = departments_of_both(*scopes)
    assert [str(one) for one in findings.department_year_findings(frame, compared.names)] == [
        "2023年列名27个部门，2024年26个，其中25个两份都列名。",
        "2024年新列名的部门：虚构合规处。",
        "2024年不再列名的部门：涉案企业合规改革工作专班、督查工作办公室。",
        "两份都列名的部门中，参与数增加最多的是研究室（11项→13项）。",
        "两份都列名的部门中，参与数减少最多的是民事审判第四庭（3项→2项）。",
    ]
    assert [str(one) for one in findings.tie_year_findings(ties_of_both(*scopes), compared.names)] == [
        "有共同任务的部门对：两年都有的47对，2024年新有1对，2023年有、2024年不再有的1对。",
        "可以称为稳定的只有两年都有的联系；其中共同任务最多的是政治部法官管理处与政治部干部处（2023年5项，2024年5项）。",
        "共同任务的增减来自列名，不等于实际协作的增减。",
    ]
    assert findings.year_reservations(compared, scopes[0], scopes[1], ("", "")) == []


def test_what_cannot_be_compared_is_said() -> None:
    plan = plan_of(
        [("1", None, ["甲"]), ("2", None, []), ("3", None, ["各庭"]), ("4", None, ["甲"])],
        documents={"1": "早", "2": "早", "3": "晚", "4": "晚"},
        collectives={"各庭": []},
    )
    scopes = [select(plan, Scope(documents=(own,))) for own in ("早", "晚")]
    said = findings.year_reservations(compare(plan, "早", "晚"), scopes[0], scopes[1], ("", "他院"))
    assert [str(one) for one in said] == [
        "两份要点属于不同的机关，同名的部门是不同的部门：只对照任务，不对照部门和联系。",
        "两份要点的年度相同或没有写明，先后按印发日期和所选的次序。",
        "前一份的要点有1项任务没有列责任部门，部门的增减要慎看。",
        "集合名称“各庭”只在一份里有，它所指的部门在另一份里可能是逐个列名的。",
    ]


def test_the_table_has_a_row_for_each_change(both: tuple[Plan, str]) -> None:
    plan, later = both
    compared = compare(plan, years.EARLIER, later)
    numbers = [[str(n) for n in range(1, 54)]] * 2
    table = change_table(compared, numbers)
    assert len(table) == len(compared.changes)
    assert table[table["变化"] == "拆分"].drop(columns=["2023年任务", "2024年任务"]).to_numpy().tolist() == [
        [
            "拆分",
            "",
            "20",
            "围绕推进严格公正司法，全面准确落实司法责任制",
            "19、20",
            "围绕推进严格公正司法，全面准确落实司法责任制",
            "",
            "",
            "",
            "",
            1.0,
        ]
    ]


def test_word_tracks_the_changes(both: tuple[Plan, str]) -> None:
    plan, later = both
    compared = compare(plan, years.EARLIER, later)
    numbers = [[str(n) for n in range(1, 54)]] * 2
    paper = change_paper(compared, numbers, "2023年与2024年", [("文件", "要点（虚构）")])
    document = docx.Document(io.BytesIO(to_docx(paper)))
    body, word = document.element.body, f"{{{W}}}"
    changed = [
        [text.text for own in body.iter(f"{word}{tag}") for text in own.iter(f"{word}{of}")]
        for tag, of in (("del", "delText"), ("ins", "t"))
    ]
    assert "2023年第9项，2024年第9项　健全完善" in document.paragraphs[3].text
    assert changed[0][:3] == ["45", "完善", "程序，探索"]
    assert changed[1][:3] == ["50", "优化", "流程，全面"]
    assert "虚构案例库" in changed[1][-1]
    assert [
        text for text in (own.text for own in document.paragraphs) if text.startswith(("一、", "五、"))
    ] == [
        "一、修改",
        "五、延续",
    ]
