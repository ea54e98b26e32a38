"""A session as an animated SVG: each row of the screen is drawn once for as long as it stays the same."""

import re
from collections import defaultdict
from io import StringIO

from rich.console import Console

_PARTS = (
    "{styles}\0{matrix}\0{backgrounds}\0{width}\0{height}\0{terminal_x}\0{terminal_y}\0{chrome}\0{line_height}"
)
_ELEMENT = re.compile(r"<(?:text|rect)\b[^>]*?(?:/>|>[^<]*</text>)")
_STYLE = re.compile(r"\.\w+-(r\d+) \{ ?(.*?) ?\}")
_BLANK = re.compile(r">(?:&#160;|\s)*</text>")
_CLASS = re.compile(r'class="m-(r\d+)"')
_LEFT_OUT = re.compile(r' clip-path="[^"]*"| shape-rendering="[^"]*"')
_FONT = "font-family:'Fira Code','DejaVu Sans Mono',Menlo,Consolas,monospace;font-size:20px;white-space:pre"


class MovingPicture:
    """Collects screens, each with the second it is shown from, and writes them as one SVG."""

    def __init__(self, title, columns):
        self._title = title
        self._columns = columns
        self._styles = {}
        self._starts = []
        self._rows = defaultdict(lambda: defaultdict(list))  # by row and content, the numbers of its screens
        self._frame = []

    def add(self, at, rows):
        """Show these rows from a second on."""
        console = Console(
            record=True, width=self._columns, file=StringIO(), force_terminal=True, legacy_windows=False
        )
        for row in rows:
            console.print(row, no_wrap=True, overflow="ignore", crop=True)
        styles, matrix, backgrounds, *self._frame = console.export_svg(
            title=self._title, unique_id="m", code_format=_PARTS
        ).split("\0")
        names = {
            name: self._styles.setdefault(rules, f"s{len(self._styles)}")
            for name, rules in _STYLE.findall(styles)
        }
        height = float(self._frame[-1])
        content = defaultdict(str)
        for element in _ELEMENT.findall(backgrounds + matrix):
            y = float(re.search(r' y="([\d.]+)"', element)[1])
            row = int((y - 1) // height) if element.startswith("<rect") else round(y / height - 0.8)
            if not _BLANK.search(element):
                content[row] += _CLASS.sub(lambda found: f'class="{names[found[1]]}"', _LEFT_OUT.sub("", element))
        for row, drawn in content.items():
            self._rows[row][drawn].append(len(self._starts))
        self._starts.append(at)

    def svg(self, seconds):
        """Return the whole of it as a loop of so many seconds."""
        width, height, left, top, chrome, _ = self._frame
        styles = "".join(f".{name}{{{rules}}}" for rules, name in self._styles.items())
        shown = "".join(
            self._group(drawn, frames, seconds)
            for _, contents in sorted(self._rows.items())
            for drawn, frames in contents.items()
        )
        return (
            f'<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg"><title>{self._title}</title>'
            f"<style>text{{{_FONT}}}.m-title{{font-family:arial,sans-serif;font-weight:bold}}"
            f'{styles}</style>{chrome}<g transform="translate({left},{top})">{shown}</g></svg>\n'
        )

    def _group(self, drawn, frames, seconds):
        """Return what is drawn in these screens only; without animations it is there if it is in the first."""
        if len(frames) == len(self._starts):
            return f"<g>{drawn}</g>"
        there = [number in set(frames) for number in range(len(self._starts))]
        turns = [n for n in range(len(there)) if n == 0 or there[n] != there[n - 1]]
        values = ";".join("visible" if there[n] else "hidden" for n in turns)
        times = ";".join(f"{self._starts[n] / seconds:.4f}".rstrip("0").rstrip(".") for n in turns)
        first, how = values.split(";")[0], 'calcMode="discrete" repeatCount="indefinite"'
        turning = f'dur="{seconds:g}s" values="{values}" keyTimes="{times}"'
        return f'<g visibility="{first}">{drawn}<animate attributeName="visibility" {how} {turning}/></g>'
