"""Help for pages whose media got stuck: another way through the network, a picture that goes on."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from typing import Final, assert_never

import structlog

from reconvene.live.media_pages import MediaPages
from reconvene.live.page_media import PageMedia
from reconvene.live.ports import MediaError, MediaServer
from reconvene.media.feeds import Feed, Switch
from reconvene.meeting.ids import MeetingId, PersonId
from reconvene.wire.frames import Frozen, IceRestart, Published, Subscribe

PAUSE: Final = 0.5
"""Seconds that must lie between two helps for one page: each costs somebody else a whole picture."""

RENEWAL: Final = 300.0
"""Seconds between two new pairs of one person for what does not arrive: with them all else pauses too."""

_log = structlog.get_logger(__name__)


class MediaHealing:
    """The help for the pages of one meeting."""

    def __init__(
        self,
        meeting: MeetingId,
        server: MediaServer,
        media: Mapping[PersonId, PageMedia],
        pages: MediaPages,
    ) -> None:
        self._meeting = meeting
        self._server = server
        self._media = media
        self._pages = pages
        self._renewed: dict[PersonId, float] = {}

    def leave(self, person: PersonId) -> None:
        """Forget what was done for somebody who is not in the meeting any more."""
        self._renewed.pop(person, None)

    async def help(self, person: PersonId, media: PageMedia, frame: IceRestart | Frozen) -> Switch | None:
        """Do what helps; return how a slot is to be emptied, to be filled anew. Raises `MediaError`."""
        match frame:
            case IceRestart():
                fresh = await self._server.restart(self._meeting, person, frame.sdp)
                self._pages.send(person, media.page, Published(attempt=media.attempt, sdp=fresh.answer))
                self._pages.send(person, media.page, Subscribe(attempt=media.attempt, sdp=fresh.offer))
                return None
            case Frozen():
                return await self._revive(person, media, frame)
            case _:
                assert_never(frame)

    async def _revive(self, person: PersonId, media: PageMedia, frame: Frozen) -> Switch | None:
        now = asyncio.get_running_loop().time()
        carried = media.carried.get(frame.mid)
        if carried is None or carried.feed is None or media.busy or now < media.helped_at + PAUSE:
            return None
        media.helped_at = now
        if frame.missing:
            return self._recover(person, carried.feed, frame, now)
        if frame.times > 1:
            return Switch(frame.mid, None)
        try:
            await self._server.refresh(self._meeting, carried.feed)
        except MediaError as error:
            _log.info("no whole picture", meeting=self._meeting, person=carried.feed.person, code=error.code)
        return None

    def _recover(self, person: PersonId, feed: Feed, frame: Frozen, now: float) -> Switch | None:
        """Return how a slot is to be emptied of which nothing arrives; raise `MediaError` for a new pair.

        What its person does not send cannot be helped from here.
        """
        sender = self._media.get(feed.person)
        if sender is None or not sender.sends(feed.source):
            return None
        if frame.times == 1:
            return Switch(frame.mid, None)
        if now < self._renewed.get(person, float("-inf")) + RENEWAL:
            return None
        self._renewed[person] = now
        raise MediaError("MEDIA_REFUSED", "A picture that is sent does not arrive.")

    async def silence(self, person: PersonId, media: PageMedia, plan: Sequence[Switch]) -> MediaError | None:
        """RT2: a refusal applied nothing, so whoever was left behind is switched off before all else.

        Returns what was wrong if that is not possible.
        """
        for switch in plan:
            media.carried.pop(switch.mid, None)
        idle = tuple(Switch(switch.mid, None) for switch in plan)
        try:
            await self._server.switch(self._meeting, person, idle)
        except MediaError as error:
            _log.warning("slots not silenced", meeting=self._meeting, person=person, code=error.code)
            return error
        media.carried.update((switch.mid, switch) for switch in idle)
        return None

    async def publishers(self) -> Collection[PersonId] | None:
        """Return who really sends, as the media server knows; ``None`` if it cannot be asked."""
        try:
            return await self._server.publishers(self._meeting)
        except MediaError as error:
            _log.info("publishers unknown", meeting=self._meeting, code=error.code)
            return None
