"""The command that offers a session to the phone, as it is used: at a terminal, in a pipe, by a phone."""

import re
import socket
import sys
from urllib.error import HTTPError
from urllib.request import ProxyHandler, build_opener

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from run_program import backcare
from yaml_files import write

SHORT = """
name: Short
stretches:
  - name: </script><img src=x onerror=alert(1)>
    hold: 2
    steps: [Sit.]
    seconds: {setup: 1, move: 1, release: 1}
"""
HERE = ("--no-voice", "--address", "127.0.0.1", "--port", "38421")


@pytest.fixture
def short(tmp_path):
    return str(write(tmp_path / "short.yaml", SHORT))


def fetch(url):
    """What a phone in the same network gets, and its status."""
    try:
        with build_opener(ProxyHandler({})).open(url, timeout=60) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()


def test_it_shows_a_code_and_the_address_gives_the_page_and_is_gone_after_ctrl_c(start, short):
    run = start("phone", short, *HERE).see("Scan or type it on a phone")
    assert "█▀" in run.text
    url = re.search(r"http://127\.0\.0\.1:\d+/\S{16}", run.text)[0]
    assert fetch(url[:-1])[0] == 404
    assert "The phone has it" not in run.text
    status, page = fetch(url)
    assert status == 200
    assert page.startswith("<!doctype html>")
    assert "<img" not in page
    run.see("The phone has it")
    assert fetch(url) == (200, page)  # a second device
    assert run.end(pressing="\x03") == 130
    assert b"Traceback" not in run.raw
    port = int(re.search(r":(\d+)/", url)[1])
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))


def test_where_a_code_cannot_be_shown_the_address_is_there_as_text(start, short):
    run = start("phone", short, *HERE, environment={"LC_ALL": "C", "LANG": "C"}).see("http://127.0.0.1:")
    assert b"\xe2\x96" not in run.raw  # no block
    assert run.end(pressing="\x03") == 130
    narrow = start("phone", short, *HERE, columns=30).see("Scan or type it")
    assert "█" not in narrow.text
    assert narrow.end(pressing="\x03") == 130


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["nothing-like-it"], 1, "nothing-like-it"),
        (["postpartum", "--address", "home"], 2, "'home' is no address"),
        (["postpartum", "--address", "::"], 2, "is not one address of this machine"),
        (["postpartum", "--address", "203.0.113.7"], 1, "203.0.113.7 is no address of this machine"),
        (["postpartum", "--port", "0"], 2, "--port"),
        (["postpartum", "--port", "70000"], 2, "--port"),
        (["postpartum", "--port", "http"], 2, "--port"),
    ],
)
def test_what_cannot_be_offered_is_said_at_once(arguments, code, said):
    ran = backcare("phone", *arguments)
    assert ran.returncode == code
    assert said in ran.stderr
    assert ran.stdout == ""
