"""Which tests in browsers may run beside others."""

from typing import Final

FOLDER: Final = "tests/e2e/"
UNHURRIED: Final = frozenset(
    {
        "accessibility",
        "chat",
        "documents",
        "files",
        "inviting",
        "keyboard",
        "markup",
        "own_origin",
        "refusals",
        "touch",
    }
)
"""Of these nothing is a matter of fractions of a second."""


def piece(nodeid: str) -> str | None:
    """Return which tests in browsers a test belongs to, ``None`` if it needs none."""
    if not nodeid.startswith(FOLDER):
        return None
    subject = nodeid.removeprefix(FOLDER + "test_").partition(".")[0]
    return "unhurried" if subject in UNHURRIED else "meetings"
