"""The clocks that a server sees."""

from collections.abc import Mapping
from pathlib import Path


class FakeTime:
    """Time by libfaketime. A step is of the clock alone, or of ``monotonic`` time too, as if it passed."""

    def __init__(self, folder: Path, *, monotonic: bool = False) -> None:
        self._file = folder / "faketime"
        self._monotonic = monotonic
        self.step(0)

    def step(self, seconds: int) -> None:
        """Set the clock so far from the machine's."""
        fresh = self._file.with_suffix(".new")
        fresh.write_text(f"{seconds:+d}\n")
        fresh.replace(self._file)

    @property
    def environment(self) -> Mapping[str, str]:
        """What makes a process see this clock."""
        (library,) = list(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))[:1]
        return {
            "LD_PRELOAD": str(library),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "0" if self._monotonic else "1",
        }
