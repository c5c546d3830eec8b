"""The fault table that operators read is of the last real run."""

import json

from bench import faults


def test_the_fault_table_says_what_was_measured() -> None:
    outcomes = json.loads(faults.RESULTS.read_text(encoding="utf-8"))
    assert outcomes, "make faults has never been run"
    assert faults.within(faults.PAGE.read_text(encoding="utf-8")) == faults.table(outcomes)
