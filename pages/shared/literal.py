"""Text from data shown as it is, in places that take Markdown."""

SIGNS = frozenset("\\`*_{}[]()<>#+-.!|~$&:@=^\"'")


def literal(text: str) -> str:
    """The text for ``st.caption``, ``st.title`` and labels: signs that could mean something, as entities."""
    return "".join(f"&#{ord(sign)};" if sign in SIGNS else sign for sign in text)
