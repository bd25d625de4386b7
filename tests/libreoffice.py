"""A workbook in LibreOffice, played command by command, as the keys and menus of its window give them.

Needs nothing but ``soffice`` on PATH: a macro in a profile of its own hands the commands to the window, and writes down after
each where the cursor is and what stands there.
"""

import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

driven = pytest.mark.skipif(
    shutil.which("soffice") is None and not os.environ.get("REQUIRE_LIBREOFFICE"),
    reason="没有 LibreOffice（安装发行版的 libreoffice-calc 后再运行）",
)
"""Marks a test that plays a workbook: left out where there is no LibreOffice and none is required."""

SECONDS = 120  # after which it hangs
XLSX, ODS = "Calc MS Excel 2007 XML", "calc8"
"""Formats to save in."""

_MACRO = r"""
Sub Play(folder As String)
  files = CreateUnoService("com.sun.star.ucb.SimpleFileAccess")
  said = CreateUnoService("com.sun.star.io.TextOutputStream")
  said.setOutputStream(files.openFileWrite(folder & "/said"))
  On Error GoTo Failed
  steps = CreateUnoService("com.sun.star.io.TextInputStream")
  steps.setInputStream(files.openFileRead(folder & "/steps"))
  dispatcher = CreateUnoService("com.sun.star.frame.DispatchHelper")
  Do While Not steps.isEOF()
    words = Split(steps.readLine(), Chr(9))
    If Left(words(0), 5) = "file:" Then
      document = StarDesktop.loadComponentFromURL(words(0), "_blank", 0, Array())
    Else
      dispatcher.executeDispatch(document.CurrentController.Frame, ".uno:" & words(0), "", 0, Given(words))
    End If
    said.writeString(Place(document))
  Loop
Done:
  said.closeOutput()
  StarDesktop.terminate()
  Exit Sub
Failed:
  said.writeString("!" & Chr(9) & Error$ & Chr(10))
  Resume Done
End Sub

Function Given(words)
  Given = Array()
  If UBound(words) < 3 Then Exit Function
  Dim all(UBound(words) \ 3 - 1) As New com.sun.star.beans.PropertyValue
  For k = 0 To UBound(all)
    all(k).Name = words(3 * k + 1)
    Select Case words(3 * k + 2)
      Case "bool" : all(k).Value = (words(3 * k + 3) = "True")
      Case "int" : all(k).Value = CLng(words(3 * k + 3))
      Case Else : all(k).Value = Join(Split(words(3 * k + 3), "\n"), Chr(10))
    End Select
  Next
  Given = all
End Function

Function Place(document) As String
  cell = document.CurrentController.ActiveSheet.getCellByPosition(0, 0)
  If document.CurrentSelection.supportsService("com.sun.star.sheet.SheetCellRange") Then
    With document.CurrentSelection.RangeAddress
      cell = document.CurrentController.ActiveSheet.getCellByPosition(.StartColumn, .StartRow)
    End With
  End If
  Place = Split(cell.AbsoluteName, "$")(2) & Split(cell.AbsoluteName, "$")(3) & Chr(9) & Join(Split(cell.Formula, Chr(10)), "\n") & Chr(10)
End Function
"""

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_LIBRARY = 'xmlns:library="http://openoffice.org/2000/library"'
_PROFILE = {
    # a profile that is set up already, so that nothing is written over the macro
    "registrymodifications.xcu": '<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Setup/'
    'Office"><prop oor:name="ooSetupInstCompleted" oor:op="fuse"><value>true</value></prop></item></oor:items>',
    "basic/script.xlc": f'<library:libraries {_LIBRARY}><library:library library:name="Standard" library:link="false"/>'
    "</library:libraries>",
    "basic/dialog.xlc": f'<library:libraries {_LIBRARY}/>',
    "basic/Standard/script.xlb": f'<library:library {_LIBRARY} library:name="Standard" library:readonly="false" '
    'library:passwordprotected="false"><library:element library:name="Player"/></library:library>',
    "basic/Standard/Player.xba": '<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Player" '
    f'script:language="StarBasic">{escape(_MACRO)}</script:module>',
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Said:
    """Where the cursor is after a command, and what stands there."""

    cell: str
    text: str


def command(name: str, **given: object) -> str:
    """A command of the window with what it is given: ``command("EnterString", StringName="虚构")``."""
    words = [name]
    for key, value in given.items():
        words += [key, type(value).__name__, str(value).replace("\n", "\\n")]
    return "\t".join(words)


def opened(book: Path) -> str:
    """Open another workbook, which the commands behind it are for."""
    return book.as_uri()


def go(cell: str) -> str:
    """A click on a cell."""
    return command("GoToCell", ToPoint=cell)


def write(text: str) -> str:
    """Text typed into the cell that is chosen, and Enter."""
    return command("EnterString", StringName=text)


def save(path: Path, kind: str = XLSX) -> str:
    """Save under another name."""
    return command("SaveAs", URL=path.as_uri(), FilterName=kind)


def played(book: Path, folder: Path, commands: Sequence[str]) -> list[Said]:
    """What LibreOffice said when it had opened a workbook and after each command; ``folder`` is for its profile."""
    for name, text in _PROFILE.items():
        path = folder / "profile" / "user" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_HEAD + text, encoding="utf-8")
    (folder / "steps").write_text("\n".join([opened(book), *commands]), encoding="utf-8")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    macro = f'macro:///Standard.Player.Play("{folder.as_uri()}")'
    program = ["soffice", profile, "--headless", "--norestore", macro]
    running = subprocess.Popen(
        program, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        running.wait(SECONDS)
    finally:  # with all that it has started
        with suppress(ProcessLookupError):
            os.killpg(running.pid, signal.SIGKILL)
    lines = (folder / "said").read_text(encoding="utf-8").splitlines()
    return [Said(*line.split("\t", 1)) for line in lines]
