"""Text for places that take Markdown: headings, captions, labels."""

import re

SIGNS = frozenset("\\`*_{}[]()<>#+-.!|~$&:@=^\"'")
ADDRESS = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?<=@)(?=\w)", re.IGNORECASE)
JOINER = "\u2060"  # takes no room, and parts no word


def as_markdown(text: str) -> str:
    """The text for ``st.caption``, ``st.title`` and labels: signs that could mean something, as entities.

    An address is parted by a sign without width, since a bare one becomes a link whatever it is written with.
    """
    parted = ADDRESS.sub(JOINER, text)
    return "".join(f"&#{ord(sign)};" if sign in SIGNS else sign for sign in parted)
