"""Every rule at once: a guided random meeting in which the invariants hold at every step."""

from collections import Counter
from collections.abc import Iterable
from typing import get_args

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from reconvene.meeting.commands import Command
from reconvene.meeting.events import Event
from reconvene.meeting.refusals import Code
from tests.support.busy import BusyMachine
from tests.support.machine import Reach

RUN = settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=100,
    stateful_step_count=40,
    suppress_health_check=list(HealthCheck),
)


def unreached(expected: Iterable[str], reached: Counter[str], least: int) -> dict[str, int]:
    return {name: reached[name] for name in expected if reached[name] < least}


@pytest.mark.timeout(300)  # about 20 s of computing; a busy machine takes its time
def test_the_invariants_hold_in_any_meeting_and_everything_is_reached() -> None:
    """RT1, RT2, CF4, MV1, EN1, TM3 and replay, at every step; every event, command and refusal occurs."""
    reach = Reach()
    machine = type("Machine", (BusyMachine,), {"reach": reach})
    run_state_machine_as_test(machine, settings=RUN)
    assert not unreached((kind.__name__ for kind in get_args(Event)), reach.events, 5)
    assert not unreached((kind.__name__ for kind in get_args(Command)), reach.commands, 20)
    assert not unreached(Code, reach.refusals, 1)
    assert not unreached(("move completed", "move into a room completed"), reach.things, 100)
    rare = ("ended unseen", "time ran out", "reopened", "room with people deleted")
    assert not unreached(rare, reach.things, 5)
