"""What can be heard and seen (feeds), and the places where it arrives (slots)."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from reconvene.meeting.ids import PersonId, Source

Kind: TypeAlias = Literal["audio", "video"]


@dataclass(frozen=True, slots=True, order=True)
class Feed:
    """One track a person sends."""

    person: PersonId
    source: Source

    @property
    def kind(self) -> Kind:
        """The sort of slot that can carry this feed."""
        return "audio" if self.source in {"microphone", "screen_sound"} else "video"


@dataclass(frozen=True, slots=True)
class Slot:
    """One m-line of a person's subscriber connection; it carries one feed or nobody."""

    mid: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Switch:
    """Point a slot at a feed, or (``None``) at the dummy publisher that sends nothing.

    ``layer`` is the simulcast layer for a camera: 0 lowest, 2 highest. It is ignored for other sources.
    """

    mid: str
    feed: Feed | None
    layer: int = 2
