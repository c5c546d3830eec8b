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
from pathlib import Path
from typing import Final

from tests.fuzz.damage import damaged
from tests.fuzz.targets import Target, targets

_FOUND: Final = Path("test-results/fuzz")


def main() -> None:
    """Run what was asked for."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--pieces", type=int, default=1_000_000)
    options.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    options.add_argument("--guided", type=int, default=0, metavar="SECONDS")
    options.add_argument("--guide", metavar="TARGET", help="be libFuzzer's process for one target")
    chosen = options.parse_args()
    if chosen.guide is not None:
        _guide(chosen.guide, chosen.guided)
        return
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
        command = [sys.executable, "-m", "tests.fuzz", "--guide", name, "--guided", str(seconds)]
        subprocess.run(command, check=True)


def _guide(name: str, seconds: int) -> None:
    import atheris  # noqa: PLC0415 - there is none for some machines

    folder = _FOUND / name.replace(" ", "-")
    folder.mkdir(parents=True, exist_ok=True)
    target = targets()[name]
    for number, seed in enumerate(target.seeds):
        (folder / f"seed-{number}").write_bytes(seed)
    atheris.instrument_all()
    flags = [f"-max_total_time={seconds}", "-max_len=70000", "-print_final_stats=1", "-verbosity=0"]
    atheris.Setup([sys.argv[0], str(folder), f"-artifact_prefix={folder}/", *flags], target.read)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
