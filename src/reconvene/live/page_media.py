"""The media connections of one page, as far as the server knows them."""

from dataclasses import dataclass, field

from reconvene.live.ports import HeldMedia, IceCandidate
from reconvene.media.feeds import Slot, Switch
from reconvene.media.slots import HIGH
from reconvene.media.wanted import Wanted
from reconvene.meeting.ids import Direction, PersonId, Source
from reconvene.wire.frames import Candidate, ServerCandidate, Slots, SlotUse


@dataclass(slots=True)
class PageMedia:
    """One attempt of one page to have media.

    ``up`` and ``down`` say whether media flows. ``carried`` is the switch last confirmed for each slot; a
    slot that is missing is in an unknown state. ``busy`` while a request is under way, ``retiring`` when
    the connections are about to be taken down. ``settled`` is what the slots are known to carry, if nothing
    was left to switch for it. Layers of pictures are left alone until ``sharpen_at`` (seconds of the event
    loop's clock); ``helped_at`` is when a picture that stood still was last helped. ``arriving`` says of each
    source and layer whether the media server receives it; of what is missing that is unknown.
    """

    page: str
    attempt: int
    slots: tuple[Slot, ...] = ()
    carried: dict[str, Switch] = field(default_factory=dict)
    up: bool = False
    down: bool = False
    busy: bool = False
    retiring: bool = False
    settled: Wanted | None = None
    sharpen_at: float = 0.0
    helped_at: float = float("-inf")
    arriving: dict[tuple[Source, int], bool] = field(default_factory=dict)

    @property
    def origin(self) -> str:
        """Name this attempt for the media server, which gives it back after a restart."""
        return f"{self.page}.{self.attempt}"

    @property
    def known(self) -> bool:
        """Whether it is known of every slot what it carries; after a restart it is not at first."""
        return bool(self.slots) and len(self.carried) == len(self.slots)

    @classmethod
    def of_held(cls, held: HeldMedia) -> "PageMedia":
        """Return the media that the media server still holds of an attempt that was named by `origin`."""
        page, _, attempt = held.page.rpartition(".")
        carried = {switch.mid: switch for switch in held.carried}
        return cls(page, int(attempt), held.slots, carried, held.up, held.down)

    def opened(self, direction: Direction) -> None:
        """Take note that media flows on one of the connections."""
        if direction == "up":
            self.up = True
        else:
            self.down = True

    def begin_anew(self) -> None:
        """Forget what the slots carry, and what was under way."""
        self.carried.clear()
        self.settled = None
        self.busy = self.retiring = False

    def all_idle(self, slots: tuple[Slot, ...]) -> None:
        """Take over a new subscriber connection, whose slots all are on the dummy."""
        self.slots = slots
        self.carried = {slot.mid: Switch(slot.mid, None, HIGH) for slot in slots}

    def candidate(self, direction: Direction, candidate: IceCandidate | None) -> ServerCandidate:
        """Return what the page is told of a candidate of the media server."""
        told = None if candidate is None else Candidate.model_validate(candidate)
        return ServerCandidate(attempt=self.attempt, connection=direction, candidate=told)

    def carries(self, person: PersonId) -> bool:
        """Return whether a slot carries, or may carry, a feed of ``person``."""
        return any(
            switch.feed is not None and switch.feed.person == person for switch in self.carried.values()
        )

    def sends(self, source: Source) -> bool:
        """Return whether the media server receives a source, as far as is known."""
        layers = [arrives for (seen, _), arrives in self.arriving.items() if seen == source]
        return not layers or any(layers)

    def doubt(self, person: PersonId) -> None:
        """Take note that the connection is gone, or another one, from which slots carry a person's feeds."""
        for mid in [mid for mid, one in self.carried.items() if one.feed and one.feed.person == person]:
            del self.carried[mid]
            self.settled = None

    def frame(self) -> Slots:
        """Return what the page is told of its slots."""
        feeds = ((mid, switch.feed) for mid, switch in self.carried.items())
        uses = (SlotUse(mid=mid, person=feed.person, source=feed.source) for mid, feed in feeds if feed)
        return Slots(attempt=self.attempt, slots=tuple(uses))
