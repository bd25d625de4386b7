"""进展, 台账, 收回台账: the loop of ledgers on the pages, by the requests that the command line takes too."""

import io
import re
from html import unescape
from pathlib import Path

import openpyxl
import pytest
import streamlit as st

from analytics.evidence import Mark
from analytics.exports.sent_ledgers import to_workbooks
from analytics.scope import Scope, select
from data.store.activities import activities
from data.store.departments import department_id_of
from data.store.opening import open_store
from data.store.plan import load_plan
from data.store.progress import (
    fillers,
    first_document,
    load_progress,
    load_reported,
    record_sending,
)
from pages.shared.evidence import title_with_number
from pages.shared.words import section_label
from tests import progress
from tests.data.documents import SEED_ID
from tests.ledgers import columns_of, row_of
from tests.pages.conftest import ROOT, field, html, link_texts, open_tab, press, subheadings, texts

FIFTEENTH = f"t:{SEED_ID}-t015"


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the invented progress of three periods; copy it or only look."""
    path = tmp_path_factory.mktemp("reported") / "dashboard.duckdb"
    with open_store(path, build=True) as store:
        progress.report(store)
    return path


@pytest.fixture
def shown(reported: Path, own_store: Path) -> Path:
    """The app shows a copy of the reported store, to which a test may do anything."""
    open_store(own_store, build=True).close()
    own_store.write_bytes(reported.read_bytes())
    st.cache_resource.clear()
    return own_store


def visit(page: str, **query: str):
    from streamlit.testing.v1 import AppTest

    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.switch_page(f"pages/meeting/{page}.py")
    app.query_params.update(query)
    app.run()
    assert not app.exception
    return app


def test_without_progress_the_page_leads_to_the_sending(own_store: Path):
    app = visit("progress")
    assert "先发出台账" in texts(app)
    assert "ledgers" in [link.proto.page for link in app.get("page_link")]
    assert subheadings(app) == []


def test_the_page_says_until_when_of_how_many_by_whose_word(shown: Path):
    app = visit("progress")
    said = link_texts(app)
    every = "截至2023年11月20日，53项中47项已填报（部门自报），6项未填报。"
    assert said.count(every) == 5  # the headline, and each picture
    assert html(app).count('class="in-app cell cell-') == 53 + 53  # by section, by unit
    assert html(app).count('class="in-app cell cell-small') == 53
    assert html(app).count("cell-unreported") == 6 + 6 + 1  # by section, by unit, the legend
    assert "完成率" not in said
    assert subheadings(app) == ["与上次相比", "需协调事项", "议定事项", "时限", "按填报单位"]
    links = [link.proto.page for link in app.get("page_link") if "discussed=t%3A" in link.proto.query_string]
    assert sorted(links) == ["agenda", "meetings"]


def test_a_cell_opens_every_statement_with_file_and_row_and_the_sentence(shown: Path):
    app = visit("progress", mark=FIFTEENTH)
    said = link_texts(app)
    assert "时限状态已过（办理时限 2023-10-31，办公室定）" in said
    for period, _ in progress.PERIODS:
        assert f"台账_{period}_立案庭.xlsx 第 " in said
    assert "议定事项" in said
    assert '<div class="source">' in html(app)


def test_the_overview_and_a_department_say_how_far_it_is_reported(shown: Path):
    overview = open_tab("pages/leadership/overview.py")
    assert "53项中47项已填报（部门自报），6项未填报。已完成28项，推进中13项，" in link_texts(overview)
    targets = open_tab("pages/leadership/targets.py")
    assert "文件不含进展情况" not in texts(targets)
    assert "3项有时限（文件写明1项，另定的2项）。时限已过而没有填报已完成的1项（第15项）。" in link_texts(
        targets
    )
    assert "还有 41 天（自报已完成）" in html(targets)
    department = open_tab("pages/leadership/department.py")
    assert "由研究室填报的11项中" in link_texts(department)
    assert html(department).count('<dl class="facts">') == html(department).count('<article class="task">')


def test_a_text_that_was_changed_after_the_report_is_told(shown: Path):
    with open_store(shown) as store, store.write() as cursor:
        cursor.execute(
            "INSERT INTO earlier_texts VALUES (1, ?, ?, '（虚构）旧的文字', TIMESTAMP '2999-01-01')",
            [SEED_ID, f"{SEED_ID}-t015"],
        )
    app = visit("progress", mark=FIFTEENTH)
    assert "（第15项），自报说的是改动前的文字。" in html(app)
    assert "≠ 填报后任务文字有改动" in html(app)
    assert "填报时是：（虚构）旧的文字" in html(app)


def test_an_earlier_period_is_looked_at_by_its_name(shown: Path):
    assert "截至2023年9月20日，53项中53项已填报（部门自报），没有未填报的。" in link_texts(
        visit("progress", period="2023-09")
    )


def test_other_sections_are_not_among_what_meetings_decided(shown: Path):
    plan = load_plan(open_store(shown), [SEED_ID])
    own, other = (
        plan.sections["title"][plan.sections["section_id"].isin(plan.tasks["section_id"][chosen])].iloc[0]
        for chosen in (plan.tasks["number"] == "15", plan.tasks["number"] == "1")
    )
    sections = dict(zip(plan.sections["title"], plan.sections["ordinal"], strict=True))
    for title, told in ((own, 1), (other, 0)):
        app = visit("progress", sections=section_label(sections[title], title))
        assert f"所选部分的议定事项 {told} 项，全部 1 项；带走的文件里是全部。" in texts(app)
        assert [button.label for button in app.button].count("销号") == told


def test_a_tile_says_that_its_day_is_a_deadline_and_the_legend_only_what_there_is(shown: Path):
    last, first = html(visit("progress")), html(visit("progress", period="2023-07"))
    assert ["<small>时限 12-10</small>" in last, "<small>10-31 已过</small>" in last] == [True, True]
    assert ["✓ 督查已核实" in one for one in (last, first)] == [True, False]


def test_a_closed_item_is_closed_at_once_and_that_is_said_beside_it(shown: Path):
    app = press(visit("progress"), "销号")
    assert [one.label for one in app.button if one.label == "销号"] == []
    (said,) = [one.value for one in app.text if "虚构推进会" in one.value]
    assert said.endswith("已销号（未署名）")
    beside = next(column for column in app.columns if "议定事项" in [own.value for own in column.subheader])
    assert [one.value for one in beside.success] == ["销号 1 项"]


def test_the_short_presentation_says_that_it_is_of_progress_alone(shown: Path):
    left_out = "简版只放进展；部门负荷、各部分任务、部门页、协同网络、共同承担的任务、目标与时限、年度对照见“标准”或“全部”。"
    names = [
        "会议汇报_2023-11_简版.pptx",
        "台账.xlsx",
        "分部门台账.xlsx",
        "汇报材料_2023-11_简版.docx",
        "汇报材料_2023-11_简版.pdf",
    ]
    app = visit("briefing")
    assert left_out in texts(app)
    assert files_of(app) == names
    app = visit("briefing", length="标准")
    assert "简版只放进展" not in texts(app)
    assert files_of(app) == [name.replace("简版", "标准") for name in names]


def files_of(app) -> list[str]:
    """The names of the files that are offered."""
    return [one.key.removeprefix("file_") for one in app.get("download_button")]


def test_ledgers_are_sent_and_a_filler_is_remembered(own_store: Path):
    app = open_tab("pages/meeting/ledgers.py")
    field(list(app.text_input), "填报期").set_value("2031-09").run()
    press(app, "发出 2031-09 的台账（28 个单位）")
    assert "已发出 2031-09 的台账，28 个单位，本期第 1 次" in [
        unescape(element.value) for element in app.success
    ]
    assert "下载 2031-09 的台账（28 个单位，另有总表）" in [
        one.proto.label for one in app.get("download_button")
    ]
    press(app, "知道了")
    field(list(app.selectbox), "由谁填报").set_value("办公室").run()
    press(app, "改为由它填报")
    with open_store(own_store) as store:
        first = fillers(store, first_document(store))[0]
        assert (first.filler, first.assumed) == ("办公室", False)
        assert [done.label for done in activities(store)[:2]] == ["指定填报单位", "发出台账"]


def test_a_new_period_is_said_to_be_one_and_hides_no_reports(shown: Path):
    app = open_tab("pages/meeting/ledgers.py")
    assert field(list(app.text_input), "填报期").value == "2023-11"  # the plan is not of this year
    assert "2023-11 已经发出过 1 次，这是本期第 2 次，已存的内容都在里面。" in unescape(texts(app))
    assert "再发 2023-11 的台账（28 个单位）" in [unescape(button.label) for button in app.button]
    field(list(app.text_input), "填报期").set_value("2023-12").run()
    assert "2023-12 是新的一期，还没有发出过：28 个单位各填一份，收回以前“进展”仍是上一期的。" in unescape(
        texts(app)
    )
    press(app, "发出 2023-12 的台账（28 个单位）")
    for page in ("progress", "briefing"):
        other = visit(page, length="标准")
        assert "2023-12 的台账已经发出，还没有填报；下面是 2023-11 的进展。" in unescape(texts(other))
        assert "53项中47项已填报" in html(other) + link_texts(other)
        options = field(list(other.selectbox), "填报期").options
        assert options[:2] == ["2023-12（还没有填报）", "2023-11（截至 2023-11-20）"]
    app = open_tab("pages/meeting/ledgers.py")
    assert [unescape(one.label) for one in app.button if one.label.startswith("撤回")] == [
        "撤回 2023-12（还没有单位交回）"
    ]
    press(app, "撤回 2023-12（还没有单位交回）")
    assert "已撤回 2023-12 的台账" in unescape(app.success[0].value)
    assert [one.period for one in load_reported(open_store(shown), SEED_ID).periods] == [
        "2023-07", "2023-09", "2023-11"
    ]  # fmt: skip


def filled(content: bytes, number: str, status: str) -> bytes:
    """A ledger with a status written in."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["台账"]
    sheet.cell(row_of(sheet, number), columns_of(sheet)["完成状态"]).value = status
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_what_is_unambiguous_is_stored_and_the_rest_waits_for_the_clerk(own_store: Path):
    with open_store(own_store, build=True) as store:
        day = progress.PERIODS[0][1]
        files = to_workbooks(
            load_plan(store, [SEED_ID]), record_sending(store, SEED_ID, "2031-09", day, day, "甲")
        )
    st.cache_resource.clear()
    research, office = (files[f"台账_2031-09_{unit}.xlsx"] for unit in ("研究室", "办公室"))
    app = open_tab("pages/meeting/collecting.py")
    app.file_uploader[0].upload("甲.xlsx", filled(research, "1", "完成"), "x")
    app.file_uploader[0].upload("乙.xlsx", filled(office, "2", "推进中"), "x")
    app.file_uploader[0].upload("丙.xlsx", b"PK", "x").run()
    assert not app.exception
    assert ["没有读入" in element.value for element in app.error] == [True]
    assert subheadings(app)[:2] == ["由您决定（1 处）", "没有疑问的（1 个值）"]
    press(app, "存入 1 个值")
    assert status_of(own_store) == [None, "推进中"]
    assert "可以恢复" in texts(app)
    field(list(app.checkbox), "存为“已完成”").check().run()
    press(app, "存入 1 个值")
    assert status_of(own_store) == ["已完成", "推进中"]


def test_what_two_files_say_in_one_cell_is_asked_once_and_what_is_decided_is_not_asked_again(own_store: Path):
    with open_store(own_store, build=True) as store:
        day = progress.PERIODS[0][1]
        sent = record_sending(store, SEED_ID, "2031-09", day, day, "甲")
        research = to_workbooks(load_plan(store, [SEED_ID]), sent)["台账_2031-09_研究室.xlsx"]
    st.cache_resource.clear()
    app = open_tab("pages/meeting/collecting.py")
    app.file_uploader[0].upload("甲.xlsx", filled(filled(research, "1", "已完成"), "3", "完成"), "x")
    app.file_uploader[0].upload("乙.xlsx", filled(filled(research, "1", "推进中"), "3", "完成"), "x").run()
    assert not app.exception
    assert subheadings(app)[0] == "由您决定（2 处）"
    said = unescape(texts(app))
    assert "研究室　第 1 项　完成状态" in said
    assert "交回（甲.xlsx 第" in said
    (choice,) = app.radio
    assert choice.options == ["都不存", "存入交回的“已完成”", "存入交回的“推进中”"]
    choice.set_value("推进中").run()
    field(list(app.checkbox), "存为“已完成”").check().run()
    press(app, "存入 2 个值")
    statuses = [task.status for task in load_progress(open_store(own_store), "2031-09").tasks[:3]]
    assert statuses == ["推进中", None, "已完成"]
    # 完成 was taken for 已完成 and is not asked again; 已完成 still differs from what was chosen
    assert subheadings(app)[0] == "由您决定（1 处）"
    assert "第 3 项" not in texts(app)


def test_what_waits_is_said_in_the_words_of_the_page(own_store: Path):
    """A row whose fixed text was changed, a ledger of another period, and a picture called .xlsx."""
    with open_store(own_store, build=True) as store:
        day, plan = progress.PERIODS[0][1], load_plan(store, [SEED_ID])
        old, new = (
            to_workbooks(plan, record_sending(store, SEED_ID, period, day, day, "甲"))[
                f"台账_{period}_研究室.xlsx"
            ]
            for period in ("2031-08", "2031-09")
        )
    st.cache_resource.clear()
    book = openpyxl.load_workbook(io.BytesIO(filled(new, "1", "推进中")))
    sheet = book["台账"]
    sheet.cell(row_of(sheet, "1"), columns_of(sheet)["工作任务"]).value = "（虚构）改过的文字"
    target = io.BytesIO()
    book.save(target)
    app = open_tab("pages/meeting/collecting.py")
    app.file_uploader[0].upload("甲.xlsx", target.getvalue(), "x")
    app.file_uploader[0].upload("乙.xlsx", old, "x")
    app.file_uploader[0].upload("丙.xlsx", b"\x89PNG", "x").run()
    assert not app.exception
    told = [unescape(one.value) for one in app.error]
    assert [said for said in told if "要收它，请在上面改选 2031-08" in said and "--" not in said]
    assert [said for said in told if "请单位重新交 Excel 台账" in said and "OCR" not in said]
    assert "固定栏与发出时不符，本行未存　研究室　第 1 项　完成状态" in texts(app)
    assert "工作任务被改成：（虚构）改过的文字" in texts(app)
    press(app, "没有要存的值，只记已交回")
    (done,) = [unescape(one.value) for one in app.success]
    assert done == "读了 1 份，存入 0 个值；还有 1 处等您决定，1 处没有存入"
    assert [one.value for one in app.error] == []  # told once, by the message on what was stored
    assert sum("OCR" in one.value for one in app.warning) == 0
    field(list(app.checkbox), "存入交回的").check().run()
    press(app, "存入 1 个值")
    assert [task.status for task in load_progress(open_store(own_store), "2031-09").tasks[:1]] == ["推进中"]


def status_of(path: Path) -> list[str | None]:
    store = open_store(path)  # the app's own: closing it would take it from the app
    return [task.status for task in load_progress(store, "2031-09").tasks[:2]]


def test_the_office_goes_on_where_it_was(shown: Path):
    task = f"{SEED_ID}-t004"
    app = visit("progress", mark=f"t:{task}")
    app.session_state[f"office_{task}"] = True
    app.run()
    assert office_of(app).proto.expanded
    press(app, "核实“已完成”")
    assert office_of(app).proto.expanded
    field(list(app.text_input), "哪次会议").set_value("（虚构）调度会").run()
    assert field(list(app.text_input), "哪次会议").value == "（虚构）调度会"
    app.query_params["mark"] = FIFTEENTH
    app.run()
    assert field(list(app.text_input), "哪次会议").value == "（虚构）调度会"


def office_of(app):
    """The folded part of what the office adds to a task."""
    return next(one for one in app.expander if one.label.startswith("办公室"))


def test_what_is_noted_while_presenting_is_of_the_slide(shown: Path):
    app = visit("briefing", present="true", over="议定事项", length="标准", parts="进展", slide="7")
    first = re.findall('class="slide-table">.*?<td>(?:<a[^>]*>)?([0-9]+)<', html(app))[0]
    assert first != "1"
    assert field(list(app.selectbox), "任务").value == f"{SEED_ID}-t{int(first):03}"


def test_a_mark_that_names_its_tasks_is_not_counted_besides(reported: Path):
    scoped = select(load_plan(open_store(reported), [SEED_ID]), Scope())
    said = [
        title_with_number(scoped, mark, number)
        for mark, number in (
            (Mark(tasks=(f"{SEED_ID}-t015",)), 1),
            (Mark(tasks=tuple(scoped.tasks["task_id"])), 53),
            (Mark((department_id_of("研究室"),)), 11),
        )
    ]
    assert said == ["第 15 项", "53 项", "研究室（11 项）"]


def test_the_office_verifies_in_the_place_of_the_task(shown: Path):
    app = visit("progress", mark=f"t:{SEED_ID}-t004")
    press(app, "核实“已完成”")
    with open_store(shown) as store:
        assert load_reported(store, SEED_ID).periods[-1].tasks[3].verified is not None
