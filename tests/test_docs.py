"""The documents lead somewhere: their links, commands, options and settings exist."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from typer.main import get_group

from reconvene.cli import app

ROOT: Final = Path(__file__).parents[1]
DOCUMENTS: Final = (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"))
COMMANDS: Final = get_group(app).commands
OPTIONS: Final = {option for command in COMMANDS.values() for each in command.params for option in each.opts}
SETTINGS: Final = {each.envvar for command in COMMANDS.values() for each in command.params}


def each(pattern: str, document: Path) -> Iterator[str]:
    """Yield what a pattern finds in a document."""
    return (found[1] for found in re.finditer(pattern, document.read_text(encoding="utf-8"), re.MULTILINE))


def anchors(document: Path) -> set[str]:
    """Return the names under which a document's headings can be linked to."""
    headings = each(r"^#+ (.+)$", document)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(document: Path) -> None:
    """Files and headings; addresses of other sites are not visited."""
    for link in each(r"\]\(([^)\s]+)\)", document):
        path, _, anchor = link.partition("#")
        if not path.startswith(("http://", "https://")):
            target = document.parent / path if path else document
            assert target.exists(), link
            assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_command_there_is_one(document: Path) -> None:
    """Make's targets, ours, their options and their settings."""
    targets = set(each(r"^([a-z0-9]+):.*## ", ROOT / "Makefile"))
    assert set(each(r"(?:`|^)make ([a-z0-9]+)", document)) <= targets
    assert set(each(r"(?:`|/|^)reconvene ([a-z]+)", document)) <= set(COMMANDS)
    assert set(each(r"\b(RECONVENE_\w+)", document)) <= SETTINGS


def test_every_option_in_the_documents_for_operators_is_one() -> None:
    """What stands in backquotes and begins with two dashes."""
    used = {option for name in ("README.md", "docs/operations.md") for option in _options(ROOT / name)}
    assert used <= OPTIONS | {"--help", "--version"}
    assert len(used) > 8


def _options(document: Path) -> Iterator[str]:
    for line in each(r"`((?:reconvene [^`]*)?--[^`]+)`", document):
        yield from re.findall(r"(?<!\S)(--[a-z-]+)", line)
