"""Hand one page over in the home network: one address, one path and nothing else, without threads."""

import errno
import selectors
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum, auto
from http import HTTPStatus
from secrets import compare_digest, token_urlsafe
from types import TracebackType
from typing import Self

from backcare.errors import BackcareError

PORTS_TRIED = 20
MOST_HEAD = 4096  # bytes of a request up to its empty line
MOST_CONNECTIONS = 64  # at once; one more costs the oldest of those that have not asked for anything yet
_PIECE = 65_536  # bytes sent at a time
_TOKEN_BYTES = 12


@dataclass(frozen=True, slots=True)
class Patience:
    """The seconds that a request, the page on its way and a goodbye may take in all."""

    asking: float = 5.0
    sending: float = 120.0
    leaving: float = 5.0


class _Stage(Enum):
    ASKING = auto()
    SENDING = auto()
    LEAVING = auto()  # all is sent: what it still says is thrown away until it closes


@dataclass(slots=True, eq=False)
class _Connection:
    socket: socket.socket
    deadline: float
    stage: _Stage = _Stage.ASKING
    head: bytes = b""
    rest: memoryview = field(default_factory=lambda: memoryview(b""))
    wants_page: bool = False


class PageServer:
    """A listening socket that knows one page, under an address that cannot be guessed.

    `on_taken` is called each time that a browser has loaded the whole page. Whatever else is asked for gets a
    short answer; whoever is too slow or too long gets none.
    """

    def __init__(
        self,
        page: str,
        listener: socket.socket,
        on_taken: Callable[[], None] = lambda: None,
        patience: Patience = Patience(),
    ) -> None:
        self._path = f"/{token_urlsafe(_TOKEN_BYTES)}".encode()
        self._page = page.encode()
        self._listener = listener
        self._on_taken = on_taken
        self._patience = patience
        self._connections: dict[_Connection, None] = {}  # the oldest first
        self._selector = selectors.DefaultSelector()
        listener.setblocking(False)
        self._selector.register(listener, selectors.EVENT_READ)

    @property
    def url(self) -> str:
        """The address of the page."""
        host, port = self._listener.getsockname()[:2]
        return f"http://{f'[{host}]' if ':' in host else host}:{port}{self._path.decode()}"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        for connection in list(self._connections):
            self._drop(connection)
        self._selector.close()
        self._listener.close()

    def serve(self, seconds: float) -> None:
        """Answer for so many seconds."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.step(left)

    def step(self, longest: float) -> None:
        """Wait until something happens, or for so many seconds, and do what is to be done."""
        waits = [one.deadline - time.monotonic() for one in self._connections]
        for key, _ in self._selector.select(max(min([longest, *waits]), 0.0)):
            if key.data is None:
                self._accept()
            else:
                self._go_on(key.data)
        now = time.monotonic()
        for late in [one for one in self._connections if one.deadline <= now]:
            self._drop(late)

    def _accept(self) -> None:
        try:
            new, _ = self._listener.accept()
        except OSError:  # it has gone again, or there are too many open files
            return
        new.setblocking(False)
        if len(self._connections) >= MOST_CONNECTIONS:
            asking = (one for one in self._connections if one.stage is not _Stage.SENDING)
            self._drop(next(asking, next(iter(self._connections))))
        connection = _Connection(new, time.monotonic() + self._patience.asking)
        self._connections[connection] = None
        self._selector.register(new, selectors.EVENT_READ, connection)

    def _go_on(self, connection: _Connection) -> None:
        """Read or send what can be; whoever has gone is dropped."""
        if connection not in self._connections:
            return  # it gave way to a newer one in this very step
        try:
            {_Stage.ASKING: self._read, _Stage.SENDING: self._send, _Stage.LEAVING: self._see_off}[
                connection.stage
            ](connection)
        except BlockingIOError:
            pass
        except OSError:
            self._drop(connection)

    def _read(self, connection: _Connection) -> None:
        received = connection.socket.recv(MOST_HEAD - len(connection.head))
        connection.head += received
        if not received:
            self._drop(connection)
        elif b"\r\n\r\n" in connection.head:
            self._answer(connection)
        elif len(connection.head) == MOST_HEAD:
            self._start_sending(connection, _short(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE))

    def _answer(self, connection: _Connection) -> None:
        method, path, *version = [*connection.head.split(b"\r\n", 1)[0].split(b" "), b"", b""][:4]
        if not version[0].startswith(b"HTTP/1."):
            answer = _short(HTTPStatus.BAD_REQUEST)
        elif method not in (b"GET", b"HEAD"):
            answer = _short(HTTPStatus.METHOD_NOT_ALLOWED, "Allow: GET, HEAD")
        elif not compare_digest(path, self._path):
            answer = _short(HTTPStatus.NOT_FOUND)
        else:
            connection.wants_page = method == b"GET"
            answer = _page_head(len(self._page)) + (self._page if connection.wants_page else b"")
        self._start_sending(connection, answer)

    def _start_sending(self, connection: _Connection, answer: bytes) -> None:
        connection.stage = _Stage.SENDING
        connection.rest = memoryview(answer)
        connection.deadline = time.monotonic() + self._patience.sending
        self._selector.modify(connection.socket, selectors.EVENT_WRITE, connection)

    def _send(self, connection: _Connection) -> None:
        sent = connection.socket.send(connection.rest[:_PIECE])
        connection.rest = connection.rest[sent:]
        if not connection.rest:
            connection.stage = _Stage.LEAVING
            connection.deadline = time.monotonic() + self._patience.leaving
            connection.socket.shutdown(socket.SHUT_WR)
            self._selector.modify(connection.socket, selectors.EVENT_READ, connection)

    def _see_off(self, connection: _Connection) -> None:
        """Wait for the other end to close: then it has read all that was sent."""
        if connection.socket.recv(MOST_HEAD):
            return
        self._drop(connection)
        if connection.wants_page:
            self._on_taken()

    def _drop(self, connection: _Connection) -> None:
        del self._connections[connection]
        self._selector.unregister(connection.socket)
        connection.socket.close()


def listen(address: str, port: int) -> socket.socket:
    """Return a socket that listens at an address of this machine, at the first of some ports that is free.

    Raises BackcareError where the address is none of this machine's, or where no port can be had.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    for candidate in range(port, min(port + PORTS_TRIED, 65_536)):
        try:
            return socket.create_server((address, candidate), family=family, backlog=MOST_CONNECTIONS)
        except OSError as error:
            if error.errno == errno.EADDRNOTAVAIL:
                raise BackcareError(f"{address} is no address of this machine") from None
            if error.errno == errno.EACCES:
                raise BackcareError(
                    f"port {candidate} needs more rights: take one from 1024 on, --port N"
                ) from None
            if error.errno != errno.EADDRINUSE:
                raise BackcareError(f"{address}, port {candidate}: {error.strerror or error}") from None
    raise BackcareError(f"no port from {port} to {candidate} is free: name another one, --port N")


def find_address() -> str:
    """Return the address of this machine in its network; empty where it is in none."""
    # Addresses for documentation: connecting a datagram socket chooses the way there and sends nothing.
    for family, anywhere in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((anywhere, 9))
            found = str(probe.getsockname()[0])
            if not found.startswith(("127.", "::1", "fe80:")):
                return found
    return ""


def _page_head(length: int) -> bytes:
    # It may be kept: a browser that let go of the tab finds it again when the laptop has long been closed.
    return _head(HTTPStatus.OK, "text/html", length, "Cache-Control: private, max-age=86400, immutable")


def _short(status: HTTPStatus, *more: str) -> bytes:
    body = f"{status.phrase}\n".encode()
    return _head(status, "text/plain", len(body), "Cache-Control: no-store", *more) + body


def _head(status: HTTPStatus, kind: str, length: int, *more: str) -> bytes:
    lines = (
        f"HTTP/1.1 {status.value} {status.phrase}",
        f"Content-Type: {kind}; charset=utf-8",
        f"Content-Length: {length}",
        "Connection: close",
        "X-Content-Type-Options: nosniff",
        "Referrer-Policy: no-referrer",
        "Content-Security-Policy: frame-ancestors 'none'",
        *more,
    )
    return "\r\n".join((*lines, "", "")).encode("ascii")
