"""Nothing of the article is lost, and no text of the program says what it may not say."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

import backcare
from backcare.library.library import Library, check_file, shipped_folder
from backcare.model.stretch import Stage
from yaml_files import write

# How many facts of setting up, moving, holding and releasing the article states for each stretch.
FACTS = {
    "seated-upper-back-release": (4, 3, 2, 2),
    "kneeling-upper-back-extension": (9, 3, 2, 2),
    "kneeling-twist": (5, 3, 2, 3),
    "standing-pec-shoulder-stretch": (7, 7, 2, 3),
    "gentle-spinal-twist": (6, 5, 5, 3),
    "doorway-chest-opener": (6, 3, 2, 2),
}
CLAIM = re.compile(r"^(?P<text>.*?)\s{2}# (?P<ids>[A-Z][0-9]+(?: [A-Z][0-9]+)*)$", re.MULTILINE)
LIBRARY = Library(shipped_folder())


def claims(path):
    """Every id that a comment in a file claims, with the text of its line."""
    found = CLAIM.finditer(path.read_text(encoding="utf-8"))
    return [(fact, match["text"].strip(" -")) for match in found for fact in match["ids"].split()]


def guidance_facts(guidance):
    """Every id of a fact that the guidance has, with the text that states it."""
    signs = [sign for tier in guidance.tiers for sign in tier.signs]
    stated = [(one.id, one.text) for one in (guidance.always, *signs, *guidance.principles)]
    return [*stated, *((fact, tip.text) for tip in guidance.tips for fact in (tip.id, *tip.exercises))]


@pytest.mark.parametrize("stretch", FACTS)
def test_every_fact_of_a_stretch_is_claimed_by_exactly_one_line_with_text(stretch):
    stated = {f"{part}{n}" for part, most in zip("SMHR", FACTS[stretch], strict=True) for n in range(1, most + 1)}
    claimed = claims(shipped_folder() / "stretches" / f"{stretch}.yaml")
    assert Counter(fact for fact, _ in claimed) == Counter(stated)
    assert all(re.search("[a-z]", text) for _, text in claimed)


def test_the_facts_of_the_six_stretches_are_ninety_one():
    assert sum(map(sum, FACTS.values())) == 91


def test_every_tip_sign_principle_and_exercise_is_claimed_by_exactly_one_place_with_text():
    stated = {
        f"{kind}{n}"
        for kind, most in (("E", 8), ("T", 16), ("F", 11), ("P", 8), ("B", 4))
        for n in range(1, most + 1)
    }
    others = [path for path in (shipped_folder() / "stretches").glob("*.yaml") if path.stem not in FACTS]
    told = [*guidance_facts(LIBRARY.guidance()[0]), *(claim for path in others for claim in claims(path))]
    assert Counter(fact for fact, _ in told) == Counter(stated)
    assert all(text for _, text in told)


def test_every_text_has_its_source():
    guidance, _ = LIBRARY.guidance()
    entries = (
        *guidance.tiers,
        *guidance.wider.groups,
        *guidance.information,
        *guidance.principles,
        *guidance.tips,
    )
    assert all(entry.source for entry in (guidance.always, *entries))
    assert all(one.source for one in (*LIBRARY.stretches()[0], *LIBRARY.routines()[0]))


def test_the_warning_signs_keep_their_three_tiers():
    guidance, _ = LIBRARY.guidance()
    assert [tier.ask for tier in guidance.tiers[:2]] == [
        "Get medical care promptly",
        "Talk to your healthcare provider",
    ]
    assert [len(tier.signs) for tier in guidance.tiers] == [1, 6, 3]
    assert guidance.wider.label == "From public health sources"
    assert "your emergency number" in guidance.wider.brief


def test_numbness_tingling_and_weakness_are_signs_where_they_come_with_the_pain():
    signs = {sign.id: sign.text for tier in LIBRARY.guidance()[0].tiers for sign in tier.signs}
    assert all(signs[sign_id].endswith("with the pain") for sign_id in ("F3", "F4", "F5"))


def test_a_tearing_pain_is_a_sign_of_an_emergency_in_both_forms_of_the_list():
    guidance, _ = LIBRARY.guidance()
    sign = "a sudden, severe, tearing pain in the chest or between the shoulder blades"
    assert sign in guidance.emergency.signs
    assert sign in guidance.wider.brief
    assert "www2.hse.ie" in guidance.emergency.source


def test_no_tip_for_a_rest_in_pregnancy_takes_a_child_for_granted():
    said = [tip.say for tip in LIBRARY.guidance()[0].tips if tip.say and tip.is_for(Stage.PREGNANCY)]
    assert [text for text in said if re.search(r"\bbaby|\bcarry on\b|\bfeed", text)] == []
    assert "If you carry a child, swap arms often." in said


def texts_of(value):
    """Every text in the data of a file."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [text for inner in value for text in texts_of(inner)]
    return [value] if isinstance(value, str) else []


def shown_by_the_program():
    """Every text in `routines/`, and every literal of the source: messages, help, what is said."""
    for path in shipped_folder().rglob("*.yaml"):
        for text in texts_of(yaml.safe_load(path.read_text(encoding="utf-8"))):
            yield path.name, text
    for path in Path(backcare.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield path.name, node.value


FORBIDDEN = [
    r"\byou have\b",
    r"\b(treats?|cures?|fix(es)?|heals?)\b",
    r"\bsafe for you\b",
    r"\bdiagnos",
    r"\byou should take\b",
    r"\bno need to see\b",
    r"\b(will|always) (help|ease|relieve|work)",
    r"\bpain[- ]free\b",
    r"\bguarantee",
    r"\byou('re| are) fine\b",
    r"\b(slipped|herniated) disc|\barthritis|\bscoliosis|\bfibromyalgia|\bpre-?eclampsia|\bembolism|\bclot\b",
    r"\brelaxin\b",
]


@pytest.mark.parametrize("pattern", FORBIDDEN)
def test_no_text_of_the_program_says_what_it_may_not_say(pattern):
    found = [(place, text) for place, text in shown_by_the_program() if re.search(pattern, text, re.IGNORECASE)]
    assert found == []


def test_the_guard_against_words_reads_data_and_messages():
    texts = [text for _, text in shown_by_the_program()]
    assert any("Up, back and down" in text for text in texts)
    assert any("nothing is left of" in text for text in texts)
    assert backcare.__version__ in texts


PUSHING = re.compile(r"\b(push|force|deeper|no pain)", re.IGNORECASE)


def test_the_voice_invites_and_pushes_nobody():
    said = [
        line
        for stretch in LIBRARY.stretches()[0]
        for words in (stretch.say.announce, stretch.say.setup, stretch.say.move, stretch.say.release)
        for line in (*words.left, *words.right)
    ]
    said += [tip.say for tip in LIBRARY.guidance()[0].tips]
    assert not [line for line in said if PUSHING.search(line)]


def test_what_is_said_in_a_rest_has_at_most_eleven_words():
    assert [tip.id for tip in LIBRARY.guidance()[0].tips if len(tip.say.split()) > 11] == []


def test_a_pregnancy_routine_with_the_spinal_twist_is_refused_with_file_line_and_reason(tmp_path):
    text = "name: Mine\nstage: pregnancy\nstretches:\n  - kneeling-twist\n  - gentle-spinal-twist\n"
    path = write(tmp_path / "mine.yaml", text)
    [fault] = check_file(path, LIBRARY)
    assert str(fault).startswith(f"{path}:5:5: stretches[2]: gentle-spinal-twist is done lying on the back")


@pytest.mark.parametrize("routine", ["desk-break", "quick-relief", "warm-up"])
def test_the_small_routines_are_for_every_stage_and_need_no_floor(routine):
    found = LIBRARY.routine(routine)
    assert all(len(entry.stretch.stages) == 2 for entry in found.items)
    assert {entry.stretch.position for entry in found.items} <= {"seated", "standing"}
