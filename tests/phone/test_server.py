"""The server of one page: it gives that page to whoever knows its address, and nothing to anybody else."""

import contextlib
import socket
import struct
from urllib.parse import urlsplit

import pytest

from backcare.errors import BackcareError
from backcare.phone.server import MOST_CONNECTIONS, MOST_HEAD, PageServer, Patience, listen

HERE = "127.0.0.1"
PAGE = "<!doctype html>" + "the page " * 50_000
SOME_PORT = 0  # the system chooses
NOT_OURS = "203.0.113.7"  # an address for documentation


class Offered:
    """A server that runs whenever a client of it waits, and how often the page was taken."""

    def __init__(self, **patience):
        self.taken = 0
        self.server = PageServer(PAGE, listen(HERE, SOME_PORT), self.take, Patience(**patience))
        self.address = urlsplit(self.server.url)
        self.path = self.address.path.encode()

    def take(self):
        self.taken += 1

    def connect(self):
        client = socket.create_connection((self.address.hostname, self.address.port))
        client.setblocking(False)
        return client

    def send(self, client, request):
        """Send all of a request; the server may close while it still comes."""
        while request:
            try:
                request = request[client.send(request) :]
            except BlockingIOError:
                self.server.step(0.01)
            except OSError:
                return

    def answer(self, client):
        """What a client is told before the server closes."""
        told = b""
        while True:
            with contextlib.suppress(BlockingIOError):
                try:
                    received = client.recv(65_536)
                except ConnectionError:
                    return told
                if not received:
                    client.close()
                    self.server.step(0.05)  # it sees the client go
                    return told
                told += received
            self.server.step(0.01)

    def ask(self, request):
        client = self.connect()
        self.send(client, request)
        return self.answer(client)


@pytest.fixture
def offered():
    one = Offered()
    with one.server:
        yield one


def get(path, *more):
    return b"\r\n".join((b"GET " + path + b" HTTP/1.1", b"Host: x", *more, b"", b""))


def test_who_knows_the_address_gets_the_whole_page_and_may_keep_it(offered):
    head, body = offered.ask(get(offered.path)).split(b"\r\n\r\n", 1)
    assert head.startswith(b"HTTP/1.1 200 OK\r\n")
    assert b"Content-Type: text/html; charset=utf-8" in head
    assert f"Content-Length: {len(PAGE)}".encode() in head
    assert b"Cache-Control: private, max-age=86400" in head
    assert body == PAGE.encode()
    assert offered.taken == 1


def test_the_address_cannot_be_guessed_and_is_another_one_each_time(offered):
    again = Offered()
    with again.server:
        assert again.path != offered.path
        assert len(offered.path) == len("/") + 16


def test_a_head_is_only_a_head_and_takes_nothing(offered):
    answer = offered.ask(get(offered.path).replace(b"GET", b"HEAD", 1))
    assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
    assert answer.endswith(b"\r\n\r\n")
    assert offered.taken == 0


def hostile_requests(path):
    """Two hundred requests of all sorts that know the address of the machine, and some of them the path."""
    for other in (
        b"/",
        b"//",
        b"/favicon.ico",
        b"/index.html",
        b"/../../etc/passwd",
        b"/%2e%2e/",
        b"/\x00",
        b"*",
    ):
        yield get(other)
        yield get(b"http://127.0.0.1" + other)
        yield get(path + other)
        yield get(path[:-1] + other)
    for changed in (path + b"?", path + b"?x=1", path + b"#a", path[1:], b"/" + path, path.swapcase(), path[:8]):
        yield get(changed)
    for method in (
        b"POST",
        b"PUT",
        b"DELETE",
        b"OPTIONS",
        b"CONNECT",
        b"TRACE",
        b"PATCH",
        b"get",
        b"",
        b"G" * 3000,
    ):
        yield get(path).replace(b"GET", method, 1)
        yield get(path).replace(b"GET", method, 1) + b"x" * 100_000
    for line in (
        b"GET",
        b"GET " + path,
        b"GET  " + path + b" HTTP/1.1",
        b"GET " + path + b" HTTP/2",
        b" ",
        b"\x16\x03\x01",
    ):
        yield line + b"\r\n\r\n"
    for size in (MOST_HEAD + 1, 20_000, 500_000):
        yield get(b"/" + b"a" * size)
        yield get(path, b"X: " + b"a" * size)
        yield b"\x00" * size
        yield b"GET " * size
    for number in range(123):
        yield get(f"/{number:016x}".encode())


def test_two_hundred_hostile_requests_get_short_answers_and_never_the_page(offered):
    requests = list(hostile_requests(offered.path))
    assert len(requests) >= 200
    for request in requests:
        answer = offered.ask(request)
        status = answer.split(b" ")[1] if answer else b"none"
        assert status in (b"400", b"404", b"405", b"431", b"none"), request[:80]
        assert len(answer) < 500
        assert b"the page" not in answer
    assert offered.taken == 0
    assert offered.ask(get(offered.path)).endswith(PAGE.encode())


def test_a_crowd_that_says_nothing_keeps_nobody_from_the_page(offered):
    crowd = []
    for _ in range(3 * MOST_CONNECTIONS):
        crowd.append(offered.connect())
        offered.server.step(0.01)
    assert offered.ask(get(offered.path)).endswith(PAGE.encode())
    for client in crowd:
        client.close()


def test_who_asks_too_slowly_is_told_nothing():
    hasty = Offered(asking=0.05)
    with hasty.server:
        client = hasty.connect()
        for byte in get(hasty.path)[:-1]:
            with contextlib.suppress(OSError):
                client.send(bytes([byte]))
            hasty.server.step(0.005)
        assert hasty.answer(client) == b""
        assert hasty.ask(get(hasty.path)).endswith(PAGE.encode())


def test_who_never_reads_is_left():
    hasty = Offered(sending=0.05)
    with hasty.server:
        client = hasty.connect()
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        others = [hasty.connect() for _ in range(3)]
        hasty.send(client, get(hasty.path))
        for _ in range(20):
            hasty.server.step(0.01)
        assert hasty.taken == 0
        assert hasty.ask(get(hasty.path)).endswith(PAGE.encode())
        for one in (client, *others):
            one.close()


def test_a_phone_that_leaves_in_the_middle_has_not_got_it_and_harms_nothing(offered):
    client = offered.connect()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # it is cut off
    offered.send(client, get(offered.path))
    offered.server.step(0.01)
    client.close()
    for _ in range(5):
        offered.server.step(0.01)
    assert offered.taken == 0
    assert offered.ask(get(offered.path)).endswith(PAGE.encode())
    assert offered.taken == 1


def test_when_it_is_over_nothing_listens_any_more(offered):
    client = offered.connect()
    with offered.server:
        offered.server.serve(0.01)
    assert client.recv(1) == b""
    with pytest.raises(ConnectionRefusedError):
        offered.connect()
    client.close()


def test_a_port_in_use_gives_way_to_the_next():
    with listen(HERE, 47_421) as first:
        port = first.getsockname()[1]
        with listen(HERE, port) as second:
            assert second.getsockname()[1] > port


def test_an_address_of_another_machine_is_told_of():
    with pytest.raises(BackcareError, match=f"{NOT_OURS} is no address of this machine"):
        listen(NOT_OURS, SOME_PORT)


def test_where_no_port_is_free_another_one_is_asked_for():
    with listen(HERE, 65_535), pytest.raises(BackcareError, match="--port"):
        listen(HERE, 65_535)
