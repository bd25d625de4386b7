"""Tables and notes say who leads only as the document says it. Invented plans."""

from analytics.loads import workload
from analytics.scope import Scope, select
from data.numerals import chinese
from pages.shared import provenance, words
from tests.plans import plan_of

SILENT = plan_of([("1", "一", ["甲", "乙"])])
STATED = plan_of([("1", "一", ["甲", "乙"])], roles={("1", "甲"): "lead", ("1", "乙"): "support"})
IN_PART = plan_of(
    [("1", "一", ["甲", "乙"]), ("2", "一", ["丙"])], roles={("1", "甲"): "lead", ("1", "乙"): "support"}
)
SCOPE = Scope(documents=("d",))


def headings(plan):
    return set(words.workload_table(workload.by_department(select(plan, SCOPE))).columns)


def test_first_places_are_shown_unless_the_document_says_of_everybody_who_leads():
    assert {"牵头", "配合", "共同任务中首列（推定牵头）"} <= headings(IN_PART)
    assert "共同任务中首列（推定牵头）" in headings(SILENT)
    assert {"牵头", "配合"}.isdisjoint(headings(SILENT))
    assert {"牵头", "配合"} <= headings(STATED)
    assert "共同任务中首列（推定牵头）" not in headings(STATED)


def test_notes_say_what_the_document_says_of_leads_and_leave_out_what_it_does_not_state():
    assert provenance._leads(SILENT, SCOPE) == "首列为“推定牵头”，文件未写明牵头部门。"
    assert provenance._leads(STATED, SCOPE).startswith("牵头以文件写明的为准")


def test_short_titles_and_ordinals():
    assert [chinese(n) for n in (1, 10, 11, 20, 21, 99, 100)] == [
        "一",
        "十",
        "十一",
        "二十",
        "二十一",
        "九十九",
        "一百",
    ]
    assert (
        words.section_label(3, "围绕推进改革的长长的前半句话再长一点，全面落实责任制") == "三、全面落实责任制"
    )
