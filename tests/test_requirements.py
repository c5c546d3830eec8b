"""What is installed is what was chosen: every package by its exact version and its contents' hash."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKED = sorted((ROOT / "requirements").glob("*.txt"))
PIN = re.compile(r"[A-Za-z0-9._-]+(\[[a-z,]+\])?==[A-Za-z0-9.!+-]+( ; .+)?")


@pytest.mark.parametrize("file", LOCKED, ids=lambda file: str(file.name))
def test_python_packages_are_pinned_with_hashes_and_come_from_no_fixed_address(file: Path) -> None:
    """RT1: nothing else can be put in their place."""
    text = re.sub(r" *\\\n", " ", file.read_text())
    packages = [line.split() for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    assert packages
    for words in packages:
        hashes = [word for word in words if word.startswith("--hash=")]
        assert PIN.fullmatch(" ".join(word for word in words if word not in hashes)), words
        assert hashes
        assert all(re.fullmatch(r"--hash=sha256:[0-9a-f]{64}", one) for one in hashes), words


def test_npm_packages_are_pinned_with_hashes_and_come_from_no_fixed_address() -> None:
    """RT1: the client's as well."""
    packages = json.loads((ROOT / "client" / "package-lock.json").read_text())["packages"]
    del packages[""]
    assert packages
    for name, package in packages.items():
        assert package["integrity"].startswith("sha512-"), name
        assert "resolved" not in package, name
