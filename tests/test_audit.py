"""The audit of packages: a weakness that is known and a service that did not answer are told apart."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOUND_PYTHON = {"dependencies": [{"name": "a", "version": "1", "vulns": []}], "fixes": []}
WEAK_PYTHON = {
    "dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2"]}]}]
}
SKIPPED_PYTHON = {"dependencies": [{"name": "a", "skip_reason": "not found"}]}
COUNTS = {"dependencies": {"total": 3}}
SOUND_NPM = {"auditReportVersion": 2, "vulnerabilities": {}, "metadata": COUNTS}
FLAW = {"severity": "high", "range": "<2", "via": [{"title": "Bad", "url": "advisory"}, "c"]}
WEAK_NPM = {**SOUND_NPM, "vulnerabilities": {"b": FLAW}}
REFUSED_NPM = {"message": "404 Not Found", "error": {"summary": "", "detail": ""}}
NOTHING = ""


def says(folder: Path, name: str, report: object, code: int) -> str:
    """Make a program that reports so."""
    program = folder / name
    text = report if isinstance(report, str) else json.dumps(report)
    program.write_text(f"#!/bin/sh\ncat <<'END'\n{text}\nEND\necho 'no route to host' >&2\nexit {code}\n")
    program.chmod(0o755)
    return str(program)


@pytest.mark.parametrize(
    ("python", "npm", "code", "said"),
    [
        (SOUND_PYTHON, SOUND_NPM, 0, "npm packages: no weakness is known of these 3."),
        (WEAK_PYTHON, SOUND_NPM, 1, "a 1: PYSEC-1, mended in 2"),
        (SOUND_PYTHON, WEAK_NPM, 1, "b <2: high, Bad (advisory); by c"),
        (NOTHING, SOUND_NPM, 2, "Python packages: the service could not be asked"),
        (NOTHING, SOUND_NPM, 2, "nothing is known of them (no route to host)"),
        (SOUND_PYTHON, REFUSED_NPM, 2, "npm packages: the service could not be asked"),
        (SKIPPED_PYTHON, SOUND_NPM, 2, "Python packages (1 of 1): the service could not be asked"),
        (SOUND_PYTHON, "<html>", 2, "npm packages: the service could not be asked"),
        (WEAK_PYTHON, REFUSED_NPM, 1, "PYSEC-1"),
        (NOTHING, WEAK_NPM, 1, "Bad"),
    ],
)
def test_what_is_known_and_what_could_not_be_asked_have_codes_of_their_own(
    tmp_path: Path, python: object, npm: object, code: int, said: str
) -> None:
    """RT1: nobody takes silence for safety, nor a broken line for a weakness."""
    programs = [says(tmp_path, "pip-audit", python, 1), says(tmp_path, "npm", npm, 1)]
    asked = subprocess.run(
        [sys.executable, ROOT / "scripts" / "audit.py", *programs],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert (asked.returncode, asked.stderr) == (code, "")
    assert said in asked.stdout
