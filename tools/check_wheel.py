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
    ran = subprocess.run(command, cwd=cwd, env=ENV, capture_output=True, text=True, check=False)
    if ran.returncode:
        sys.exit(f"{' '.join(map(str, command))} ended with {ran.returncode}:\n{ran.stdout}{ran.stderr}")
    return ran.stdout


def main():
    with tempfile.TemporaryDirectory() as folder:
        there = Path(folder)
        ENV["BACKCARE_HOME"] = str(there / "home")
        # Without --wheel or --sdist, the wheel is built from the sdist and not from the checkout.
        run(sys.executable, "-m", "build", "--no-isolation", "--outdir", there / "dist", ROOT, cwd=there)
        venv.create(there / "venv", with_pip=True)
        scripts = there / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
        [wheel] = (there / "dist").glob("*.whl")
        (there / "versions.txt").write_text(versions(there), encoding="utf-8")
        pip = (scripts / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        run(*pip, "--constraint", "versions.txt", wheel, cwd=there)
        check(scripts / "backcare", there)


def versions(there):
    """What is installed here beside the program, as lines of `name==version`."""
    return run(sys.executable, "-m", "pip", "freeze", "--exclude", "backcare", cwd=there)


def check(backcare, there):
    """Everything that needs the routines works from the wheel."""
    routines = json.loads(run(backcare, "list", "routines", "--json", cwd=there))
    assert {"pregnancy", "postpartum"} <= {routine["id"] for routine in routines}, routines
    for routine in routines:
        file = Path(routine["file"]).resolve()
        assert there.resolve() in file.parents, f"{file} is not from the wheel"
        plan = json.loads(run(backcare, "routine", routine["id"], "--dry-run", "--json", cwd=there))
        assert plan["seconds"] == sum(phase["seconds"] for phase in plan["phases"])
    said = run(backcare, "routine", "postpartum", "--plain", "--speed", "200", cwd=there)
    for stretch in ("Pec", "Spinal Twist", "Doorway"):
        assert stretch in said, said
    export(backcare, there)
    print(f"the wheel works: {len(routines)} routines listed from {there}")


def export(backcare, there):
    """The tones are in the wheel too: without a voice, a session is made of nothing else."""
    run(backcare, "export", "postpartum", "--no-voice", "-o", "session.wav", cwd=there)
    with wave.open(str(there / "session.wav")) as sound:
        assert sound.getnframes() == 235 * sound.getframerate()
        sound.setpos(39 * sound.getframerate())
        assert any(sound.readframes(2000)), "the tone that starts the first hold is missing"


if __name__ == "__main__":
    main()
