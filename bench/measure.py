"""Figures and where they come from."""

import json
import os
import platform
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured quantity with every sample taken; ``target`` is the most that is aimed at."""

    name: str
    unit: str
    samples: tuple[float, ...]
    target: float | None = None
    note: str = ""
    summary: dict[str, float] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Work out median and spread."""
        ordered = sorted(self.samples)
        last = len(ordered) - 1
        self.summary.update(
            median=round(median(ordered), 3),
            p10=round(ordered[round(last * 0.1)], 3),
            p90=round(ordered[round(last * 0.9)], 3),
        )

    def row(self) -> str:
        """Return one line of the table."""
        value = self.summary["median"]
        spread = "" if len(self.samples) == 1 else f" ({self.summary['p10']:g} to {self.summary['p90']:g})"
        aim, met = "", ""
        if self.target is not None:
            aim, met = f"at most {self.target:g}", "met" if value <= self.target else "missed"
        cells = (self.name, f"{value:g} {self.unit}{spread}", len(self.samples), aim, met, self.note)
        return f"| {' | '.join(map(str, cells))} |"


def keep(figures: list[Figure], part: str) -> str:
    """Write a part's figures as PART.json, with what they were measured on; return them as a table."""
    RESULTS.mkdir(exist_ok=True)
    report = {"about": _about(), "figures": [asdict(figure) for figure in figures]}
    (RESULTS / f"{part}.json").write_text(json.dumps(report, indent=1) + "\n")
    return _section(part)


def keep_table(parts: Sequence[str]) -> None:
    """Write the figures that are kept of these parts as one table, README.md."""
    kept = [part for part in parts if (RESULTS / f"{part}.json").exists()]
    (RESULTS / "README.md").write_text("# Measured\n\n" + "\n".join(map(_section, kept)))


def _section(part: str) -> str:
    report = json.loads((RESULTS / f"{part}.json").read_text())
    about, figures = report["about"], report["figures"]
    rows = [
        Figure(one["name"], one["unit"], tuple(one["samples"]), one["target"], one["note"]).row()
        for one in figures
    ]
    lines = [
        f"## {part}",
        f"{about['date']}, commit {about['commit']}. {about['machine']}, Python {about['python']},",
        f"{about['janus']}, {about['chromium']}. Median (10th to 90th percentile).",
        "",
        "| what | measured | samples | aim | | |",
        "|---|---|---|---|---|---|",
        *rows,
    ]
    return "\n".join(lines) + "\n"


def _about() -> dict[str, Any]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} cores, {memory:.0f} GiB, load {os.getloadavg()[0]:.1f} at the end",
        "python": platform.python_version(),
        "janus": _first_line("janus", "--version"),
        "chromium": _first_line("chromium", "--version"),
        "commit": _first_line("git", "rev-parse", "--short", "HEAD"),
    }


def _first_line(program: str, *arguments: str) -> str:
    found = shutil.which(program)
    if found is None:
        return f"no {program}"
    answer = subprocess.run([found, *arguments], capture_output=True, text=True, check=False)
    return (answer.stdout or answer.stderr).strip().partition("\n")[0]
