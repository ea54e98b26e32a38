"""A hundred files, good and bad in their shape, for comparing `check` with the schema."""

_STRETCH = "name: Reach\nhold: 15-30\nsteps: [Sit tall.]\n"
_SIDED = "name: Turn\nhold: 20\nsides: [left, right]\n"
_ROUTINE = "name: Morning\n"
_STEPS = "name: Reach\nhold: 20\nsteps: "
_BARE = "name: Reach\nsteps: [Sit.]\n"

_GOOD = [
    _STRETCH,
    *(
        _STRETCH + more
        for more in (
            "stages: [pregnancy]",
            "stages: [postpartum, pregnancy]",
            "stages: []",
            "position: kneeling",
            "equipment: [wall, mat]",
            "equipment: []",
            "purpose: May help ease tension.",
            "purpose: yes",
            "purpose: 2024-01-02",
            "purpose: >\n  May help\n  a little.",
            "purpose: |\n  May help.",
            "purpose: ' May help. '",
            f"purpose: {'x' * 300}",
            f"purpose: ' {'x' * 300}\n  '",
            "purpose: '[red]bold[/red] {0} %s'",
            "cautions: [Gently., Slowly.]",
            "say: {announce: Reach., setup: Sit.}",
            "say: {move: [Breathe in., Lean.]}",
            "say: {}",
            "cautions: {before: [Check the chair.], during: [Smaller is fine.], more: [Gently.]}",
            "cautions: {}",
            "cautions: []",
            "seconds: {setup: 20, move: 7.5, move_again: 0, release: 3, switch: 600}",
            "seconds: {}",
            "source: 'A leaflet: http://example.org/?a=[b]'",
            "purpose: \u0645\u06cc\u200c\u0634\u0648\u062f",
            "purpose: \U0001f469\U0001f3fd\u200d\U0001f4bb",
            "purpose: \u00a0x\u3000",
            "purpose: \u65e9\u6668",
            "sides: []",
        )
    ),
    *(
        _BARE + length
        for length in (
            "hold: 1",
            "hold: 600",
            "hold: 20.5",
            "hold: 1e2",
            "hold: '20'",
            "hold: 15 - 30",
            "hold: 15\u201330",
            "hold: 7.5-10",
            "hold: 1-600",
            "hold: 015-30",
            "reps: {count: 8, seconds: 8}",
            "reps: {count: 8.0, seconds: 7.5}",
        )
    ),
    _STEPS + "{setup: [Sit.], move: [Lean.], hold: [Breathe.], release: [Rise.]}",
    _STEPS + "['{', '}', '{{']",
    _SIDED + "steps: ['To the {side}, not {other}.']",
    _SIDED + "steps: {setup: {left: [a], right: [b]}}",
    _SIDED + "steps: ['{side}']\nsay: {move: {left: a, right: b}, switch: 'Now the {side}.'}",
    _SIDED + "steps: {setup: [Sit.], switch: ['Now {side}.']}\ncautions: {before: ['Your {other} knee.']}",
    _SIDED + "steps: ['{side}']\nsay: {move: {left: [a, b], right: c}}",
    "name: Turn\nhold: 20\nsides: [right]\nsteps: ['{side}']",
    *(
        _ROUTINE + "stretches: " + entries
        for entries in (
            "[reach]",
            "[reach, twist, reach]",
            "[{stretch: reach, hold: 25, repeats: 2}]",
            "[{stretch: reach}]",
            "[{stretch: reach, repeats: 2.0}]",
            "[{name: Towel, hold: 20, steps: [Lift.]}]",
            "[{name: Towel, reps: {count: 8, seconds: 8}, repeats: 3, steps: {setup: [Lift.]}}]",
            f"[{', '.join(['reach'] * 100)}]",
            "[reach]\nstage: pregnancy",
            "[reach]\npurpose: May help.\nsource: Me",
        )
    ),
]
_BAD = [
    "name: Reach",
    "name: Reach\nhold: 20",
    "hold: 20\nsteps: [Sit.]",
    _BARE,
    _STRETCH + "stretches: [reach]",
    *(
        _STRETCH + more
        for more in (
            "holt: 20",
            "Cautions: [Gently.]",
            "position: standin",
            "position: [seated]",
            "position:",
            "stages: pregnancy",
            "stages: [postpartm]",
            "stages: [pregnancy, pregnancy]",
            "purpose:",
            "purpose: ''",
            "purpose: '  '",
            "purpose: true",
            "purpose: 7",
            "purpose: [a]",
            f"purpose: {'x' * 301}",
            "purpose: |\n  May\n  help.",
            'purpose: "a\\e[31mb"',
            'purpose: "a\\u202eb"',
            'purpose: "a\\u200bb"',
            'purpose: "a\\u200db"',
            'purpose: "\\u0645\\u200c"',
            "purpose: \u3164",
            "purpose: \u2800",
            "purpose: a\u034fb",
            'purpose: "\\U000E0041"',
            'purpose: "\\u0301\\u0302"',
            'purpose: "\\u00a0"',
            "purpose: 'To the {side}.'",
            "cautions: ['Your {other} knee.']",
            "cautions: [{Note: gently}]",
            "cautions: [a, a]",
            f"cautions: [{', '.join(f'c{n}' for n in range(21))}]",
            "sides: both",
            "sides: [left, rigth]",
            "sides: [left, left]",
            "seconds: 20",
            "seconds: {setup: 20s}",
            "seconds: {setup: '20'}",
            "seconds: {setup: 1:30}",
            "seconds: {setup: 1e308}",
            "seconds: {setup: .inf}",
            "seconds: {setup: -1}",
            "seconds: {setup: true}",
            "seconds: {swich: 8}",
            "say: {move: []}",
            "cautions: Gently.",
            "cautions: {before: Gently.}",
            "cautions: {later: [Gently.]}",
            "cautions: {before: ['Your {sid} knee.']}",
            "cautions: {more: ['Your {side} knee.']}",
            "say: {move: {left: a}}",
            "say: {move: 'To the {arm}.'}",
            "reps: {count: 8, seconds: 8}",
        )
    ),
    *(
        _BARE + length
        for length in (
            "hold: 0",
            "hold: 601",
            "hold: 0-20",
            "hold: 15-900",
            "hold: soon",
            "hold: 20s",
            "hold: 1:30",
            "hold: true",
            "hold: [15, 30]",
            "hold:",
            "reps: {count: 8}",
            "reps: {count: 8.5, seconds: 8}",
            "reps: {count: 101, seconds: 8}",
            "reps: 8",
        )
    ),
    *(
        _STEPS + steps
        for steps in (
            "Sit.",
            "[]",
            "{move: [Go.]}",
            "{setup: Sit.}",
            "{stup: [Sit.]}",
            "[20]",
            "[Sit., null]",
            "[{Hold: breathe}]",
            "['To the {sid}.']",
            f"[{', '.join('a' * 21)}]",
        )
    ),
    *(
        _ROUTINE + "stretches: " + entries
        for entries in (
            "[]",
            "reach",
            "{reach: 20}",
            "[20]",
            "[[reach]]",
            "[{stretch: reach, hold: 15-20}]",
            "[{stretch: reach, repeats: 0}]",
            "[{stretch: reach, steps: [Sit.]}]",
            "[{strech: reach}]",
            "[{name: Sit, steps: [Sit.]}]",
            "[{name: Sit, hold: 0, steps: [Sit.]}]",
            "[{name: Sit, hold: 20}]",
            f"[{', '.join(['reach'] * 101)}]",
            "[reach]\nstage: postpartm",
            "[reach]\nstage: [pregnancy]",
            "[reach]\nhold: 20",
        )
    ),
]

CORPUS = {f"{word}-{at}": (text, good) for word, good, some in (("good", True, _GOOD), ("bad", False, _BAD))
          for at, text in enumerate(some)}  # fmt: skip

# What depends on another line, on another file or on what a number is not: no schema can say it.
ONLY_CHECKED = {
    "the longer end first": _BARE + "hold: 30-15",
    "sides that no step names": _SIDED + "steps: [Turn.]",
    "a side without sides": _STEPS + "['To the {side}.']",
    "on the back in pregnancy": _STRETCH + "position: supine\nstages: [pregnancy]",
    "a stretch that is not there": _ROUTINE + "stretches: [reech]",
    "a name that makes no id": _ROUTINE + "stretches: [{name: '...', hold: 20, steps: [Sit.]}]",
    "one id twice": _ROUTINE + "stretches: [{name: A, hold: 20, steps: [a]}, {name: a, hold: 20, steps: [a]}]",
    "marks of a script without a letter": _STRETCH + "purpose: \u0651\u0652",
    "not a number": _STRETCH + "seconds: {setup: .nan}",
}
