"""A writer of small PDF files: characters at places, rulings, pictures of nothing; enough to test a reader with."""

from collections.abc import Sequence
from dataclasses import dataclass, field

A4 = (595, 842)


@dataclass
class Page:
    """A page; coordinates in points from the top left as it is shown (rulings: of the page that is not turned)."""

    size: tuple[int, int] = A4
    rotate: int = 0
    parts: list[str] = field(default_factory=list)
    picture: bool = False

    def text(self, x: float, y: float, text: str, size: float = 12) -> None:
        """Print a line, upright as shown, whose baseline begins at a place; every character is one em wide."""
        code = text.encode("utf-16-be").hex()
        width, height = self.size
        matrix = {
            0: f"1 0 0 1 {x} {height - y}",
            90: f"0 1 -1 0 {y} {x}",
            180: f"-1 0 0 -1 {width - x} {y}",
            270: f"0 -1 1 0 {width - y} {height - x}",
        }[self.rotate]
        self.parts.append(f"BT /F1 {size} Tf {matrix} Tm <{code}> Tj ET")

    def rule(self, x: float, y: float, other_x: float, other_y: float) -> None:
        """Draw a straight line."""
        height = self.size[1]
        self.parts.append(f"{x} {height - y} m {other_x} {height - other_y} l S")

    def content(self) -> bytes:
        """The instructions."""
        image = ["q 400 0 0 600 90 100 cm /I1 Do Q"] if self.picture else []
        return "\n".join([*self.parts, *image]).encode("ascii")


def write_pdf(pages: Sequence[Page], *, trailer: str = "") -> bytes:
    """The pages as a file, with a font that every reader knows by name; ``trailer`` adds to its trailer."""
    first = 7
    kids = " ".join(f"{first + 2 * index} 0 R" for index in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
        b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>",
        b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/FontDescriptor 5 0 R"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>",
        b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[-25 -254 1000 880]/ItalicAngle 0"
        b"/Ascent 880/Descent -120/CapHeight 880/StemV 93>>",
        b"<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>"
        b"stream\n\x80\nendstream",
    ]
    for index, page in enumerate(pages):
        content = page.content()
        objects += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {page.size[0]} {page.size[1]}]/Rotate {page.rotate}"
            f"/Contents {first + 2 * index + 1} 0 R"
            "/Resources<</Font<</F1 3 0 R>>/XObject<</I1 6 0 R>>>>>>".encode(),
            b"<</Length %d>>stream\n" % len(content) + content + b"\nendstream",
        ]
    return assemble(objects, trailer)


def assemble(objects: Sequence[bytes], extra: str = "") -> bytes:
    """Numbered objects as a file; ``extra`` goes into the trailer."""
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    count = len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % count + table
    return out + f"trailer<</Size {count}/Root 1 0 R{extra}>>\nstartxref\n{start}\n%%EOF".encode()
