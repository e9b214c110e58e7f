"""Who may come in: names of hosts, tokens, and addresses that a reverse proxy shows.

The server binds to this machine alone unless it is told otherwise, and then asks for a token or
an explicit word that all may read. It answers only requests that name it as their host, so that
no web site can reach it by a name of its own (DNS rebinding).
"""

from __future__ import annotations

import base64
import binascii
import ipaddress
import re
import secrets
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.errors import KGError

LOOPBACK = ("127.0.0.1", "localhost", "::1")
LOCAL_ORIGIN = r"https?://(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?"
_PREFIX = re.compile(r"(/[A-Za-z0-9_.~-]+){0,8}")
_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9_.-]+)(?::\d{1,5})?", re.IGNORECASE)
_TOKEN = re.compile(r"[!-~]{8,}")
_HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
}
_OPEN = {"/health"}
"""What a supervisor may ask without a token."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Who may come in, and under which address.

    Attributes:
        host: the name or address to bind to.
        token: what must be shown, as a bearer token or as the password of any user.
        public: whether all who reach the server may read without a token.
        root: where a reverse proxy shows the server: a path, or a whole address.
    """

    host: str = "127.0.0.1"
    token: str | None = None
    public: bool = False
    root: str = ""

    def check(self) -> None:
        """See that nobody comes in by accident.

        Raises:
            KGError: the address is not this machine's alone and nothing is said of who may
                read; or the token or the root cannot be used.
        """
        if self.token is not None and not _TOKEN.fullmatch(self.token):
            raise KGError("a --token has 8 or more ASCII letters, digits and signs, without spaces")
        if self.token and self.public:
            raise KGError("--public lets all read, --token only some: choose one of them")
        if not self.local and not self.token and not self.public:
            raise KGError(
                f"on {self.host} others can reach this server: "
                "give --token SECRET, or --public to let them all read"
            )
        if not _PREFIX.fullmatch(self.prefix) or urlsplit(self.root).scheme not in _SCHEMES:
            raise KGError(f"--root-path {self.root}: give a path like /graph or an address")

    @property
    def local(self) -> bool:
        """Whether only this machine reaches the server."""
        return self.host.lower() in LOOPBACK

    @property
    def prefix(self) -> str:
        """The path that a reverse proxy puts before ours."""
        return urlsplit(self.root).path.rstrip("/")

    def knows(self, host: str) -> bool:
        """Whether a Host header names this server.

        An address of numbers does where others may come in: no web site can have one for its
        name, so what names the server so means it.
        """
        match = _HOST.fullmatch(host)
        name = match[1].lower() if match else ""
        if name in _LOCAL_NAMES or (name and name == urlsplit(self.root).hostname):
            return True
        own = {self.host.lower(), socket.gethostname().lower(), socket.getfqdn().lower()}
        return bool(name) and not self.local and (name in own or _is_address(name))

    def admits(self, authorization: str) -> bool:
        """Whether an Authorization header shows the token; compared in constant time."""
        if self.token is None:
            return True
        kind, _, shown = authorization.strip().partition(" ")
        if kind.lower() == "basic":
            shown = _password(shown)
        elif kind.lower() != "bearer":
            return False
        return secrets.compare_digest(shown.strip().encode(), self.token.encode())


_SCHEMES = ("", "http", "https")
_LOCAL_NAMES = ("127.0.0.1", "localhost", "[::1]")


class Careful:
    """Refuses requests for other hosts, and adds the headers that keep browsers careful.

    Behind a reverse proxy the application sees the address that the proxy shows: its path from
    the access, or else from ``X-Forwarded-Prefix`` if the proxy is on this machine.
    """

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it."""

        async def careful(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        hosts = Headers(scope=scope).getlist("host")
        if all(self._access.knows(host) for host in hosts):
            await self._app(_as_shown(scope, self._access), receive, careful)
        else:
            refused = PlainTextResponse("this server does not answer to that name\n", 421)
            await refused(scope, receive, careful)


class Locked:
    """Asks for the token."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self._app = app
        self._access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or ask for the token."""
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        shown = Headers(scope=scope).get("authorization", "")
        if path in _OPEN or self._access.admits(shown):
            return await self._app(scope, receive, send)
        refused = PlainTextResponse(
            "this server asks for its token: as a bearer token, or as password of any user\n", 401
        )
        for challenge in ('Basic realm="newsgraph", charset="UTF-8"', 'Bearer realm="newsgraph"'):
            refused.headers.append("www-authenticate", challenge)
        return await refused(scope, receive, send)


def _as_shown(scope: Scope, access: Access) -> Scope:
    headers = Headers(scope=scope)
    near = (scope.get("client") or ("",))[0] in LOOPBACK
    prefix = access.prefix
    if not prefix and near and _PREFIX.fullmatch(said := headers.get("x-forwarded-prefix", "")):
        prefix = said.rstrip("/")
    shown = dict(scope)
    if prefix:
        path = (
            scope["path"].removeprefix(prefix) if _under(scope["path"], prefix) else scope["path"]
        )
        shown |= {"root_path": prefix, "path": prefix + path, "raw_path": None}
    address = urlsplit(access.root)
    if near and headers.get("x-forwarded-proto") in ("http", "https"):
        shown["scheme"] = headers["x-forwarded-proto"]
    if address.netloc:
        shown["scheme"] = address.scheme
        kept = [pair for pair in scope["headers"] if pair[0] != b"host"]
        shown["headers"] = [*kept, (b"host", address.netloc.encode())]
    return shown


def _under(path: str, prefix: str) -> bool:
    return path == prefix or path.startswith(prefix + "/")


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def _password(shown: str) -> str:
    try:
        return base64.b64decode(shown, validate=True).decode("utf-8").partition(":")[2]
    except (binascii.Error, ValueError):
        return ""
