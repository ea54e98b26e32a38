"""Build the wheel from the sdist, install it in a fresh environment outside the checkout, use it from there.

The environment that runs this builds the wheel, and its versions are those that are installed with it.
"""

import json
import os
import subprocess
import sys
import tempfile
import venv
import wave
from pathlib import Path

ROOT = Path(__file__).parents[1]
ENV = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "BACKCARE_"))}


def run(*command, cwd):
    """Run a command; return what it wrote to stdout, or leave with all of its output where it failed."""
    ran = subprocess.run(command, cwd=cwd, env=ENV, capture_output=True, text=True, check=False)
    if ran.returncode:
        sys.exit(f"{' '.join(map(str, command))} ended with {ran.returncode}:\n{ran.stdout}{ran.stderr}")
    return ran.stdout


def main():
    """Build, install and use the wheel in a temporary folder."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        ENV["BACKCARE_HOME"] = str(work / "home")
        # Without --wheel or --sdist, the wheel is built from the sdist and not from the checkout.
        run(sys.executable, "-m", "build", "--no-isolation", "--outdir", work / "dist", ROOT, cwd=work)
        venv.create(work / "venv", with_pip=True)
        scripts = work / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
        [wheel] = (work / "dist").glob("*.whl")
        (work / "versions.txt").write_text(versions(work), encoding="utf-8")
        pip = (scripts / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        run(*pip, "--constraint", "versions.txt", wheel, cwd=work)
        check(scripts / "backcare", work)


def versions(work):
    """Return what is installed here beside the program, as lines of `name==version`."""
    return run(sys.executable, "-m", "pip", "freeze", "--exclude", "backcare", cwd=work)


def check(backcare, work):
    """Check that everything that needs the routines works from the wheel."""
    routines = json.loads(run(backcare, "list", "routines", "--json", cwd=work))
    assert {"pregnancy", "postpartum"} <= {routine["id"] for routine in routines}, routines
    for routine in routines:
        file = Path(routine["file"]).resolve()
        assert work.resolve() in file.parents, f"{file} is not from the wheel"
        plan = json.loads(run(backcare, "routine", routine["id"], "--dry-run", "--json", cwd=work))
        assert plan["seconds"] == sum(phase["seconds"] for phase in plan["phases"])
    lines = run(backcare, "routine", "postpartum", "--plain", "--speed", "200", cwd=work)
    for stretch in ("Pec", "Spinal Twist", "Doorway"):
        assert stretch in lines, lines
    check_export(backcare, work)
    check_page(backcare, work)
    print(f"the wheel works: {len(routines)} routines listed from {work}")


def check_export(backcare, work):
    """Check that the tones are in the wheel: without a voice, a session is made of nothing else."""
    run(backcare, "export", "postpartum", "--no-voice", "-o", "session.wav", cwd=work)
    plan = json.loads(run(backcare, "routine", "postpartum", "--dry-run", "--json", cwd=work))
    hold = next(phase for phase in plan["phases"] if phase["kind"] == "hold")
    with wave.open(str(work / "session.wav")) as sound:
        assert sound.getnframes() == plan["seconds"] * sound.getframerate()
        sound.setpos(hold["starts_at"] * sound.getframerate())
        assert any(sound.readframes(2000)), "the tone that starts the first hold is missing"


def check_page(backcare, work):
    """Check that the files that a page is made of are in the wheel."""
    run(backcare, "export", "postpartum", "--no-voice", "-o", "session.html", cwd=work)
    assert (work / "session.html").read_text(encoding="utf-8").startswith("<!doctype html>")


if __name__ == "__main__":
    main()
