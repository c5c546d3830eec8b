"""The article step by step, as documented: every test it names exists."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
TESTS = Path(__file__).parent


def test_every_step_of_the_article_names_a_test_that_exists() -> None:
    """`docs/article.md` is a promise; whoever renames a test keeps it."""
    words = set(re.findall(r"`([^`\n]+)`", (ROOT / "docs" / "article.md").read_text()))
    named = {word for word in words if word.startswith("test_")}
    files = {word for word in words if word.startswith("tests/")}
    there = {
        name
        for path in TESTS.rglob("test_*.py")
        for name in re.findall(r"^(?:async )?def (test_\w+)", path.read_text(), re.MULTILINE)
    }
    assert named
    assert named <= there, named - there
    assert all((ROOT / file).is_file() for file in files)
