"""pyvis comes without IPython, and is whole when that is asked for."""

import subprocess
import sys

_START = "import sys; from kg.view import page; import pyvis.network; "


def _said(code: str) -> str:
    command = [sys.executable, "-c", code]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def test_ipython_is_not_imported() -> None:
    assert _said(_START + "print([name for name in sys.modules if 'IPython' in name])") == "[]"


def test_a_frame_is_one_of_ipython() -> None:
    code = "frame = pyvis.network.IFrame('a.html', 1, 2); print(type(frame).__module__, frame.src)"
    assert _said(_START + code) == "IPython.lib.display a.html"


def test_where_ipython_is_there_already_nothing_stands_in() -> None:
    code = "print(pyvis.network.IFrame is IPython.display.IFrame)"
    assert _said("import IPython.display; " + _START + code) == "True"
