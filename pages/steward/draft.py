"""草案检查: a plan before it is issued, held against the rules and against a stored plan; nothing of it is stored."""

from collections import Counter
from datetime import datetime

import pandas as pd
import streamlit as st

from analytics.definitions import DEFINITIONS
from analytics.definitions.drafts import RULE_NAMES
from analytics.drafts.rules import Rule
from analytics.exports import drafts as exports
from analytics.exports.tables import to_workbook
from analytics.exports.word import to_docx
from analytics.findings.sentences import say
from analytics.safe.files import as_file_name
from analytics.safe.markdown import as_markdown
from analytics.years.comparison import nearest
from analytics.years.plans import year_plan
from data.store.known_names import load_known_names
from pages.shared import address, downloads, drawing, loading, paper, sentences, states, words
from pages.steward import drafting

NOTHING = ""  # in place of a document's id: the draft is held against no plan

st.title("草案检查")
st.caption(
    "印发之前看一遍。草案只在这里读出来检查，不存入数据库；处理的记录到关闭或刷新页面为止，请下载保存。"
)
with loading.store().read() as cursor:
    known = load_known_names(cursor)
checked = drafting.given(known)
if checked is None:
    states.nothing("还没有草案。", "选一份文件，或拖到上面的框里。")
    st.stop()
draft, document = checked.draft, checked.draft.document
title = document.title or checked.file_name
with st.container(horizontal=True, vertical_alignment="center"):
    st.subheader(as_markdown(title), width="stretch")
    st.button("换一份", on_click=drafting.put_away, icon=":material/upload_file:")
if not document.tasks:
    states.nothing("这份文件里没有读到任务。", "核对文件；在“文件导入”页可以看每一行归到了哪里。")
    st.stop()

catalogue = loading.catalogue()
labels = {NOTHING: "不对照", **loading.answer(words.document_labels, catalogue.documents)}
usual = nearest(catalogue.documents, document.year, checked.read.body or "") or NOTHING
with st.container(horizontal=True, vertical_alignment="bottom"):
    against_id = st.selectbox(
        "与哪份要点对照",
        list(labels),
        format_func=labels.__getitem__,
        width=420,
        **address.bound(address.AGAINST, address.one_of({own: own or "不对照" for own in labels}, usual)),
    )
    off = st.multiselect(
        "不用的规则",
        list(Rule),
        format_func=RULE_NAMES.__getitem__,
        placeholder="全部规则都用",
        width=420,
        **address.bound(address.RULES_OFF, address.some_of({rule: RULE_NAMES[rule] for rule in Rule})),
    )
against = (
    None
    if against_id == NOTHING
    else loading.answer(year_plan, loading.plan(catalogue, (against_id,)), against_id)
)
rules = [rule for rule in Rule if rule not in off]
paper.settings(("对照", labels[against_id]), ("不用的规则", "、".join(RULE_NAMES[rule] for rule in off)))
found = checked.remarks(against_id, against, rules)
remarks = tuple(
    sorted(found, key=lambda remark: remark.rule is Rule.SOFT_WORDS)
)  # what is no alarm stands last
count = Counter(remark.rule for remark in remarks)
words_only = count.pop(Rule.SOFT_WORDS, 0)
listed = "、".join(f"{RULE_NAMES[rule]}{count[rule]}处" for rule in Rule if count[rule])
sentences.headline(
    None,
    [
        say(
            f"{len(document.tasks)}项任务中有{count.total()}处要看：{listed}。"
            if listed
            else f"{len(document.tasks)}项任务，所用的规则没有发现要看的地方。"
        )
    ],
)
if words_only:
    st.caption(f"另有 {words_only} 项任务没有写明目标而有“进一步、持续、积极”等用语：只列出，不作评判。")
if checked.read.assumed:
    st.caption(as_markdown(checked.read.assumed))
drafting.grid(checked, remarks)
if remarks:
    open_ones = [remark for remark in remarks if not checked.handled.get(remark, exports.Handled()).settled]
    only_open = st.toggle(
        f"只看未处理的（{len(open_ones)} 处）", key="draft_only_open", help="忽略的写了理由才算处理过"
    )
    shown = tuple(open_ones) if only_open else remarks
    drawing.legend("“处理”里选已改或忽略，忽略的写明理由", "双击格子修改")
    drafting.work_through(checked, shown, known, against_id, tuple(off), shown if only_open else ())
    table = exports.remark_table(draft, remarks, checked.handled)
    notes = [
        ("草案", f"{title}（{checked.file_name}）"),
        ("对照", labels[against_id]),
        ("规则", "、".join(RULE_NAMES[rule] for rule in rules)),
        ("导出时间", datetime.now().astimezone().strftime("%Y-%m-%d %H:%M")),
    ]
    name = as_file_name(f"{exports.TITLE}_{title}", "")
    with st.container(horizontal=True):
        downloads.file(
            "下载 XLSX", lambda: to_workbook({exports.TITLE: table}, notes), f"{name}.xlsx", downloads.XLSX
        )
        downloads.file(
            "下载 Word",
            lambda: to_docx(exports.to_paper(title, table, notes)),
            f"{name}.docx",
            downloads.DOCX,
        )
with st.expander(f"规则（{len(Rule)} 条）", icon=":material/rule:"):
    drawing.wrapped_table(
        pd.DataFrame(
            [
                (
                    RULE_NAMES[rule],
                    DEFINITIONS[rule].formula,
                    DEFINITIONS[rule].reads,
                    DEFINITIONS[rule].caveat,
                )
                for rule in Rule
            ],
            columns=["规则", "怎样判断", "为什么看", "注意"],
        )
    )
