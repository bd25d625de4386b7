"""What is taken away from a presentation: slides, ledgers, papers; each made when it is asked for."""

from collections.abc import Callable, Sequence
from datetime import date, datetime

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from analytics.progress.told import Told
from analytics.safe.markdown import as_markdown
from analytics.scope import ScopedPlan
from analytics.slides.presentation import LENGTH_LABELS, Choice, Part, Slide
from analytics.slides.topics import only_progress, title_of, topics
from analytics.years.pair import YearPair
from data.access import Access
from data.errors import DashboardError
from data.requests.templates import KeepTemplate, RemoveTemplate
from data.store.activities import local
from data.store.plan import Plan
from data.store.templates import kept_template
from pages.shared import downloads, jobs, loading, operator, provenance, words
from pages.shared.page import View

TEMPLATE = "template_read"
"""Key of the session: which file was looked at, and what it is."""

Notes = Sequence[tuple[str, str]]
Content = Callable[[], tuple[Slide, ...]]


def files(view: View, choice: Choice, notes: Notes, told: Told | None, years: YearPair | None) -> None:
    """What there is to take away: the presentation, the ledgers, the paper, and the page of one department."""
    plan, scoped = view.plan, view.scoped
    period = f"_{told.period}" if told and Part.PROGRESS in choice.parts else ""
    which = f"{period}_{LENGTH_LABELS[choice.length]}"
    author = operator.author(provenance.issuer(plan, view.scope))
    taken = st.popover("带走", icon=":material/download:")
    template = _template()
    with taken:
        with st.container(horizontal=True):
            downloads.file(
                "PPTX",
                lambda: _slides(_content(plan, scoped, choice, told, years), notes, template, author),
                f"会议汇报{which}.pptx",
                downloads.PPTX,
            )
            downloads.file("台账", lambda: _ledger(plan, scoped, notes, False), "台账.xlsx", downloads.XLSX)
            downloads.file(
                "分部门台账", lambda: _ledger(plan, scoped, notes, True), "分部门台账.xlsx", downloads.XLSX
            )
        of_progress = only_progress(choice, told)
        title = f"{title_of(plan, scoped)}\n{'进展情况' if of_progress else '任务分解情况'}"
        issuer = provenance.issuer(plan, view.scope)
        _paper(lambda: _content(plan, scoped, choice, told, years), notes, title, "汇报材料", issuer, which)
        _one_department(plan, scoped, notes, issuer)


def _one_department(plan: Plan, scoped: ScopedPlan, notes: Notes, issuer: str) -> None:
    names = words.distinct_names(scoped.departments)
    department = st.selectbox(
        "一个部门的材料",
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder="选择部门",
        key="handout_department",
    )
    if department is not None:
        choice = Choice((Part.DEPARTMENTS,), (department,))
        _paper(
            lambda: _content(plan, scoped, choice, None, None),
            [note for note in notes if not note[0].startswith("进展")],  # none is in it
            f"{names[department]}\n任务清单",
            "部门材料",
            issuer,
            f"_{names[department]}",
        )


def _paper(content: Content, notes: Notes, title: str, name: str, issuer: str, which: str) -> None:
    """Buttons for a paper as Word and PDF, signed by who issued the document; ``which`` ends the names of the files."""
    from analytics.exports import pdf

    signed = issuer, datetime.now().astimezone().date()
    with st.container(horizontal=True, vertical_alignment="center"):
        downloads.file(
            f"{name} Word",
            lambda: _word(content(), notes, title, signed),
            f"{name}{which}.docx",
            downloads.DOCX,
        )
        if pdf.available():
            downloads.file(
                f"{name} PDF",
                lambda: _pdf(content(), notes, title, signed),
                f"{name}{which}.pdf",
                downloads.PDF,
            )
        else:
            st.caption("这台服务器没有中文字体，不能生成 PDF；可下载 Word 后另存为 PDF。")


def _template() -> bytes | None:
    """The court's own template, kept for all; where it is kept, replaced and removed."""
    kept = kept_template(loading.store())
    with st.popover(
        "本院模板" if kept is None else f"本院模板：{as_markdown(kept.name)}", icon=":material/slideshow:"
    ):
        if kept is None:
            st.caption("没有存模板，演示文稿用看板自己的样式。存入一次，以后所有人导出的都用它。")
        else:
            st.caption(
                as_markdown(
                    f"“{kept.name}”，{kept.who} {local(kept.kept_at)} 存入，所有人导出的演示文稿都用它。"
                )
            )
        who = operator.person()
        if operator.lacks(who, Access.MAINTAIN):
            return None if kept is None else kept.content
        given = st.file_uploader("存入或换一个", ["pptx", "potx"], key="template")
        content = None if given is None else _read(given)
        with st.container(horizontal=True):
            request = KeepTemplate(given.name, content) if given and content else None
            jobs.button("存为本院模板", request, who, key=("template", given and given.file_id))
            if kept is not None:
                jobs.button(
                    "不再用模板", RemoveTemplate(kept.kept_at), who, key=("no template", kept.kept_at)
                )
    return None if kept is None else kept.content


def _read(given: UploadedFile) -> bytes | None:
    """The template in a file, looked at once; None, and why, where it is none that can be used."""
    file_id, template = st.session_state.get(TEMPLATE, ("", b""))
    if file_id != given.file_id:
        with st.spinner("正在检查模板……"):
            template = _checked(given.getvalue())
        st.session_state[TEMPLATE] = given.file_id, template
    if isinstance(template, str):
        st.error(as_markdown(template), icon=":material/error:")
        return None
    return bytes(template)


def _checked(content: bytes) -> bytes | str:
    """A template that can be filled in; where it is none, why, in Chinese."""
    from analytics.exports.templates import read_template

    try:
        return read_template(content)
    except DashboardError as error:
        return str(error)


# The libraries that write files are heavy and rarely used, so they are imported when a file is asked for.
def _slides(content: tuple[Slide, ...], notes: Notes, template: bytes | None, author: str) -> bytes:
    from analytics.exports.slides import to_pptx

    return to_pptx(content, notes, template, author=author)


def _ledger(plan: Plan, scoped: ScopedPlan, notes: Notes, by_department: bool) -> bytes:
    from analytics.exports.ledger import to_ledger

    return to_ledger(plan, scoped, notes, by_department=by_department)


def _word(content: tuple[Slide, ...], notes: Notes, title: str, signed: tuple[str, date]) -> bytes:
    from analytics.exports.paper import paper
    from analytics.exports.word import to_docx

    return to_docx(paper(title, content, notes, signed), operator.author(signed[0]))


def _pdf(content: tuple[Slide, ...], notes: Notes, title: str, signed: tuple[str, date]) -> bytes:
    from analytics.exports.paper import paper
    from analytics.exports.pdf import to_pdf

    return to_pdf(paper(title, content, notes, signed))


def _content(
    plan: Plan, scoped: ScopedPlan, choice: Choice, told: Told | None, years: YearPair | None
) -> tuple[Slide, ...]:
    return loading.answer(topics, plan, scoped, choice, told, years)
