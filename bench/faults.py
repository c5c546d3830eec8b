"""The fault table of ``docs/operations.md``, made of what `make faults` has seen."""

import json
from pathlib import Path
from typing import Any, Final

RESULTS: Final = Path(__file__).parent / "results" / "faults.json"
PAGE: Final = Path(__file__).parents[1] / "docs" / "operations.md"
BEGIN: Final = "<!-- faults: written by make faults -->"
END: Final = "<!-- end of faults -->"


def table(outcomes: list[dict[str, Any]]) -> str:
    """Return the table of these outcomes."""
    rows = [_row(**outcome) for outcome in outcomes]
    head = ["| fault | what people notice | whole again | aim | without pictures |", "|---|---|---|---|---|"]
    return "\n".join([*head, *rows])


def _row(fault: str, seen: str, whole: float, aim: float | None, gap: float | None) -> str:
    aimed = "" if aim is None else f"{aim:g} s, {'met' if whole <= aim else 'missed'}"
    unseen = "" if gap is None else f"{gap:g} s"
    return f"| {fault} | {seen} | {whole:g} s | {aimed} | {unseen} |"


def within(page: str) -> str:
    """Return the table that a page has now."""
    return page.partition(BEGIN)[2].partition(END)[0].strip()


def main() -> None:
    """Put the table of the last run into the page."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    fresh = table(json.loads(RESULTS.read_text(encoding="utf-8")))
    PAGE.write_text(f"{before}{BEGIN}\n{fresh}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
