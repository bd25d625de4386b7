"""A presentation as .pptx: native charts, tables and shapes that the office edits afterwards."""

import io
from collections.abc import Mapping, Sequence
from copy import deepcopy
from itertools import groupby
from typing import Any, TypeAlias
from uuid import NAMESPACE_OID, uuid5

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import BaseOxmlElement, OxmlElement
from pptx.shapes.base import BaseShape
from pptx.slide import Slide as Page
from pptx.text.text import TextFrame, _Paragraph

from analytics.exports import cells, frames, gantt, shapes
from analytics.exports.frames import BODY_TEXT, FOOTER_TEXT, LINE, TABLE_TEXT, Frame
from analytics.safe.office import as_slide
from analytics.slides.paging import BESIDE, BETWEEN, SCREEN, TILES, fitting, lines_of, paged
from analytics.slides.presentation import (
    PART_LABELS,
    Bars,
    Cells,
    Gantt,
    Network,
    Part,
    Rows,
    Slide,
    brief_source,
    source_line,
)
from data.importing.own import MARK

Table: TypeAlias = tuple[Part, str]

GAP = 12.0  # points between parts of a slide
SPREAD = 1.35  # height of a line of text, by its size
SECTIONS = (
    "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"  # what Office calls the list of sections of a presentation
)
P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"


def to_pptx(
    topics: Sequence[Slide],
    notes: Sequence[tuple[str, str]],
    template: bytes | None = None,
    *,
    author: str = "",
    sections: Mapping[Part, str] = PART_LABELS,
) -> bytes:
    """The topics as slides that fit, 16:9 or in the size of a template; parted as on the screen, unless the
    template has less room than that.

    Charts and tables are native, their numbers those of the topics; a network is made of shapes and
    connectors. Each has an alternative text. Each slide names its source at the bottom, the first and the last in full;
    the speaker's notes have what to say beside what is seen. A presentation without topics has no slides.

    Parameters
    ----------
    topics : of ``analytics.slides.topics.topics``
    notes : pairs of label and text: document, scope, counting, date, assumptions
    template : whose masters, placeholders and colours are taken; of ``analytics.exports.templates.read_template``
    author : who made it, as the file's properties tell
    sections : what the sections of the file are called, a row of slides of the same part each
    """
    frame = frames.own_look() if template is None else frames.of_template(template)
    room = SCREEN if frame.room.holds(SCREEN) else frame.room
    slides = paged(topics, room)
    sizes = _table_sizes(frame, slides)
    for number, slide in enumerate(slides, 1):
        page = frame.presentation.slides.add_slide(frame.cover if slide.part is Part.COVER else frame.content)
        seen = (
            _cover(page, frame, slide, notes)
            if slide.part is Part.COVER
            else _content(page, frame, slide, sizes)
        )
        _source(page, frame, _said_below(slide, notes, last=number == len(slides)))
        _number(page, frame, number)
        _notes(page, slide, notes, seen)
    _sections(frame, slides, sections)
    properties = frame.presentation.core_properties
    properties.title = as_slide(slides[0].title if slides else "")
    properties.author = properties.last_modified_by = as_slide(author)
    properties.keywords = MARK
    buffer = io.BytesIO()
    frame.presentation.save(buffer)
    return buffer.getvalue()


def _cover(page: Page, frame: Frame, slide: Slide, notes: Sequence[tuple[str, str]]) -> int:
    """Title, sentences and source, as large as they fit; returns how many sentences are seen."""
    _title(page, frame, slide.title, 40)
    lines = [*map(str, slide.findings), *(f"{label}：{text}" for label, text in notes if label != "文件")]
    second = next((one for one in page.placeholders if one.element.ph.get("type") == "subTitle"), None)
    box = (frame.left, frame.top + frame.height / 3, frame.width, 2 * frame.height / 3)
    if second is None:
        shapes.write(page, frame, box, lines, _fitting_size(lines, box), gap=6)
    else:
        top, width, height = second.top.pt, second.width.pt, second.height.pt
        size = _fitting_size(lines, (0, top, width, min(height, frame.footer_top - GAP - top)))
        shapes.fill_in(
            second.text_frame, frame, lines, size, color=frame.palette.ink, align=PP_ALIGN.LEFT, gap=size / 3
        )
    _clear(page)
    return len(slide.findings)


def _fitting_size(lines: Sequence[str], box: shapes.Box) -> float:
    """The largest size of text, in points, with which paragraphs fit a box; at least that of the footer."""
    _, _, width, height = box
    for size in range(BODY_TEXT, FOOTER_TEXT, -1):
        if sum(lines_of(line, width / size - 1) + 0.3 for line in lines) * size * SPREAD <= height:
            return size
    return FOOTER_TEXT


def _content(page: Page, frame: Frame, slide: Slide, sizes: Mapping[Table, int]) -> int:
    """Title, figures and what is shown; returns how many of the sentences, from the first, are seen."""
    _title(page, frame, slide.title, 28)
    _clear(page)
    left, top, width, height = frame.left, frame.top, frame.width, frame.height
    if slide.tiles:
        taken = (TILES - 0.6) * LINE
        shapes.tiles(page, frame, (left, top, width, taken), slide.tiles)
        top, height = top + taken + GAP, height - taken - GAP
    box = (left, top, width, height)
    drawn: BaseShape
    match slide.body:
        case Bars():
            return _chart_and_sentences(page, frame, box, slide, slide.body)
        case Rows():
            kind, drawn = "表格", shapes.table(page, frame, box, slide.body, sizes[_table(slide)])
        case Cells():
            kind, drawn = "任务格图", cells.draw(page, frame, box, slide.body)
        case Network():
            kind, drawn = "网络图", shapes.network(page, frame, box, slide.body)
        case Gantt():
            kind, drawn = "时间图", gantt.draw(page, frame, box, slide.body)
        case None:
            said = [str(one) for one in slide.findings]
            shapes.write(page, frame, box, said, BODY_TEXT, gap=BETWEEN * LINE)
            return len(said)
    shapes.told(drawn, _told(kind, slide))
    return 0


def _table_sizes(frame: Frame, slides: Sequence[Slide]) -> dict[Table, int]:
    """The size of the text of each table, the same on all slides over which it is parted."""
    sizes: dict[Table, int] = {}
    for slide in slides:
        if isinstance(slide.body, Rows):
            taken = TILES * LINE if slide.tiles else 0.0
            size = shapes.text_size(slide.body, frame.width, frame.height - taken)
            sizes[_table(slide)] = min(size, sizes.get(_table(slide), size))
    return sizes


def _table(slide: Slide) -> Table:
    """What tells a table that is parted over slides from another: part, title without its number."""
    return slide.part, slide.title.rpartition("（")[0] or slide.title


def _told(kind: str, slide: Slide) -> str:
    """What a picture shows and what is found in it, for who does not see it."""
    if isinstance(slide.body, Rows):
        kind += f"，{len(slide.body.rows)}行，列为{'、'.join(slide.body.columns)}"
    return f"{kind}：{slide.title}。{''.join(map(str, slide.findings))}"


def _chart_and_sentences(page: Page, frame: Frame, box: shapes.Box, slide: Slide, bars: Bars) -> int:
    """The chart, and beside it as many of the sentences as fit; the others are in the speaker's notes."""
    left, top, width, height = box
    number = fitting(slide.findings, BESIDE, height / LINE, frame.room)
    beside = BESIDE * width if number else 0.0
    shapes.told(
        shapes.chart(page, frame, (left, top, width - beside - GAP, height), bars), _told("条形图", slide)
    )
    if number:
        sentences = [str(one) for one in slide.findings[:number]]
        place = (left + width - beside, top, beside, height)
        shapes.write(page, frame, place, sentences, BODY_TEXT, gap=BETWEEN * LINE)
    return number


def _title(page: Page, frame: Frame, text: str, size: float) -> None:
    """The title, smaller where it would take more than two lines; cut, and said to be, where even that is too long."""
    text, width = as_slide(text), frame.width
    while size > BODY_TEXT + 2 and lines_of(text, width / size - 1) > 2:
        size -= 2
    most = int(2 * (width / size - 2))
    text = text if lines_of(text, width / size - 1) <= 2 else text[: most - 1] + "…"
    if page.shapes.title is None:
        shapes.write(page, frame, (frame.left, 24, width, 62), [text], size, bold=True)
    else:
        frame_of_text = page.shapes.title.text_frame
        frame_of_text.vertical_anchor = MSO_ANCHOR.MIDDLE
        shapes.fill_in(frame_of_text, frame, [text], size, bold=True, align=PP_ALIGN.LEFT)


def _clear(page: Page) -> None:
    """Take out placeholders that nothing was written in: they would show 「click to add text」."""
    for holder in list(page.placeholders):
        if holder.has_text_frame and not holder.text_frame.text:
            holder.element.getparent().remove(holder.element)


# ── at the edge of a slide ──────────────────────────────────────────────────────────────────────────────────


def _said_below(slide: Slide, notes: Sequence[tuple[str, str]], *, last: bool) -> str:
    """The source at the bottom: none on the cover, which tells it; in full on the last slide; else in a short line."""
    if slide.part is Part.COVER:
        return dict(notes).get("文件", "")
    return source_line(notes) if last else brief_source(slide.part, notes)


def _source(page: Page, frame: Frame, text: str) -> None:
    """The source, in the placeholder of the layout where it has one that holds it, else in a box of its own."""
    holder = _placeholder(page, "ftr", text)
    if holder is not None:
        shapes.fill_in(holder, frame, [text], FOOTER_TEXT)
        return
    box = (frame.left, frame.footer_top, frame.width - 50, 40)
    shapes.write(page, frame, box, [text], FOOTER_TEXT, color=frame.palette.quiet, anchor=MSO_ANCHOR.BOTTOM)


def _number(page: Page, frame: Frame, number: int) -> None:
    """The number of the slide, in the placeholder of the layout where it has one."""
    holder = _placeholder(page, "sldNum", str(number))
    if holder is not None:
        shapes.fill_in(holder, frame, [str(number)], None)
        _as_field(holder.paragraphs[0])
        return
    place = (frame.left + frame.width - 44, frame.footer_top, 44, 40)
    shape = shapes.write(
        page, frame, place, [str(number)], TABLE_TEXT,
        color=frame.palette.quiet, align=PP_ALIGN.RIGHT, anchor=MSO_ANCHOR.BOTTOM,
    )  # fmt: skip
    _as_field(shape.text_frame.paragraphs[0])


def _placeholder(page: Page, kind: str, text: str) -> TextFrame | None:
    """A place of the layout for the edge of a slide, put on the slide; None where there is none that holds the text.

    The library leaves these out of the slides that it makes.
    """
    of_layout = next((one for name, one in frames.placeholders(page.slide_layout) if name == kind), None)
    if of_layout is None:
        return None
    lines = lines_of(text, of_layout.width.pt / FOOTER_TEXT - 1)
    if lines * FOOTER_TEXT * SPREAD > of_layout.height.pt:
        return None
    element: Any = deepcopy(of_layout._element)
    element._nvXxPr.cNvPr.set("id", str(page.shapes._next_shape_id))
    properties = element.spPr  # place and look are the layout's
    for child in list(properties):
        properties.remove(child)
    for paragraph in element.txBody.p_lst[1:]:
        element.txBody.remove(paragraph)
    for child in list(element.txBody.p_lst[0]):
        element.txBody.p_lst[0].remove(child)
    page.shapes._spTree.append(element)
    made: Any = page.shapes[-1]
    return made.text_frame


def _as_field(paragraph: _Paragraph) -> None:
    """Turn the number written into the slide's own number, which stays right when slides are moved."""
    run = paragraph._p.r_lst[0]
    field = OxmlElement("a:fld")
    field.set("id", "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}")
    field.set("type", "slidenum")
    for child in list(run):
        field.append(child)
    run.addprevious(field)
    paragraph._p.remove(run)


# ── what is not seen ────────────────────────────────────────────────────────────────────────────────────────


def _notes(page: Page, slide: Slide, notes: Sequence[tuple[str, str]], seen: int) -> None:
    """What to say: what the slide does not show, then what to ask and to mind; on the cover, what the figures are of."""
    lines = [*map(str, slide.findings[seen:]), *slide.spoken]
    if slide.part is Part.COVER:
        lines += ["被问到口径时：", *(f"{label}：{text}" for label, text in notes)]
    text = page.notes_slide.notes_text_frame
    if text is not None:  # a template's notes may have no place for text
        text.text = "\n".join(map(as_slide, lines))


def _sections(frame: Frame, slides: Sequence[Slide], names: Mapping[Part, str]) -> None:
    """A section of the file for each row of slides of the same part."""
    ids = iter(frame.presentation.slides._sldIdLst)
    listed = parse_xml(f'<p14:sectionLst xmlns:p14="{P14}"/>')
    for at, (part, own) in enumerate(groupby(slides, key=lambda slide: slide.part)):
        section = _below(
            listed, "section", name=names[part], id=f"{{{uuid5(NAMESPACE_OID, f'{at} {part}')}}}".upper()
        )
        held = _below(section, "sldIdLst")
        for _ in own:
            _below(held, "sldId", id=str(next(ids).id))
    if not len(listed):
        return
    root = frame.presentation.part._element
    extensions = root.find(qn("p:extLst"))
    if extensions is None:
        extensions = OxmlElement("p:extLst")
        root.append(extensions)
    extension = OxmlElement("p:ext")
    extension.set("uri", SECTIONS)
    extension.append(listed)
    extensions.append(extension)


def _below(parent: BaseOxmlElement, tag: str, **said: str) -> BaseOxmlElement:
    made: BaseOxmlElement = parent.makeelement(f"{{{P14}}}{tag}", said)
    parent.append(made)
    return made
