"""The audit of packages: a weakness that is known and a service that did not answer are told apart."""

import gzip
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typing_extensions import override

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


ADVISORY = {
    "id": 1,
    "url": "advisory",
    "title": "Bad",
    "severity": "high",
    "vulnerable_versions": ">=0",
    "cwe": ["CWE-79"],
    "cvss": {"score": 7.5, "vectorString": None},
}


@contextmanager
def registry(status: int, weak: str | None) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Run what npm asks: it posts names with versions, and is answered with those that have advisories."""
    asked: dict[str, list[str]] = {}

    class Advisories(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            """Answer a question, as the public registry does at this address."""
            assert self.path == "/-/npm/v1/security/advisories/bulk"
            asked.update(json.loads(gzip.decompress(self.rfile.read(int(self.headers["Content-Length"])))))
            self._answer(status, {} if weak is None else {weak: [ADVISORY]})

        def do_GET(self) -> None:
            """Know nothing of a package's other versions."""
            self._answer(404, {"error": "Not found"})

        def _answer(self, code: int, body: object) -> None:
            self.send_response(code)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        @override
        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Advisories) as server:
        serving = threading.Thread(target=server.serve_forever)
        serving.start()
        yield f"http://127.0.0.1:{server.server_port}/", asked
        server.shutdown()
        serving.join()


@pytest.mark.parametrize(
    ("status", "weak", "code", "said"),
    [
        (200, None, 0, "npm packages: no weakness is known"),
        (200, "react-dom", 1, "high, Bad (advisory)"),
        (503, None, 2, "npm packages: the service could not be asked"),
    ],
)
def test_npm_itself_asks_for_every_package_of_the_client_and_its_answer_is_understood(
    tmp_path: Path, status: int, weak: str | None, code: int, said: str
) -> None:
    """RT1: over the protocol of the public registry; the packages for development are not asked for."""
    npm = Path(sys.executable).with_name("npm")
    programs = [says(tmp_path, "pip-audit", SOUND_PYTHON, 0), str(npm)]
    with registry(status, weak) as (url, asked):
        audited = subprocess.run(
            [sys.executable, ROOT / "scripts" / "audit.py", *programs],
            capture_output=True,
            text=True,
            cwd=ROOT,
            env={**os.environ, "npm_config_registry": url, "npm_config_cache": str(tmp_path / "cache")},
            check=False,
        )
    assert (audited.returncode, audited.stderr) == (code, "")
    assert said in audited.stdout
    wanted = json.loads((ROOT / "client" / "package.json").read_text(encoding="utf-8"))
    assert wanted["dependencies"].keys() <= asked.keys()
    assert "vitest" in wanted["devDependencies"]
    assert "vitest" not in asked
