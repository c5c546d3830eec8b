"""`python -m tests.fuzz.guided TARGET SECONDS`: libFuzzer's process for one target."""

import random
import sys
from pathlib import Path
from typing import Final

import atheris

with atheris.instrument_imports(include=["reconvene"]):
    from tests.fuzz.targets import targets

from tests.fuzz.damage import RESHAPED, reshaped

FOUND: Final = Path("test-results/fuzz")
LONGEST: Final = 70_000
PATIENCE: Final = 10
"""Seconds after which an input is taken to hang what reads it."""


def main(name: str, seconds: str) -> None:
    """Look for input that reaches code no other did; a failure leaves its input in `FOUND`."""
    folder = FOUND / name.replace(" ", "-")
    folder.mkdir(parents=True, exist_ok=True)
    target = targets()[name]
    for number, seed in enumerate(target.seeds):
        (folder / f"seed-{number}").write_bytes(seed)

    def read(data: bytes) -> None:
        try:
            target.read(data)
        except BaseException:
            # Of faults in native code, which are no `Exception`, libFuzzer keeps no input.
            (folder / "broken").write_bytes(data)
            sys.stdout.write(f"{name}: broken by {data!r}\n")
            raise

    def change(data: bytes, most: int, seed: int) -> bytes:
        """Let libFuzzer change bytes, or change the values of JSON."""
        chance = random.Random(seed)
        other = reshaped(chance, data, target.seeds) if chance.random() < RESHAPED else None
        if other is not None and len(other) <= most:
            return other
        return bytes(atheris.Mutate(data, most))

    flags = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-timeout={PATIENCE}", "-verbosity=1"]
    prefix = f"-artifact_prefix={folder}/"
    atheris.Setup(
        [sys.argv[0], str(folder), prefix, "-print_final_stats=1", *flags], read, custom_mutator=change
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main(*sys.argv[1:])
