"""Firefox driven by Marionette, the protocol that it speaks without any driver beside it.

Playwright drives only a Firefox of its own making, and geckodriver is in no package registry.
Marionette is a socket on which both sides send ``length:[type, id, ...]`` in JSON; the commands
are those of WebDriver (https://firefox-source-docs.mozilla.org/testing/marionette).
"""

from __future__ import annotations

import base64
import itertools
import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PROGRAMS = ("firefox-esr", "firefox")
_PREFERENCES = {
    "marionette.port": 0,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
}
"""Nothing is fetched: every request would go to a proxy that is not there."""
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
_KEYS = {"Enter": "\ue007", "Escape": "\ue00c", "ArrowRight": "\ue014"}


def program() -> str | None:
    """The path of an installed Firefox."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


class Firefox:
    """One window. Scripts are bodies of functions; what they return is JSON."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._stream = self._socket.makefile("rb")
        self._ids = itertools.count(1)
        self._receive()
        self._send("WebDriver:NewSession", capabilities={"alwaysMatch": {}})

    def close(self) -> None:
        """Ends the program."""
        self._send("Marionette:Quit", flags=["eForceQuit"])
        self._stream.close()
        self._socket.close()

    def open(self, path: Path, *, width: int = 1400, height: int = 900) -> None:
        """Opens a page that says by ``data-state`` when it is ready."""
        self._send("WebDriver:SetWindowRect", width=width, height=height)
        self._send("WebDriver:Navigate", url=path.as_uri())
        self.wait("return document.documentElement.dataset.state === 'ready'")

    def run(self, script: str, *arguments: object) -> Any:
        """What a script returns."""
        return self._send("WebDriver:ExecuteScript", script=script, args=list(arguments))["value"]

    def wait(self, script: str, seconds: float = 30) -> Any:
        """What a script returns once it returns something true.

        Raises:
            TimeoutError: It did not.
        """
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if found := self.run(script):
                return found
            time.sleep(0.05)
        raise TimeoutError(script)

    def click(self, selector: str) -> None:
        """Clicks the first element of a CSS selector as a person would."""
        self._send("WebDriver:ElementClick", id=self._find(selector))

    def write(self, selector: str, text: str) -> None:
        """Types into an element; the name of a key in ``_KEYS`` presses it."""
        self._send("WebDriver:ElementSendKeys", id=self._find(selector), text=_KEYS.get(text, text))

    def screenshot(self) -> bytes:
        """The window as PNG."""
        taken = self._send("WebDriver:TakeScreenshot", full=False, hash=False)
        return base64.b64decode(taken["value"])

    def complaints(self, address: str) -> list[str]:
        """Errors and warnings of the console that concern an address, policy violations too."""
        self._send("Marionette:SetContext", value="chrome")
        try:
            told = self.run(
                """return Services.console.getMessageArray()
                     .filter((one) => one instanceof Ci.nsIScriptError && one.sourceName.includes(arguments[0]))
                     .map((one) => one.errorMessage)""",
                address,
            )
        finally:
            self._send("Marionette:SetContext", value="content")
        return [str(text) for text in told]

    def _find(self, selector: str) -> str:
        found = self._send("WebDriver:FindElement", using="css selector", value=selector)
        return str(found["value"][_ELEMENT])

    def _send(self, command: str, **parameters: object) -> Any:
        text = json.dumps([0, next(self._ids), command, parameters])
        self._socket.sendall(f"{len(text.encode())}:{text}".encode())
        _, _, error, value = self._receive()
        if error:
            raise RuntimeError(f"{command}: {error['error']}: {error['message']}")
        return value

    def _receive(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            read = self._stream.read(1)
            if not read:
                raise ConnectionError("Firefox has ended")
            length += read
        return json.loads(self._stream.read(int(length[:-1])))


@contextmanager
def started(folder: Path, binary: str) -> Iterator[Firefox]:
    """A Firefox without a window, its profile in ``folder``."""
    lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in _PREFERENCES.items()]
    folder.joinpath("user.js").write_text("\n".join(lines), "utf-8")
    options = ["--headless", "--marionette", "--remote-allow-system-access", "--no-remote"]
    with subprocess.Popen(
        [binary, *options, "--profile", str(folder)],
        env={**os.environ, "HOME": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            firefox = Firefox(_port(folder, process))
            yield firefox
            firefox.close()
            process.wait(timeout=30)
        finally:
            process.kill()


def _port(folder: Path, process: subprocess.Popen[bytes]) -> int:
    file = folder / "MarionetteActivePort"
    for _ in range(600):
        if file.exists() and (text := file.read_text("utf-8").strip()):
            return int(text)
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError("Firefox does not listen")
