"""The bare stack that our start is measured against: Typer, PyYAML, a Rich table or countdown, nothing else."""

import time

import typer

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
TEXT = "\n".join(f"- {{name: stretch {n}, hold: 20}}" for n in range(8))


def read():
    """Return the parsed text."""
    import yaml

    return yaml.load(TEXT, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


@app.command("list")
def list_():
    """Print a table."""
    from rich.console import Console
    from rich.table import Table

    table = Table("name", "hold")
    for row in read():
        table.add_row(row["name"], str(row["hold"]))
    Console().print(table)


@app.command()
def hold(seconds: float):
    """Count down, four times a second."""
    from rich.console import Console, Group
    from rich.live import Live
    from rich.progress_bar import ProgressBar
    from rich.text import Text

    read()
    end = time.monotonic() + seconds
    with Live(console=Console(), screen=True, auto_refresh=False) as live:
        while (left := end - time.monotonic()) > 0:
            whole = -int(-left // 1)
            clock = Text(f"{whole // 60}:{whole % 60:02d}")
            live.update(Group(clock, ProgressBar(seconds, seconds - left)), refresh=True)
            time.sleep(0.25)


if __name__ == "__main__":
    app()
