"""The command `phone`."""

import sys
from ipaddress import ip_address
from shutil import get_terminal_size
from typing import Annotated

import typer

from backcare.cli.context import config_of, find_routine, read_guidance
from backcare.cli.options import RoutineName, TipsOption, number_option, shares
from backcare.errors import BackcareError, UsageError
from backcare.planning.build import PlanOptions
from backcare.settings.session_settings import SessionSettings
from backcare.terminal.output import print_rich, print_text, shows_unicode
from backcare.text import format_clock, quote

OFFERED = 600.0  # seconds


@shares("options", PlanOptions, "hold repeats minutes rest lead_in")
@shares("settings", SessionSettings, "voice hush voice_name voice_rate")
def phone(
    ctx: typer.Context,
    name: RoutineName,
    *,
    options: PlanOptions,
    settings: SessionSettings,
    tips: TipsOption = True,
    address: Annotated[
        str | None, typer.Option(metavar="IP", help="Offer it at this address of this machine.")
    ] = None,
    port: Annotated[int, number_option("port", "whole", "N", "Where it is in use, the next one.", None)] = 8421,
) -> None:
    """Offer a session to your phone: scan the code.

    The phone has it then, with sound and pictures, and needs nothing more. Only that one page is offered, in the
    home network, for ten minutes or until Ctrl-C.

    \b
    backcare phone postpartum
    """
    from backcare.cli.personalise import personal_plan
    from backcare.phone.server import PageServer, listen
    from backcare.runner.make_page import make_page

    guidance = read_guidance()
    found = find_routine(name)
    plan = personal_plan(found, options, config_of(ctx), guidance, None, tips=tips, takes_without=False)
    with listen(_own_address(address, found.id), port) as listener:
        page, seconds = make_page(plan, guidance, settings)
        with PageServer(page, listener, _say_taken) as server:
            _print_offer(f"{plan.name}: {format_clock(seconds)}", server.url)
            server.serve(OFFERED)
    print_text("The ten minutes are over: it is offered no more.")


def _own_address(typed: str | None, name: str) -> str:
    """Return the address that was typed, or else this machine's own.

    Raises UsageError for what is none, BackcareError where this machine is in no network.
    """
    from backcare.phone.server import find_address

    if typed is None:
        if found := find_address():
            return found
        raise BackcareError(
            f"this machine is in no network; backcare export {name} -o session.html makes a page to send"
        )
    try:
        address = ip_address(typed)
    except ValueError:
        raise UsageError(f"--address: {quote(typed)} is no address: four numbers as in 192.168.1.20") from None
    if address.is_unspecified or address.is_multicast:
        raise UsageError(f"--address: {address} is not one address of this machine, such as 192.168.1.20")
    return str(address)


def _print_offer(title: str, url: str) -> None:
    """Show the code, at a terminal that has room for it, and the address as text."""
    print_text(title)
    if sys.stdout.isatty() and shows_unicode():
        from backcare.screen.qr_code import qr_rows

        rows = qr_rows(url)
        if rows[0].cell_len <= get_terminal_size().columns:
            for row in rows:
                print_rich(row)
    print_text(url)
    print_text("Scan or type it on a phone in the same network. Ten minutes, or until Ctrl-C.")


def _say_taken() -> None:
    print_text("The phone has it and needs nothing more. A second one may still load it.")
