"""A test's surroundings are its own: home, PATH, locale, time zone and window are the same on every machine."""

import os
import shutil
import sys
import time

import pytest
from hypothesis import HealthCheck, settings

# How often a property is tried. How long an example takes says something of the machine only.
for profile, examples in (("dev", 30), ("ci", 100), ("long", 1000)):
    settings.register_profile(
        profile, max_examples=examples, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))

# What Python, the system and whatever measures the tests cannot do without.
KEPT = {"COMSPEC", "PATHEXT", "SYSTEMDRIVE", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "WINDIR"}
KEPT |= {"DYLD_LIBRARY_PATH", "LD_LIBRARY_PATH", "PYTHONPATH"}
KEPT_FAMILIES = ("COV", "HYPOTHESIS_", "PYTEST_")
TOOLS = ("cat", "cmp", "sed", "sh", "stty", "touch")
# Central Europe by its rule, which needs no list of zones; one with summer time, and not the machine's day.
ZONE = "CET-1CEST,M3.5.0,M10.5.0/3"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers():
    """Twice as many workers as cores: a test with a terminal of its own waits more than it computes."""
    return 2 * (os.cpu_count() or 1)


@pytest.fixture(scope="session")
def tools(tmp_path_factory):
    """A folder for PATH: the shell with its small tools, and nothing else that a machine may have."""
    folder = tmp_path_factory.mktemp("tools")
    for name in TOOLS if sys.platform != "win32" else ():
        if found := shutil.which(name):
            (folder / name).symlink_to(found)
    return folder


@pytest.fixture(autouse=True)
def home(tmp_path_factory, tools):
    """A home that is empty; whoever looks for another finds a folder that cannot be made."""
    root = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as environment:
        for name in list(os.environ):
            if name.upper() not in KEPT and not name.startswith(KEPT_FAMILIES):
                environment.delenv(name)
        environment.setenv("BACKCARE_HOME", str(root))
        environment.setenv("HOME", os.devnull)
        environment.setenv("PATH", str(tools))
        environment.setenv("LC_ALL", "C.UTF-8")
        environment.setenv("LANG", "C.UTF-8")
        environment.setenv("TERM", "xterm-256color")
        environment.setenv("BACKCARE_VOICE", "no")  # whoever works beside the tests need not listen to them
        # An empty home is one before the first session, which waits after each set-up: in most tests that is not
        # what they are about, and nobody would press the key.
        environment.setenv("BACKCARE_WAIT", "no")
        if sys.platform != "win32":
            environment.setenv("TZ", ZONE)
            time.tzset()
        yield root
    if sys.platform != "win32":
        time.tzset()


@pytest.fixture
def start():
    """Start the program in a pseudo-terminal; whatever still runs at the end of the test is ended."""
    from real_program import Real

    runs = []

    def begin(*arguments, **more):
        runs.append(Real(*arguments, **more))
        return runs[-1]

    yield begin
    for run in runs:
        run.stop()
