"""What a person says otherwise than it was read: header, departments, lines, tasks, short names; before storing and later."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from data.store.database import Store
from data.store.listing import list_documents
from data.store.storing import document_id_of
from data.vocabulary import LineMark, Role
from pages.steward.correcting_lines import chosen_marks
from pages.steward.correcting_tasks import changed_tasks, division_table
from pages.steward.reading_view import line_table
from tests.data.documents import read_in
from tests.pages.conftest import field, open_tab, press
from tests.pages.uploads import CONTENT, SOURCES, TITLE, upload


def test_what_was_corrected_is_stored(own_store):
    app = upload(open_tab(SOURCES))
    field(app.text_input, "操作人").set_value("甲<b>")
    field(app.text_input, "标题").set_value("改过的标题")
    field(app.number_input, "年度").set_value(2002)
    field(app.date_input, "成文日期").set_value(date(2002, 3, 4))
    field(app.text_input, "发文机关").set_value("虚构县人民法院")
    app.run()
    assert "虚构县人民法院" in app.info[0].value
    press(app, "存入")
    stored = next(one for one in list_documents(Store.open()) if one.title == "改过的标题")
    assert (stored.year, stored.issuer, stored.issued_on) == (2002, "虚构县人民法院", date(2002, 3, 4))
    assert (stored.body, stored.corrected, stored.who) == ("虚构县人民法院", True, "甲<b>")


def test_departments_can_be_said_to_be_ours(own_store):
    app = upload(open_tab(SOURCES))
    app.radio[0].set_value("就是本机关的部门").run()
    assert not app.info
    press(app, "存入")
    assert next(one for one in list_documents(Store.open()) if one.title == TITLE).body is None


def test_a_marked_line_counts_for_nothing(own_store):
    app = upload(open_tab(SOURCES))
    marked = line_table(read_in(Store.open(), CONTENT.decode()).document)
    marked.loc[marked["行"] == 3, "改为"] = "不属于要点"
    assert chosen_marks(marked) == {3: LineMark.FURNITURE}
    assert chosen_marks(marked.assign(改为="神秘")) == {}
    assert app.metric[0].value == "1 个"


def test_the_table_of_tasks_says_what_was_changed(own_store):
    document = read_in(Store.open(), CONTENT.decode()).document
    table = division_table(document)
    assert table[["牵头", "责任", "配合"]].to_numpy().tolist() == [
        [[], ["研究室", "办公室"], []],
        [[], ["执行局执行指挥中心", "虚构新设处"], []],
    ]
    assert changed_tasks(document, table) == ()
    table["牵头"] = [["研究室"], []]
    table["责任"] = [["办公室", "研究室"], None]
    table["完成时限"] = [[], [" 6月底 "]]
    first, second = changed_tasks(document, table)
    assert (first.departments, first.deadlines) == (
        (("研究室", Role.LEAD), ("办公室", Role.RESPONSIBLE)),
        None,
    )
    assert (second.text, second.departments, second.deadlines) == ("虚构任务乙。", (), ("6月底",))


def test_lines_are_marked_in_a_run_and_taken_back(own_store):
    app = upload(open_tab(SOURCES))
    field(app.number_input, "从第几行").set_value(6)
    field(app.number_input, "到第几行").set_value(7)
    field(app.selectbox, "都是").set_value("不属于要点").run()
    field(app.button, "标上").click().run()
    assert field(app.metric, "责任").value != "4 条"
    field(app.button, "全部撤销").click().run()
    assert field(app.metric, "责任").value == "4 条"


def test_a_stored_document_is_set_right_and_set_back(own_store):
    app = press(upload(open_tab(SOURCES)), "存入")
    document_id = document_id_of(CONTENT)
    app.selectbox(key="stored").set_value(document_id).run()
    press(app, "改正")
    assert field(app.button, "保存改正").disabled
    field(app.text_input, "标题").set_value("改过的标题")
    field(
        app.radio, "发文机关是「虚构市中级人民法院」，部门名录是「吉林省高级人民法院」的。文件里的部门："
    ).set_value("就是本机关的部门").run()
    press(app, "保存改正")
    assert "已按改正的结果保存" in app.success[0].value
    stored = next(one for one in list_documents(Store.open()) if one.document_id == document_id)
    assert (stored.title, stored.body, stored.corrected) == ("改过的标题", None, True)
    press(app, "改正")
    assert field(app.text_input, "标题").value == "改过的标题"
    field(app.button, "全部撤销").click().run()
    press(app, "保存改正")
    stored = next(one for one in list_documents(Store.open()) if one.document_id == document_id)
    assert (stored.title, stored.body, stored.corrected) == (TITLE, "虚构市中级人民法院", False)


def test_fields_that_nobody_touched_follow_the_reading():
    def script():
        import streamlit as st

        from pages.steward.correcting_header import _field

        read = st.session_state.get("read", "甲")
        st.text_input("标题", key=_field("title", read))

    app = AppTest.from_function(script).run()
    app.session_state["read"] = "乙"
    assert app.run().text_input[0].value == "乙"
    app.text_input[0].set_value("改过").run()
    app.session_state["read"] = "丙"
    assert app.run().text_input[0].value == "改过"


NAMELESS = CONTENT.decode().replace("虚构市中级人民法院", "").replace("2001年2月3日", "")


def test_a_body_in_the_title_is_proposed(own_store):
    text = NAMELESS.replace("2001年虚构法院", "虚构省高级人民法院2001年")
    app = upload(open_tab(SOURCES), text.encode())
    assert "标题写的是「虚构省高级人民法院」" in app.radio[0].label
    assert field(app.text_input, "发文机关").value == ""
    assert "没有找到发文机关" in app.info[-1].value
    assert "没有找到年度" not in app.info[-1].value
    field(app.date_input, "成文日期").set_value(date(2001, 3, 4)).run()
    assert "没有找到成文或印发日期" not in app.info[-1].value
    press(app, "存入")
    stored = next(one for one in list_documents(Store.open()) if "虚构省" in one.title)
    assert (stored.issuer or "", stored.body) == ("", "虚构省高级人民法院")


@pytest.mark.parametrize(
    ("answer", "body"), [("就是本机关的部门", None), ("别的机关的部门", "虚构县人民法院")]
)
def test_where_no_body_is_named_the_visitor_is_asked(own_store, answer, body):
    app = upload(open_tab(SOURCES), NAMELESS.encode())
    assert "还没有选定" in app.warning[-1].value
    assert field(app.button, "存入").disabled
    app.radio[0].set_value(answer).run()
    if body:
        assert field(app.button, "存入").disabled
        field(app.text_input, "是哪个机关").set_value(body).run()
    press(app, "存入")
    assert next(one for one in list_documents(Store.open()) if one.title == TITLE).body == body


def test_a_short_name_of_a_section_is_set_heads_its_column_and_is_taken_back(own_store):
    app = open_tab("pages/steward/sources.py")
    short_name = next(box for box in app.text_input if box.label == "简称")
    assert (short_name.value, short_name.placeholder) == ("", "党对司法改革绝对领导")
    short_name.input("党的领导").run()
    press(app, "保存简称")
    assert "的简称定为“党的领导”" in app.success[0].value
    listed = next(table.value for table in app.dataframe if "来源" in table.value)
    assert listed[["简称", "来源"]].iloc[0].tolist() == ["党的领导", "人工改正"]
    press(app, "撤销改正")
    listed = next(table.value for table in app.dataframe if "来源" in table.value)
    assert set(listed["来源"]) == {"由标题得出"}
