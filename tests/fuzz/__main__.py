"""`python -m tests.fuzz`: damaged input for every target, a million pieces in all, then guided by coverage.

With ``--guided SECONDS`` libFuzzer (atheris, where it can be installed) looks for input that reaches code no
other did, a target at a time; what it finds stays in ``test-results/fuzz``. The first failure ends the run
and shows its input.
"""

import argparse
import random
import re
import subprocess
import sys
import time
from importlib.util import find_spec

from tests.fuzz.damage import changed
from tests.fuzz.targets import Target, targets


def main() -> None:
    """Run what was asked for."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pieces", type=int, default=1_000_000)
    options.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    options.add_argument("--guided", type=int, default=0, metavar="SECONDS")
    options.add_argument("--target", action="append", choices=tuple(targets()), help="these alone")
    chosen = options.parse_args()
    names: list[str] = chosen.target or list(targets())
    sys.stdout.write(f"seed {chosen.seed}\n")
    for name in names:
        _throw(name, targets()[name], chosen.pieces // len(targets()), chosen.seed)
    if chosen.guided and find_spec("atheris") is None:
        sys.stdout.write("atheris is not installed on this machine: no guided run\n")
    elif chosen.guided:
        for name in names:
            _guide(name, chosen.guided)


def _throw(name: str, target: Target, pieces: int, seed: int) -> None:
    chance = random.Random(f"{name} {seed}")
    begin = time.monotonic()
    for number in range(pieces):
        data = changed(chance, target.seeds)
        try:
            target.read(data)
        except BaseException:
            sys.stdout.write(f"{name}: piece {number} of seed {seed} broke it: {data[:2_000]!r}\n")
            raise
    taken = time.monotonic() - begin
    sys.stdout.write(f"{name}: {pieces:,} pieces in {taken:.1f} s\n")
    sys.stdout.flush()


def _guide(name: str, seconds: int) -> None:
    """Run a target's guided search; end the run where it found something or saw no code."""
    command = [sys.executable, "-m", "tests.fuzz.guided", name, str(seconds)]
    searched = subprocess.run(command, capture_output=True, text=True, check=False)
    seen = [int(found) for found in re.findall(r"\bcov: (\d+)", searched.stderr)]
    tried = re.search(r"number_of_executed_units: (\d+)", searched.stderr)
    if searched.returncode or not seen or tried is None:
        sys.exit(f"{name}: {searched.stdout}{searched.stderr}")
    sys.stdout.write(f"{name}: {int(tried[1]):,} pieces guided, places in the code {seen[0]} to {seen[-1]}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
