"""Write the diagram of a session's states into docs/architecture.md, from the table that the machine runs on."""

from pathlib import Path

from backcare.session.events import Asking
from backcare.session.session import TRANSITIONS
from backcare.session.states import OVER, RUNNING

PAGE = Path(__file__).parents[1] / "docs" / "architecture.md"
BEGIN, END = "<!-- states -->\n", "<!-- /states -->\n"


def diagram(transitions):
    """Return a table of transitions as a Mermaid state diagram: one arrow a pair of states, with its causes."""
    arrows = {}
    for state, rows in transitions.items():
        for cause, transition in rows.items():
            arrows.setdefault((state, transition.target), []).append(cause.name.lower())
    lines = [f"    {_name(a)} --> {_name(b)}: {', '.join(causes)}" for (a, b), causes in arrows.items()]
    ends = [f"    [*] --> {_name(RUNNING)}", f"    {_name(OVER)} --> [*]"]
    return "\n".join(["```mermaid", "stateDiagram-v2", ends[0], *lines, ends[1], "```", ""])


def with_diagram(page):
    """Return a page's text with the diagram between its two markers."""
    head, _, rest = page.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return f"{head}{BEGIN}{diagram(TRANSITIONS)}{END}{tail}"


def _name(state):
    return state.mode.value if state.asking is Asking.NOTHING else f"{state.mode.value}_{state.asking.value}"


if __name__ == "__main__":
    PAGE.write_text(with_diagram(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
