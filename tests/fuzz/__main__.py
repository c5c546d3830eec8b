"""`python -m tests.fuzz`: damaged input for every target, a million pieces in all, then guided by coverage.

With ``--guided SECONDS`` libFuzzer (atheris, where it can be installed) looks for input that reaches code no
other did, a target at a time; what it finds stays in ``test-results/fuzz``. The first failure ends the run
and shows its input.
"""

import argparse
import random
import subprocess
import sys
import time
from importlib.util import find_spec

from tests.fuzz.damage import damaged
from tests.fuzz.targets import Target, targets


def main() -> None:
    """Run what was asked for."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pieces", type=int, default=1_000_000)
    options.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    options.add_argument("--guided", type=int, default=0, metavar="SECONDS")
    chosen = options.parse_args()
    sys.stdout.write(f"seed {chosen.seed}\n")
    for name, target in targets().items():
        _throw(name, target, chosen.pieces // len(targets()), chosen.seed)
    if chosen.guided and find_spec("atheris") is None:
        sys.stdout.write("atheris is not installed on this machine: no guided run\n")
    elif chosen.guided:
        _guide_all(chosen.guided)


def _throw(name: str, target: Target, pieces: int, seed: int) -> None:
    chance = random.Random(f"{name} {seed}")
    begin = time.monotonic()
    for number in range(pieces):
        data = damaged(chance, target.seeds)
        try:
            target.read(data)
        except BaseException:
            sys.stdout.write(f"{name}: piece {number} of seed {seed} broke it: {data[:2_000]!r}\n")
            raise
    taken = time.monotonic() - begin
    sys.stdout.write(f"{name}: {pieces:,} pieces in {taken:.0f} s, {pieces / taken:,.0f} a second\n")
    sys.stdout.flush()


def _guide_all(seconds: int) -> None:
    for name in targets():
        subprocess.run([sys.executable, "-m", "tests.fuzz.guided", name, str(seconds)], check=True)


if __name__ == "__main__":
    main()
