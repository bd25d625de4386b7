"""A presentation as .pptx: native charts, tables and shapes that the office edits afterwards."""

import io
from collections.abc import Sequence

from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.xmlchemy import OxmlElement
from pptx.slide import Slide as Page
from pptx.text.text import _Paragraph

from analytics.exports import cells, frames, gantt, shapes
from analytics.exports.frames import BODY_TEXT, FOOTER_TEXT, LINE, TABLE_TEXT, Frame
from analytics.safe.office import as_slide
from analytics.slides.paging import BESIDE, BETWEEN, SCREEN, TILES, fitting, lines_of, paged
from analytics.slides.presentation import Bars, Cells, Gantt, Network, Part, Rows, Slide, source_line
from data.importing.own import MARK

QUIET = "#5B6672"
GAP = 12.0  # points between parts of a slide


def to_pptx(
    topics: Sequence[Slide], notes: Sequence[tuple[str, str]], template: bytes | None = None
) -> bytes:
    """The topics as slides that fit, 16:9 or in the size of a template; parted as on the screen, unless the
    template has less room than that.

    Charts and tables are native, their numbers those of the topics; a network is made of shapes and
    connectors. Each slide names its source at the bottom; the speaker's notes have every sentence and the
    source. A presentation without topics has no slides.

    Parameters
    ----------
    topics : of ``analytics.slides.topics.topics``
    notes : pairs of label and text: document, scope, counting, date, assumptions
    template : whose masters are taken; of ``analytics.exports.templates.read_template``
    """
    frame = frames.own_look() if template is None else frames.of_template(template)
    room = SCREEN if frame.room.holds(SCREEN) else frame.room
    for number, slide in enumerate(paged(topics, room), 1):
        page = frame.presentation.slides.add_slide(frame.cover if slide.part is Part.COVER else frame.content)
        _cover(page, frame, slide, notes) if slide.part is Part.COVER else _content(page, frame, slide)
        _footer(page, frame, notes, number)
        _notes(page, slide, notes)
    buffer = io.BytesIO()
    frame.presentation.core_properties.keywords = MARK
    frame.presentation.save(buffer)
    return buffer.getvalue()


def _cover(page: Page, frame: Frame, slide: Slide, notes: Sequence[tuple[str, str]]) -> None:
    _title(page, frame, slide.title, 40)
    lines = [*map(str, slide.findings), *(f"{label}：{text}" for label, text in notes if label != "文件")]
    second = next((one for one in page.placeholders if one.element.ph.get("type") == "subTitle"), None)
    if second is None:
        box = (frame.left, frame.top + frame.height / 3, frame.width, frame.height / 2)
        shapes.write(page, frame, box, lines, BODY_TEXT, gap=6)
    else:
        shapes.fill_in(second.text_frame, frame, lines, BODY_TEXT, color=QUIET, align=PP_ALIGN.LEFT, gap=6)
    _clear(page)


def _content(page: Page, frame: Frame, slide: Slide) -> None:
    _title(page, frame, slide.title, 28)
    _clear(page)
    left, top, width, height = frame.left, frame.top, frame.width, frame.height
    if slide.tiles:
        taken = (TILES - 0.6) * LINE
        shapes.tiles(page, frame, (left, top, width, taken), slide.tiles)
        top, height = top + taken + GAP, height - taken - GAP
    box = (left, top, width, height)
    if isinstance(slide.body, Bars):
        _chart_and_sentences(page, frame, box, slide, slide.body)
    elif isinstance(slide.body, Rows):
        shapes.table(page, frame, box, slide.body)
    elif isinstance(slide.body, Cells):
        cells.draw(page, frame, box, slide.body)
    elif isinstance(slide.body, Network):
        shapes.network(page, frame, box, slide.body)
    elif isinstance(slide.body, Gantt):
        gantt.draw(page, frame, box, slide.body)
    else:
        shapes.write(page, frame, box, [str(one) for one in slide.findings], BODY_TEXT, gap=BETWEEN * LINE)


def _chart_and_sentences(page: Page, frame: Frame, box: tuple, slide: Slide, bars: Bars) -> None:
    """The chart, and beside it as many of the sentences as fit; all of them are in the speaker's notes."""
    left, top, width, height = box
    number = fitting(slide.findings, BESIDE, height / LINE, frame.room)
    beside = BESIDE * width if number else 0.0
    shapes.chart(page, frame, (left, top, width - beside - GAP, height), bars)
    if number:
        sentences = [str(one) for one in slide.findings[:number]]
        place = (left + width - beside, top, beside, height)
        shapes.write(page, frame, place, sentences, BODY_TEXT, gap=BETWEEN * LINE)


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


def _footer(page: Page, frame: Frame, notes: Sequence[tuple[str, str]], number: int) -> None:
    box = (frame.left, frame.footer_top, frame.width - 50, 40)
    shapes.write(page, frame, box, [source_line(notes)], FOOTER_TEXT, color=QUIET, anchor=MSO_ANCHOR.BOTTOM)
    place = (frame.left + frame.width - 44, frame.footer_top, 44, 40)
    shape = shapes.write(
        page, frame, place, [str(number)], TABLE_TEXT,
        color=QUIET, align=PP_ALIGN.RIGHT, anchor=MSO_ANCHOR.BOTTOM,
    )  # fmt: skip
    _as_field(shape.text_frame.paragraphs[0])


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


def _notes(page: Page, slide: Slide, notes: Sequence[tuple[str, str]]) -> None:
    """All sentences, and where they come from."""
    lines = [*map(str, slide.findings), "", *(f"{label}：{text}" for label, text in notes)]
    text = page.notes_slide.notes_text_frame
    if text is not None:  # a template's notes may have no place for text
        text.text = "\n".join(map(as_slide, lines))
