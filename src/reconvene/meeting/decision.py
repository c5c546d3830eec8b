"""A decision being made: the events so far and the state they lead to."""

from dataclasses import dataclass, field

from reconvene.meeting.events import Event
from reconvene.meeting.evolve import evolve
from reconvene.meeting.ids import Millis
from reconvene.meeting.state import Limits, State


@dataclass(slots=True)
class Decision:
    """Collects events while one command is decided, so that later steps see what earlier ones did.

    ``now`` is the time of the decision, ``seed`` its randomness. Dropping a decision undoes it.
    """

    state: State
    now: Millis
    seed: int = 0
    events: list[Event] = field(default_factory=list)
    before: State = field(init=False)

    def __post_init__(self) -> None:
        """Keep the state that the decision starts from."""
        self.before = self.state

    def add(self, event: Event) -> None:
        """Take ``event`` as a fact."""
        self.events.append(event)
        self.state = evolve(self.state, event)

    @property
    def limits(self) -> Limits:
        """The server's limits."""
        return self.state.limits

    def after(self, wait: Millis) -> Millis:
        """Return the time ``wait`` from now."""
        return Millis(self.now + wait)
