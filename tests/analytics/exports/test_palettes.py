"""Colours are a template's own as far as they can be read on its ground; what is written can be read on any."""

import io
from collections.abc import Callable

import pptx
import pytest
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from analytics.evidence import Mark
from analytics.exports.frames import of_template, own_look
from analytics.exports.palettes import DARK, LIGHT, READABLE, contrast, opposite
from analytics.exports.slides import to_pptx
from analytics.findings.sentences import say
from analytics.slides.presentation import Bars, Part, Rows, Series, Slide

NOTES = [("文件", "要点")]
ROWS = Rows(("号", "事"), (0.2, 0.8), (("1", "短"),), (Mark(),))
BARS = Bars("部门", ("甲",), (Series("参与数", (1.0,), (Mark(),)),), stacked=True)
NAVY = "0B2545"


def template(change: Callable[[pptx.presentation.Presentation], object]) -> bytes:
    made = pptx.Presentation()
    change(made)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def swapped(made):
    """Light text on a dark ground by the names of the theme's colours, as Office's own dark looks are made."""
    names = made.slide_master.element.find(qn("p:clrMap"))
    for name, value in (("bg1", "dk1"), ("tx1", "lt1"), ("bg2", "dk2"), ("tx2", "lt2")):
        names.set(name, value)


def filled(made):
    """A ground of its own colour, with the master's text in white."""
    ground = f'<p:bg {nsdecls("p", "a")}><p:bgPr><a:solidFill><a:srgbClr val="{NAVY}"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'
    slide = made.slide_master.element.cSld
    for old in slide.findall(qn("p:bg")):
        slide.remove(old)
    slide.insert(0, parse_xml(ground))
    for style in made.slide_master.element.iter(qn("p:bodyStyle")):
        for color in style.iter(qn("a:schemeClr")):
            color.set("val", "bg1")


def covered(made):
    """A dark area over the whole of the layout, as courts draw their templates; text stays black by name."""
    layout = next(one for one in made.slide_layouts if one.name == "Title Only")
    shape = layout.shapes._spTree
    donor = made.slides.add_slide(layout).shapes.add_shape(1, 0, 0, made.slide_width, made.slide_height)
    donor.fill.solid()
    donor.fill.fore_color.rgb = pptx.dml.color.RGBColor.from_string(NAVY)
    shape.insert(2, donor._element)


@pytest.mark.parametrize(
    ("change", "ground", "ink"),
    [(lambda made: None, "#FFFFFF", "tx1"), (swapped, "#000000", "tx1"), (filled, f"#{NAVY}", "bg1"), (covered, f"#{NAVY}", LIGHT)],
    ids=["light", "names swapped", "filled", "covered"],
)  # fmt: skip
def test_the_ink_can_be_read_on_the_ground(change, ground, ink):
    palette = of_template(template(change)).palette
    assert (palette.ground, palette.ink) == (ground, ink)
    assert palette.series[0] == "accent1"


def test_a_picture_is_taken_to_be_as_light_as_the_text_is_dark():
    def pictured(made):
        filled(made)
        for bg in made.slide_master.element.iter(qn("p:bgPr")):
            bg.replace(
                bg.find(qn("a:solidFill")), parse_xml(f"<a:blipFill {nsdecls('a')}><a:blip/></a:blipFill>")
            )

    palette = of_template(template(pictured)).palette
    assert (palette.ground, palette.ink) == (DARK, "bg1")


def test_accents_that_could_not_be_seen_are_left_out():
    def pale(made):
        theme = made.slide_master.part.part_related_by(pptx.opc.constants.RELATIONSHIP_TYPE.THEME)
        theme._blob = theme.blob.replace(
            b'<a:accent1><a:srgbClr val="4F81BD"/>', b'<a:accent1><a:srgbClr val="FFFBE6"/>'
        )

    assert of_template(template(pale)).palette.series[0] == "accent2"


def test_the_own_look_has_the_colours_of_the_screen():
    palette = own_look().palette
    assert (palette.ground, palette.ink, palette.quiet) == ("#FFFFFF", "tx1", "tx2")
    assert palette.series[:2] == ("accent1", "accent2")
    assert palette.upon[:2] == (LIGHT, LIGHT)


@pytest.mark.parametrize(
    ("one", "other", "found"), [("#FFFFFF", "#000000", 21.0), ("#777777", "#FFFFFF", 4.48)]
)
def test_contrast_is_that_of_wcag(one, other, found):
    assert contrast(one, other) == pytest.approx(found, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


def test_the_opposite_of_any_grey_can_be_read():
    assert all(
        contrast(opposite(f"#{n:02X}{n:02X}{n:02X}"), f"#{n:02X}{n:02X}{n:02X}") >= READABLE - 0.7
        for n in range(256)
    )


@pytest.mark.parametrize("change", [swapped, filled, covered])
def test_no_run_chart_or_table_of_a_dark_template_is_written_in_black(change):
    slides = [Slide(Part.JOINT, "题", body=ROWS), Slide(Part.WORKLOAD, "题", (say("句。"),), body=BARS)]
    made = pptx.Presentation(io.BytesIO(to_pptx(slides, NOTES, template(change))))
    new = list(made.slides)[-2:]
    (table,) = [shape.table for shape in new[0].shapes if shape.has_table]
    ink = of_template(template(change)).palette.ink
    used = {
        next(iter(color)).get("val")
        for cell in list(table.iter_cells())[2:]
        for color in cell._tc.txBody.iter(qn("a:solidFill"))
    }
    assert used == {ink.lstrip("#")}
    (chart,) = [shape.chart for shape in new[1].shapes if shape.has_chart]
    series = next(chart._chartSpace.iter(qn("c:ser")))
    assert next(series.iter(qn("a:schemeClr"))).get("val") == "accent1"
    assert table.first_row
    assert not table.horz_banding


def test_a_template_gives_its_own_places_for_source_and_number():
    def moved(made):
        layout = next(one for one in made.slide_layouts if one.name == "Title Only")
        for holder in layout.placeholders:
            if holder.element.ph.get("type") == "ftr":
                holder.left, holder.top, holder.width, holder.height = Pt(10), Pt(500), Pt(400), Pt(30)

    made = pptx.Presentation(
        io.BytesIO(to_pptx([Slide(Part.JOINT, "题", body=ROWS)] * 2, NOTES, template(moved)))
    )
    first = made.slides[0]
    kinds = {shape.element.ph.get("type"): shape for shape in first.placeholders}
    assert kinds["ftr"].text_frame.text == "《要点》"
    assert (kinds["ftr"].left, kinds["ftr"].width) == (Pt(10), Pt(400))
    assert kinds["ftr"]._element.spPr.find(qn("a:xfrm")) is None  # the layout's own place
    assert next(kinds["sldNum"]._element.iter(qn("a:fld"))).get("type") == "slidenum"
    assert len({shape.shape_id for shape in first.shapes}) == len(first.shapes)
