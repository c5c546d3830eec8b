"""How the tests are cut into pieces, each of which one process runs in its order."""

from typing import Final

_BROWSERS: Final = "tests/e2e/"

_UNHURRIED: Final = frozenset(
    f"{_BROWSERS}test_{name}.py"
    for name in ("accessibility", "chat", "documents", "files", "keyboard", "markup")
)
"""Browser tests without countdowns that must be right to the second: others may run beside them."""


def piece(nodeid: str) -> str:
    """Return the name of a test's piece; tests without browsers are dealt out one by one."""
    if nodeid.partition("::")[0] in _UNHURRIED:
        return "unhurried browsers"
    return "browsers" if nodeid.startswith(_BROWSERS) else nodeid


def turn(nodeid: str) -> int:
    """Return a piece's turn: the longest that disturbs nobody first, those with clocks last and alone."""
    return {"unhurried browsers": 0, "browsers": 2}.get(piece(nodeid), 1)
