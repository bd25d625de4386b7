"""A writer of small OFD files: characters at places, rulings, pictures; enough to test a reader with."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

XMLNS = 'xmlns:ofd="http://www.ofdspec.org/2016"'
POINTS = 72 / 25.4  # of a millimetre


@dataclass
class Page:
    """A page; coordinates in points from the top left, as those of the writer of PDF files."""

    parts: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, text: str, size: float = 12) -> None:
        """Print a line whose baseline begins at a place; every character is one em wide."""
        left, base, high = x / POINTS, y / POINTS, size / POINTS
        steps = f'DeltaX="g {len(text) - 1} {high:.3f}"' if len(text) > 1 else ""
        self.parts.append(
            f'<ofd:TextObject ID="{len(self.parts)}" Boundary="{left:.3f} {base - high:.3f} {high * len(text):.3f} '
            f'{1.2 * high:.3f}" Font="1" Size="{high:.3f}"><ofd:TextCode X="0" Y="{high:.3f}" {steps}>{escape(text)}'
            "</ofd:TextCode></ofd:TextObject>"
        )

    def rule(self, x: float, y: float, other_x: float, other_y: float) -> None:
        """Draw a straight line."""
        box = f"{x / POINTS:.3f} {y / POINTS:.3f} {(other_x - x) / POINTS:.3f} {(other_y - y) / POINTS:.3f}"
        self.parts.append(f'<ofd:PathObject ID="{len(self.parts)}" Boundary="{box}"/>')

    def picture(self) -> None:
        """Put a picture on the page."""
        self.parts.append('<ofd:ImageObject ID="9" Boundary="0 0 210 297" ResourceID="3"/>')


def page_xml(parts: Sequence[str], template: str = "") -> str:
    used = f'<ofd:Template TemplateID="{template}"/>' if template else ""
    return (
        f'<ofd:Page {XMLNS}>{used}<ofd:Content><ofd:Layer ID="1"><ofd:PageBlock ID="2">{"".join(parts)}'
        "</ofd:PageBlock></ofd:Layer></ofd:Content></ofd:Page>"
    )


def write_ofd(pages: Sequence[Page], *, template: Page | None = None, keywords: str = "") -> bytes:
    """The pages as a file; each is printed on the template, where there is one."""
    held = "".join(f'<ofd:Page ID="{at}" BaseLoc="Pages/Page_{at}/Content.xml"/>' for at in range(len(pages)))
    used = '<ofd:TemplatePage ID="77" BaseLoc="/Doc_0/Tpls/Content.xml"/>' if template else ""
    files = {
        "OFD.xml": f"<ofd:OFD {XMLNS}><ofd:DocBody><ofd:DocInfo><ofd:Keywords><ofd:Keyword>{escape(keywords)}"
        "</ofd:Keyword></ofd:Keywords></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {XMLNS}><ofd:CommonData>{used}</ofd:CommonData><ofd:Pages>{held}</ofd:Pages>"
        "</ofd:Document>",
    }
    if template:
        files["Doc_0/Tpls/Content.xml"] = page_xml(template.parts)
    for at, page in enumerate(pages):
        files[f"Doc_0/Pages/Page_{at}/Content.xml"] = page_xml(page.parts, "77" if template else "")
    return packed(files)


def packed(files: dict[str, str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return target.getvalue()
