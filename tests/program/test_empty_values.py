"""What is typed but empty is answered; it is never taken as not typed."""

import pytest

from run_program import backcare


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("history --since", "--since takes a date"),
        ("check", "the name of the file is empty"),
        ("add", "the name of the file is empty"),
        ("export postpartum -o", "the name of the file is empty"),
        ("tips", "there is no topic called ''"),
        ("show", "there is no stretch called ''"),
        ("hold", "there is no stretch called ''"),
        ("routine", "there is no routine called ''"),
        ("routine postpartum --only", "there is no stretch in postpartum called ''"),
        ("routine postpartum --without", "there is no stretch in postpartum called ''"),
        ("routine postpartum --stage", "--stage: '' is not known here"),
        ("routine postpartum --minutes", "--minutes: '' is not a number"),
        ("new", "'' cannot be a file's name here"),
        ("new mine --from", "there is no routine called ''"),
        ("remove", "'' cannot be a file's name here"),
        ("config set hold", "is empty"),
        ("config unset", "there is no choice called ''"),
        ("list", "list: '' is not known here"),
        ("history answer", "history answer: '' is not a number"),
        ("remind --every", "--every takes 1m to 8h"),
        ("remind --until", "--until takes a time"),
        ("remind --quiet-to 08:00 --quiet-from", "--quiet-from takes a time"),
    ],
)
def test_an_empty_value_is_answered(command, said, home):
    ran = backcare(*command.split(), "")
    assert (ran.returncode in (1, 2), ran.stdout) == (True, "")
    assert ran.stderr.startswith(f"backcare: {said}")
    assert not list(home.rglob("*.yaml"))
