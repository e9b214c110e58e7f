"""One HTTP conversation with a SPARQL endpoint: retries, limits, credentials, clear errors.

Credentials are never part of an address: a bearer token comes from the environment variable
``KG_TOKEN``, name and password from ``~/.netrc`` (or the file that ``NETRC`` names).
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

import requests
from requests.auth import AuthBase, HTTPDigestAuth
from requests.utils import get_netrc_auth

from kg.errors import EndpointError, QueryError

TOKEN = "KG_TOKEN"
_PIECE = 1 << 16
_BUSY = (429, 502, 503, 504)
_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What is waited for and taken in.

    ``connect`` and ``silence`` (between two pieces of an answer) and ``whole`` (an answer from
    first to last byte) are seconds, ``largest`` bytes of an answer after decompression.
    ``tries`` counts the first; pauses between them double from ``pause`` seconds, unless the
    endpoint says how long to wait, up to ``longest`` seconds.
    """

    connect: float = 10.0
    silence: float = 120.0
    whole: float = 600.0
    largest: int = 500_000_000
    tries: int = 4
    pause: float = 0.5
    longest: float = 60.0


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer: its media type without parameters, its headers, its decoded bytes."""

    media: str
    headers: Mapping[str, str]
    body: bytes


class Client:
    """Sends requests to the addresses of one endpoint. No redirect is followed."""

    def __init__(
        self, limits: Limits | None = None, wait: Callable[[float], object] = time.sleep
    ) -> None:
        self._limits = limits or Limits()
        self._wait = wait
        self._session = requests.Session()
        self._session.headers["User-Agent"] = "newsgraph"

    def send(
        self,
        method: str,
        url: str,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        patient: bool = False,
    ) -> Reply:
        """Send a request that may be sent again, and read its answer whole.

        A busy endpoint and a broken connection are tried again; a refused connection only if
        ``patient``.

        Raises:
            QueryError: the endpoint finds the query malformed.
            EndpointError: there is no answer, a refusal, or more than the limits allow.
        """
        request = requests.Request(method, url, data=body, headers=dict(headers or {}))
        for left in reversed(range(self._limits.tries)):
            pause = self._limits.pause * 2 ** (self._limits.tries - 1 - left)
            try:
                return self._once(request)
            except _Again as again:
                if not left or (again.refused and not patient):
                    raise EndpointError(str(again)) from again
                self._wait(min(again.after or pause, self._limits.longest))
        raise AssertionError("no try was made")

    def _once(self, request: requests.Request) -> Reply:
        url, begun = str(request.url), time.monotonic()
        self._session.auth = _auth(url) if self._session.auth is None else self._session.auth
        try:
            with self._answer(request) as response:
                body = self._read(response, begun)
                _check(response, url, body, time.monotonic() - begun)
        except requests.RequestException as error:
            raise _failure(url, error) from error
        media = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        return Reply(media, response.headers, body)

    def _answer(self, request: requests.Request) -> requests.Response:
        response = self._sent(request)
        known = get_netrc_auth(str(request.url))
        # Virtuoso refuses Basic without a word about Digest, which alone it takes.
        if response.status_code == 401 and known and self._session.auth is None:
            response.close()
            self._session.auth = HTTPDigestAuth(*known)
            response = self._sent(request)
        return response

    def _sent(self, request: requests.Request) -> requests.Response:
        prepared = self._session.prepare_request(request)
        settings = self._session.merge_environment_settings(str(prepared.url), {}, True, None, None)
        times = (self._limits.connect, self._limits.silence)
        return self._session.send(prepared, timeout=times, allow_redirects=False, **settings)

    def _read(self, response: requests.Response, begun: float) -> bytes:
        taken = bytearray()
        for piece in response.iter_content(_PIECE):
            taken += piece
            if len(taken) > self._limits.largest:
                raise EndpointError(
                    f"{response.url} answers with more than {self._limits.largest:,} bytes: "
                    "ask for less, by LIMIT or a narrower pattern"
                )
            if time.monotonic() - begun > self._limits.whole:
                raise EndpointError(
                    f"{response.url} has not ended its answer after {self._limits.whole:.0f} s"
                )
        return bytes(taken)


class _Again(Exception):
    """It may go better later; ``after`` that many seconds, if the endpoint says so."""

    def __init__(self, line: str, *, refused: bool = False, after: float | None = None) -> None:
        super().__init__(line)
        self.refused = refused
        self.after = after


class _Bearer(AuthBase):
    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


def address(url: str) -> str:
    """The address of an endpoint, checked.

    Raises:
        EndpointError: it is no http(s) address, or has a password in it.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise EndpointError(f"{url!r} is no http or https address of a SPARQL endpoint")
    if parts.username or parts.password:
        raise EndpointError(
            f"leave name and password out of the address: put them into ~/.netrc for {parts.hostname}"
        )
    return url


def bearer(url: str) -> str | None:
    """The token to send to an address, None if the environment has none.

    Raises:
        EndpointError: it would go over the network in the clear.
    """
    token = os.environ.get(TOKEN)
    if not token:
        return None
    parts = urlsplit(url)
    if parts.scheme != "https" and not _is_loopback(parts.hostname or ""):
        raise EndpointError(f"{TOKEN} is set, but {url} is not https: it would go in the clear")
    return token


def _auth(url: str) -> AuthBase | None:
    token = bearer(url)
    return _Bearer(token) if token else None


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


# --- what went wrong -----------------------------------------------------------------------


def _failure(url: str, error: requests.RequestException) -> Exception:
    if isinstance(error, requests.exceptions.SSLError):
        return EndpointError(f"{url}: no safe connection: {_line(str(error))}")
    if isinstance(error, requests.ConnectTimeout):
        return _Again(f"{url} does not answer: nothing there within the time limit", refused=True)
    if isinstance(error, requests.Timeout):
        return EndpointError(f"{url} was silent for too long; ask for less, or try again later")
    if isinstance(error, requests.exceptions.ChunkedEncodingError):
        return _Again(f"{url} broke off in the middle of its answer")
    if isinstance(error, requests.ConnectionError):
        refused = "refused" in str(error) or "resolve" in str(error)
        reason = "is anything running there?" if refused else "the connection broke"
        return _Again(f"{url} cannot be reached: {reason}", refused=refused)
    return EndpointError(f"{url} cannot be asked: {_line(str(error))}")


def _check(response: requests.Response, url: str, body: bytes, seconds: float) -> None:
    status, said = response.status_code, _line(body[:2000].decode("utf-8", "replace"))
    if 200 <= status < 300:
        return
    if status in _BUSY:
        after = _seconds(response.headers.get("Retry-After"))
        # A query that was stopped after long computing would be stopped again.
        if after is None and seconds > 10:
            raise EndpointError(f"{url} gave up after {seconds:.0f} s ({status}): {said}")
        raise _Again(f"{url} is busy ({status}): {said}", after=after)
    if status == 400:
        raise QueryError(f"{url} cannot answer this: {said}")
    raise EndpointError(f"{url} {_refusal(status, response)}{': ' + said if said else ''}")


def _refusal(status: int, response: requests.Response) -> str:
    if status == 401:
        return f"wants credentials (401): put them into ~/.netrc, or a token into {TOKEN}"
    if status == 403:
        return "does not allow this (403)"
    if status in (404, 405):
        return f"is no address for this request ({status})"
    if 300 <= status < 400:
        return f"has moved ({status}): use {_line(response.headers.get('Location', '?'))}"
    return f"answers {status}"


def _seconds(after: str | None) -> float | None:
    """Retry-After in seconds; a date there counts as the longest wait."""
    if after is None:
        return None
    return float(after) if after.isdigit() else float("inf")


def _line(text: str) -> str:
    """The beginning of a text of unknown origin, fit to be shown."""
    shown = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"
