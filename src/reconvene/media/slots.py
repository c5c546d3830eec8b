"""Which slot carries which feed, and the fewest switches that get there."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from reconvene.media.feeds import Feed, Slot, Switch
from reconvene.media.wanted import Wanted

Carried: TypeAlias = Mapping[str, Switch]
"""The switch last applied to each slot, by mid. A slot that is missing is in an unknown state."""

HIGH: Final = 2
_MIDDLE: Final = 1
_LOW: Final = 0
_LARGE_TILES: Final = 2
_MEDIUM_TILES: Final = 6


def switches(slots: Sequence[Slot], carried: Carried, wanted: Wanted) -> tuple[Switch, ...]:
    """Return the smallest set of switches after which the slots carry what is wanted, sound first.

    A feed that stays wanted keeps its slot. Slots nobody is wanted on go to the dummy. Where slots are
    short, the first of ``wanted`` win. Slots in an unknown state are always switched. A switch to the feed
    a slot already carries only changes the picture's layer.
    """
    audio = _plan([slot.mid for slot in slots if slot.kind == "audio"], carried, wanted.audio)
    video = _plan([slot.mid for slot in slots if slot.kind == "video"], carried, wanted.video)
    layer = picture_layer(len(wanted.video))
    planned = [
        _switch(mid, feed, layer if feed is None else wanted.layers.get(feed, layer))
        for mid, feed in (*audio.items(), *video.items())
    ]
    return tuple(switch for switch in planned if carried.get(switch.mid) != switch)


def at_once(plan: Sequence[Switch], carried: Carried) -> tuple[Switch, ...]:
    """Return the part of a plan that cannot wait: the switches to another feed, pictures at the lowest layer.

    Every camera sends its lowest layer; a higher one may be missing for want of light, power or network, and
    waiting for it keeps the screen dark for half a second. What is left out are changes of layer alone.
    """
    urgent = [
        switch for switch in plan if _feed(carried, switch.mid) != switch.feed or switch.mid not in carried
    ]
    return tuple(_switch(switch.mid, switch.feed, _LOW) for switch in urgent)


def _feed(carried: Carried, mid: str) -> Feed | None:
    return carried[mid].feed if mid in carried else None


def _switch(mid: str, feed: Feed | None, layer: int) -> Switch:
    return Switch(mid, feed, layer if feed is not None and feed.source == "camera" else HIGH)


def _plan(mids: Sequence[str], carried: Carried, wanted: Sequence[Feed]) -> dict[str, Feed | None]:
    """Return what every slot should carry."""
    winners = wanted[: len(mids)]
    chosen = set(winners)
    kept: dict[Feed, str] = {}
    for mid in mids:
        feed = _feed(carried, mid)
        if feed is not None and feed in chosen:
            kept.setdefault(feed, mid)
    plan: dict[str, Feed | None] = {mid: feed for feed, mid in kept.items()}
    free = [mid for mid in mids if mid not in plan]
    # A slot that must change anyway takes a newcomer before a slot that is idle: one switch, not two.
    free.sort(key=lambda mid: mid in carried and carried[mid].feed is None)
    arriving = iter([feed for feed in winners if feed not in kept])
    plan.update((mid, next(arriving, None)) for mid in free)
    return plan


def picture_layer(pictures: int) -> int:
    """Return the simulcast layer (0 lowest, 2 highest) that suits tiles when so many share the screen."""
    if pictures <= _LARGE_TILES:
        return HIGH
    return _MIDDLE if pictures <= _MEDIUM_TILES else _LOW


def waves(plan: tuple[Switch, ...], *, crowded: bool) -> Iterator[tuple[Switch, ...]]:
    """Yield the switches of one person: all at once, or in a crowd sound (and silence) before pictures."""
    if not crowded:
        yield plan
        return
    pictures = tuple(switch for switch in plan if switch.feed is not None and switch.feed.kind == "video")
    rest = tuple(switch for switch in plan if switch not in pictures)
    yield from (wave for wave in (rest, pictures) if wave)
