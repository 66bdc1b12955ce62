"""A server on this machine that behaves like the hub, over real HTTP, and goes wrong as a script tells it.

The hub answers `/OWNER/NAME/resolve/REVISION/FILE`: a small file itself, a large one by a redirect to the place where
the bytes are (`cdn`), which has another host name. What is served there may be asked for in parts (Range, If-Range).
"""

from __future__ import annotations

import hashlib
import random
import re
import socket
import struct
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Literal

import pytest

from paella_core.packs.connection import Patience
from paella_core.packs.remote import Remote

CONTENT = random.Random(7).randbytes(1 << 20)
SIZE, HALF = len(CONTENT), len(CONTENT) // 2
WEIGHTS = Remote("owner/model", "weights.pt")
HASTY = Patience(silence=0.3, tries=3, first_wait=0.01, longest_wait=0.02, longest_asked=0.05)
COMMIT = "c0ffee" + "0" * 34
PIECE = 1 << 14
Place = Literal["head", "resolve", "cdn"]


@dataclass(frozen=True)
class Reply:
    """What the server says. After `cut` bytes of the body `then` happens; `pause` seconds pass before every piece.

    `raw` replaces everything before the body.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes = b""
    cut: int | None = None
    then: Literal["close", "reset", "stall"] = "close"
    pause: float = 0.0
    raw: bytes | None = None

    def but(self, **headers: str | None) -> Reply:
        """The same with other headers (underscores are hyphens); None takes one away."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        merged = {**self.headers, **named}
        return replace(self, headers={name: value for name, value in merged.items() if value is not None})


Fault = Callable[[Reply], Reply]


@dataclass(frozen=True)
class Asked:
    """A request that came."""

    place: Place
    path: str
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Published:
    """A file on the hub; `large` ones are elsewhere and named by SHA-256, others by git's SHA-1."""

    content: bytes
    large: bool = True

    @property
    def etag(self) -> str:
        if self.large:
            return hashlib.sha256(self.content).hexdigest()
        return hashlib.sha1(b"blob %d\0" % len(self.content) + self.content).hexdigest()


def drop(reply: Reply, after: int = HALF) -> Reply:
    """The connection ends after so many bytes."""
    return replace(reply, cut=after)


def slowly(reply: Reply) -> Reply:
    """About a second for the whole."""
    return replace(reply, pause=PIECE / SIZE)


def answers(_reply: Reply, status: int, **headers: str) -> Reply:
    """A status and nothing else."""
    return Reply(status, {"Content-Length": "0"}).but(**headers)


def unheard(_count: int) -> None:
    """Progress that nobody watches."""


class HubServer(ThreadingHTTPServer):
    """The hub, while the `with` block lasts. `sent` counts the bytes of bodies that came from the cdn."""

    daemon_threads = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.port = self.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.cdn = f"http://localhost:{self.port}/cdn"
        self.files: dict[str, Published] = {}
        self.cdn_etag = '"of-the-cdn"'
        self.asked: list[Asked] = []
        self.sent = 0
        self.ended = threading.Event()
        self._scripts: dict[Place, deque[Fault]] = {"head": deque(), "resolve": deque(), "cdn": deque()}
        self._always: dict[Place, Fault] = {}
        self._sockets: list[socket.socket] = []
        self.mistakes: list[Exception] = []
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01})

    def publish(self, repo: str, file: str, published: Published) -> None:
        """Put a file on the hub."""
        self.files[f"/{repo}/{file}"] = published

    def script(self, place: Place, *faults: Fault) -> None:
        """What goes wrong with the next requests there, one after the other."""
        self._scripts[place].extend(faults)

    def always(self, place: Place, fault: Fault) -> None:
        """What goes wrong with every request there from now on."""
        self._always[place] = fault

    def recover(self) -> None:
        """Nothing goes wrong any more."""
        self._always.clear()
        for script in self._scripts.values():
            script.clear()

    def spoiled(self, place: Place, reply: Reply) -> Reply:
        """A reply after whatever the script has for it."""
        script = self._scripts[place]
        fault = script.popleft() if script else self._always.get(place)
        return fault(reply) if fault else reply

    def get_request(self) -> tuple[socket.socket, tuple[str, int]]:
        connection, address = super().get_request()
        self._sockets.append(connection)
        return connection, address

    def __enter__(self) -> HubServer:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.ended.set()
        self.shutdown()
        self._thread.join()
        for connection in self._sockets:
            with suppress(OSError):  # most are closed
                connection.shutdown(socket.SHUT_RDWR)
        self.server_close()
        assert self.mistakes == []


def serving(monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    """The body of a fixture: a hub that has the weights, and that HF_ENDPOINT names."""
    with HubServer() as server:
        monkeypatch.setenv("HF_ENDPOINT", server.url)
        server.publish(WEIGHTS.repo, WEIGHTS.file, Published(CONTENT))
        yield server


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    @property
    def hub(self) -> HubServer:
        assert isinstance(self.server, HubServer)
        return self.server

    def handle(self) -> None:
        """A client that goes away is what the tests are about; anything else is a mistake of theirs."""
        try:
            super().handle()
        except OSError:
            pass
        except Exception as error:
            self.hub.mistakes.append(error)

    def do_HEAD(self) -> None:
        self._answer("head", self._resolved())

    def do_GET(self) -> None:
        if self.path.startswith("/cdn/"):
            self._answer("cdn", self._bytes_of(self._by_hash(self.path.removeprefix("/cdn/")), self.hub.cdn_etag))
        else:
            self._answer("resolve", self._resolved())

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""

    def _resolved(self) -> Reply:
        """As the hub resolves a file of a repository."""
        match = re.fullmatch(r"(/[^/]+/[^/]+)/resolve/[^/]+/(.+)", self.path)
        file = self.hub.files.get(f"{match[1]}/{match[2]}") if match else None
        if file is None:
            return Reply(404, {"X-Error-Code": "EntryNotFound", "Content-Length": "0"})
        if not file.large:
            return self._bytes_of(file, f'"{file.etag}"').but(X_Repo_Commit=COMMIT)
        headers = {
            "X-Repo-Commit": COMMIT,
            "X-Linked-Etag": f'"{file.etag}"',
            "X-Linked-Size": str(len(file.content)),
            "Location": f"{self.hub.cdn}/{file.etag}",
            "Content-Length": "0",
        }
        return Reply(302, headers)

    def _by_hash(self, etag: str) -> Published:
        return next(file for file in self.hub.files.values() if file.etag == etag)

    def _bytes_of(self, file: Published, etag: str) -> Reply:
        """The file, or the part that is asked for if the ETag still holds."""
        size = len(file.content)
        headers = {"ETag": etag, "Accept-Ranges": "bytes", "Content-Length": str(size)}
        asked = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        if not asked or self.headers.get("If-Range", etag) != etag:
            return Reply(200, headers, file.content)
        start = int(asked[1])
        if start >= size:
            return Reply(416, {"Content-Range": f"bytes */{size}", "Content-Length": "0"})
        headers |= {"Content-Range": f"bytes {start}-{size - 1}/{size}", "Content-Length": str(size - start)}
        return Reply(206, headers, file.content[start:])

    def _answer(self, place: Place, reply: Reply) -> None:
        self.hub.asked.append(Asked(place, self.path, {name.lower(): value for name, value in self.headers.items()}))
        reply = self.hub.spoiled(place, reply)
        try:
            self._send_head(reply)
            if self.command == "GET":
                self._send_body(place, reply)
            if reply.cut is not None:
                self._end(reply)
        except OSError:  # the client is gone
            self.close_connection = True

    def _send_head(self, reply: Reply) -> None:
        if reply.raw is not None:
            self.wfile.write(reply.raw)
            self.close_connection = True
            return
        self.send_response_only(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if "Content-Length" not in reply.headers and "Transfer-Encoding" not in reply.headers:
            self.send_header("Connection", "close")  # the end of the body is the end of the connection
            self.close_connection = True
        self.end_headers()

    def _send_body(self, place: Place, reply: Reply) -> None:
        chunked = "Transfer-Encoding" in reply.headers
        body = memoryview(reply.body[: reply.cut])
        for start in range(0, len(body), PIECE):
            piece = body[start : start + PIECE]
            time.sleep(reply.pause)
            self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece) if chunked else piece)
            if place == "cdn":
                self.hub.sent += len(piece)
        if chunked and reply.cut is None:
            self.wfile.write(b"0\r\n\r\n")

    def _end(self, reply: Reply) -> None:
        """In the middle of an answer."""
        self.close_connection = True
        if reply.then == "stall":
            self.hub.ended.wait(30)
        if reply.then == "reset":
            time.sleep(0.05)  # so that what was sent is read: a reset throws it away
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
