"""`python scripts/audit.py PIP_AUDIT NPM`: ask for known weaknesses of the locked packages.

Neither program's exit code tells a weakness from a service that did not answer, and pip-audit finds all well
in packages that it could not ask for: what counts is what they report. Ends with 0 if no weakness is known,
1 if one is, and 2 if somebody could not be asked and none is known of the rest.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

PATIENCE: Final = 180
"""Seconds that each of the two has; pip-audit asks for one package after the other."""

KNOWN, UNASKED = 1, 2


@dataclass(frozen=True, slots=True)
class Found:
    """What was reported: of how many packages, a line for each weakness, and why some were not looked at."""

    asked: int
    weaknesses: list[str]
    skipped: list[str]


def main(pip_audit: str, npm: str) -> int:
    """Ask both; return the exit code."""
    python = [pip_audit, "--require-hashes", "--disable-pip", "--timeout", "15", "--progress-spinner", "off"]
    python += ["--format", "json", "--requirement", "requirements/guests.txt"]
    client = [npm, "--prefix", "client", "audit", "--omit=dev", "--json"]
    client += ["--fetch-retries=0", "--fetch-timeout=20000"]
    codes = {_ask("Python packages", python, _of_pip_audit), _ask("npm packages", client, _of_npm)}
    return KNOWN if KNOWN in codes else max(codes)


def _ask(what: str, command: Sequence[str], read: Callable[[Any], Found]) -> int:
    try:
        asked = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return _unasked(what, f"no answer in {PATIENCE} s")
    try:
        return _tell(what, read(json.loads(asked.stdout)))
    except (ValueError, KeyError, TypeError, AttributeError):
        return _unasked(what, _last_words(asked.stderr))


def _tell(what: str, found: Found) -> int:
    if found.weaknesses:
        sys.stdout.write(f"{what}: {len(found.weaknesses)} known weaknesses in {found.asked}:\n")
        sys.stdout.writelines(f"  {line}\n" for line in sorted(found.weaknesses))
        return KNOWN
    if found.skipped:
        of = f" ({len(found.skipped)} of {found.asked})" if found.asked else ""
        return _unasked(f"{what}{of}", found.skipped[0])
    sys.stdout.write(f"{what}: no weakness is known of these {found.asked}.\n")
    return 0


def _unasked(what: str, why: str) -> int:
    sys.stdout.write(f"{what}: the service could not be asked, so nothing is known of them ({why}).\n")
    return UNASKED


def _last_words(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return lines[-1][:200] if lines else "it said nothing"


def _of_pip_audit(report: Any) -> Found:  # noqa: ANN401 - JSON
    packages = report["dependencies"]
    weaknesses = [
        f"{one['name']} {one['version']}: {flaw['id']}, mended in {', '.join(flaw['fix_versions']) or 'none'}"
        for one in packages
        for flaw in one.get("vulns", ())
    ]
    return Found(len(packages), weaknesses, [one["skip_reason"] for one in packages if "skip_reason" in one])


def _of_npm(report: Any) -> Found:  # noqa: ANN401 - JSON
    if "message" in report:
        return Found(0, [], [report["message"]])
    weaknesses = [
        f"{name} {one['range']}: {one['severity']}, {'; '.join(_reasons(one))}"
        for name, one in report["vulnerabilities"].items()
    ]
    return Found(report["metadata"]["dependencies"]["total"], weaknesses, [])


def _reasons(flawed: Any) -> list[str]:  # noqa: ANN401 - JSON
    """Return why a package is listed: advisories, or others it needs."""
    return [
        f"by {via}" if isinstance(via, str) else f"{via['title']} ({via['url']})" for via in flawed["via"]
    ]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
