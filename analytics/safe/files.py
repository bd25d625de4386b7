"""Text for the names of files, as every system takes them."""

import re

_NO_FILE = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\ud800-\udfff]')
_LONGEST = 80  # characters; in UTF-8 fewer bytes than the 255 that a name may have


def as_file_name(text: str, ending: str) -> str:
    """The text as the name of a file with an ending (".docx"): no sign that parts paths or that a system refuses, never empty."""
    name = _NO_FILE.sub(" ", text)[:_LONGEST].strip(" .")
    return f"{name or '文件'}{ending}"
