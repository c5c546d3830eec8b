"""What a fault did to people, and how long it took until all was whole again."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Outcome:
    """One fault that was caused. Times are seconds; ``aim`` is the most that is aimed at for ``whole``.

    ``whole`` counts from when the cause was over (the server is back, the network returned), or from the
    fault itself where nothing has to return first. ``gap`` is the longest time without pictures.
    """

    fault: str
    seen: str
    whole: float
    aim: float | None = None
    gap: float | None = None


class Outcomes:
    """All outcomes of a test run."""

    def __init__(self) -> None:
        self.noted: list[Outcome] = []

    def note(
        self, fault: str, seen: str, whole: float, aim: float | None = None, gap: float | None = None
    ) -> None:
        """Keep one outcome."""
        shown = None if gap is None else round(gap, 2)
        self.noted.append(Outcome(fault, seen, round(whole, 2), aim, shown))

    def write(self, path: Path) -> None:
        """Put them into a file that may hold others; of the same fault the slowest of this run counts."""
        kept = json.loads(path.read_text()) if path.exists() else []
        outcomes = {outcome["fault"]: outcome for outcome in kept}
        for outcome in sorted(self.noted, key=lambda outcome: outcome.whole):
            outcomes[outcome.fault] = asdict(outcome)
        path.write_text(json.dumps(list(outcomes.values()), indent=1, ensure_ascii=False) + "\n")
