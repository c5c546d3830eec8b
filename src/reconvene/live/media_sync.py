"""Keeping a meeting's media as the rules want them: level-triggered and idempotent.

Restart, lost media server, a page's new attempt and an ordinary move all come down to the same thing:
compare what is wanted with what is carried, and send the smallest set of switches.
"""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Final, assert_never

import structlog

from reconvene.live.locks import Locks
from reconvene.live.media_healing import MediaHealing
from reconvene.live.media_pages import MediaPages
from reconvene.live.media_times import CLEARING, CROWD, GLANCE, RETRY, SHARPEN
from reconvene.live.metrics import Metrics, MoveTimes
from reconvene.live.page_media import PageMedia
from reconvene.live.ports import (
    Connection,
    ConnectionLost,
    ConnectionUp,
    FeedSeen,
    HeldMedia,
    MediaError,
    MediaServer,
    OfPerson,
    RemoteCandidate,
)
from reconvene.media.feeds import Switch
from reconvene.media.slots import at_once, switches, waves
from reconvene.media.wanted import Wanted, Wishes, touches_media
from reconvene.meeting.ids import MeetingId, Millis, PersonId
from reconvene.meeting.state import State
from reconvene.wire.frames import (
    Frozen,
    IceRestart,
    Looking,
    MediaReset,
    PageCandidate,
    Publish,
    Published,
    Subscribe,
    Subscribed,
)

_NOTHING: Final = Wanted()

_log = structlog.get_logger(__name__)


class MediaSync:
    """Owns what is known of one meeting's media. `run` is its task; all other methods return at once."""

    def __init__(self, meeting: MeetingId, server: MediaServer, metrics: Metrics) -> None:
        self._meeting = meeting
        self._server = server
        self._metrics = metrics
        self._moves = MoveTimes(metrics.moves)
        self._state = State()
        self._speakers: tuple[PersonId, ...] = ()
        self._wishes = Wishes()
        self._media: dict[PersonId, PageMedia] = {}
        self._pages = MediaPages()
        self._locks: Locks[PersonId] = Locks()
        self._glancing = False
        self._wake = asyncio.Event()
        self._settled = asyncio.Condition()
        self._pictures = asyncio.Semaphore(CROWD)
        self._group = asyncio.TaskGroup()
        self._healing = MediaHealing(meeting, server, self._media, self._pages)

    async def run(self) -> None:
        """Reconcile whenever something changed, for ever."""
        async with self._group:
            while True:
                await self._wake.wait()
                self._wake.clear()
                self._reconcile()

    def update(self, state: State, speakers: tuple[PersonId, ...]) -> None:
        """Take over the rules' state and who spoke, the latest first."""
        if speakers != self._speakers or touches_media(self._state, state):
            self._wake.set()
        self._state, self._speakers = state, speakers

    def moved(self, person: PersonId, late: Millis) -> None:
        """Note that a person, whose move was due ``late`` ago, is in the new room; `update` follows."""
        if person in self._media:
            self._moves.begin(person, late)

    def attach(self, person: PersonId, page: str, connection: Connection) -> bool:
        """Note a person's page; return whether it still has its media."""
        self._pages.attach(person, page, connection)
        media = self._media.get(person)
        return media is not None and media.page == page and not media.retiring

    def detach(self, person: PersonId, connection: Connection) -> None:
        """Forget a page's connection; its media go on until the rules call the person away."""
        self._pages.detach(person, connection)

    def leave(self, person: PersonId) -> None:
        """Forget the page of somebody who is not in the meeting any more; `update` takes their media down."""
        self._pages.leave(person)
        self._healing.leave(person)

    def tell(self, person: PersonId) -> None:
        """Send a person's page what its slots carry; while that is unknown it goes by what it knew."""
        media = self._media.get(person)
        if media is not None and media.known:
            self._pages.send(person, media.page, media.frame())

    # What pages ask for

    def publish(self, person: PersonId, page: str, frame: Publish) -> None:
        """Set up media for a page; an attempt that is overtaken by a newer one is dropped."""
        self._pages.ask(person, frame)
        self._group.create_task(self._establish(person, page, frame))

    def subscribed(self, person: PersonId, frame: Subscribed) -> None:
        """Pass the page's answer on."""
        if self._is_current(person, frame.attempt):
            self._group.create_task(self._start(person, frame))

    def candidate(self, person: PersonId, frame: PageCandidate) -> None:
        """Pass a candidate of the page on; one of an older attempt is of no use any more."""
        if self._is_current(person, frame.attempt):
            self._group.create_task(self._trickle(person, frame))

    def heal(self, person: PersonId, frame: IceRestart | Frozen) -> None:
        """Help a page whose media got stuck."""
        if self._is_current(person, frame.attempt):
            self._group.create_task(self._heal(person, self._media[person], frame))

    def look(self, person: PersonId, page: str, frame: Looking) -> None:
        """Take over which pictures a page shows; one that was replaced has nothing to say any more."""
        if self._pages.look(person, page, frame) and not self._glancing:
            self._glancing = True
            asyncio.get_running_loop().call_later(GLANCE, self._glanced)

    def _glanced(self) -> None:
        self._glancing = False
        self._wake.set()

    def _is_current(self, person: PersonId, attempt: int) -> bool:
        media = self._media.get(person)
        return media is not None and media.attempt == attempt and not media.retiring

    async def _establish(self, person: PersonId, page: str, frame: Publish) -> None:
        async with self._locks.of(person):
            if self._pages.asked(person) is not frame:
                return
            await self._retire(person)
            self._forget(person)
            media = self._media[person] = PageMedia(page=page, attempt=frame.attempt)
            try:
                await self._connect(person, media, frame)
            except MediaError as error:
                await self._give_up(person, media, error)

    async def _connect(self, person: PersonId, media: PageMedia, frame: Publish) -> None:
        answer = await self._server.publish(
            self._meeting, person, media.origin, frame.sdp, frame.mids.by_source()
        )
        self._pages.send(person, media.page, Published(attempt=media.attempt, sdp=answer))
        offer = await self._server.subscribe(self._meeting, person)
        media.all_idle(offer.slots)
        self._pages.send(person, media.page, Subscribe(attempt=media.attempt, sdp=offer.sdp))

    async def _start(self, person: PersonId, frame: Subscribed) -> None:
        media = self._media[person]
        try:
            await self._server.start(self._meeting, person, frame.sdp)
        except MediaError as error:
            await self._give_up(person, media, error)

    async def _heal(self, person: PersonId, media: PageMedia, frame: IceRestart | Frozen) -> None:
        try:
            idle = await self._healing.help(person, media, frame)
        except MediaError as error:
            await self._give_up(person, media, error)
        else:
            if idle is not None:
                media.busy = True
                await self._switch(person, media, (idle,), crowded=False)

    async def _trickle(self, person: PersonId, frame: PageCandidate) -> None:
        candidate = None if frame.candidate is None else frame.candidate.model_dump(exclude_none=True)
        try:
            await self._server.trickle(self._meeting, person, frame.connection, candidate)
        except MediaError as error:
            _log.info("candidate not passed on", meeting=self._meeting, person=person, code=error.code)

    async def _give_up(self, person: PersonId, media: PageMedia, error: MediaError) -> None:
        """Drop an attempt that failed and, after a pause, ask the page for another."""
        _log.warning(
            "media not set up", meeting=self._meeting, person=person, code=error.code, why=error.message
        )
        if self._media.get(person) is not media:
            return
        self._lose(person)
        if error.code == "MEDIA_UNAVAILABLE":
            return
        await asyncio.sleep(RETRY)
        if person not in self._media:
            self._pages.send(person, media.page, MediaReset())

    async def _retire(self, person: PersonId) -> None:
        """Take a person's connections down once nobody's slots are on them (a dead slot is slow to heal)."""
        media = self._media.get(person)
        if media is None:
            return
        media.retiring = True
        self._wake.set()
        try:
            async with asyncio.timeout(CLEARING), self._settled:
                await self._settled.wait_for(lambda: not media.busy and not self._is_carried(person))
        except TimeoutError:
            _log.info("slots were slow to clear", meeting=self._meeting, person=person)

    def _is_carried(self, person: PersonId) -> bool:
        return any(media.carries(person) for media in self._media.values())

    # What the media server reports

    def on_event(self, event: OfPerson) -> None:
        """Take note of what happened to a connection of this meeting."""
        media = self._media.get(event.person)
        if media is None:
            return
        match event:
            case ConnectionUp(_, _, direction):
                media.opened(direction)
                self._wake.set()
            case FeedSeen(_, _, source, layer, arrives):
                media.arriving[source, layer] = arrives
            case ConnectionLost(_, person, direction, reason):
                _log.info(
                    "media lost", meeting=self._meeting, person=person, direction=direction, reason=reason
                )
                self._lose(person)
                self._metrics.media_resets.inc()
                self._pages.send(person, media.page, MediaReset())
            case RemoteCandidate(_, person, direction, candidate):
                self._pages.send(person, media.page, media.candidate(direction, candidate))
            case _:
                assert_never(event)

    def on_lost(self) -> None:
        """Forget all media: the server that had them cannot be reached."""
        self._media.clear()

    def on_ready(self, held: Sequence[HeldMedia]) -> None:
        """Take over what the media server still holds; every other page is asked to publish anew."""
        for one in held:
            self._media[one.person] = PageMedia.of_held(one)
        for person, page in self._pages:
            if self._serves(person, page):
                self.tell(person)
            else:
                self._pages.send(person, page, MediaReset())
        self._wake.set()

    def _serves(self, person: PersonId, page: str) -> bool:
        """Return whether a person's media are those that their page asked for last."""
        media, asked = self._media.get(person), self._pages.asked(person)
        if media is None or media.page != page:
            return False
        return asked is None or asked.attempt == media.attempt

    def adopt(self, older: "MediaSync") -> None:
        """Go on with the media and pages of an instance whose meeting broke down; its slots are unknown."""
        for person, media in older.known().items():
            media.begin_anew()
            self._media[person] = media

    def known(self) -> Mapping[PersonId, PageMedia]:
        """Return whose media are set up or being set up."""
        return self._media

    def _forget(self, person: PersonId) -> None:
        """Forget a person's media; slots that are still on them carry nothing that is known."""
        self._media.pop(person, None)
        self._moves.forget(person)
        for media in self._media.values():
            media.doubt(person)

    def _lose(self, person: PersonId) -> None:
        self._forget(person)
        self._group.create_task(self._release(person))
        self._wake.set()

    # Reconciling

    def _reconcile(self) -> None:
        sending = {person for person, media in self._media.items() if media.up and not media.retiring}
        wants = self._wishes.follow(self._state, sending, self._speakers, self._pages.gazes)
        plans: list[tuple[PersonId, PageMedia, tuple[Switch, ...]]] = []
        for person, media in self._media.items():
            if media.down and not media.busy and not media.retiring:
                wishes = wants.get(person, _NOTHING)
                plan = () if media.settled is wishes else self._plan(media, wishes)
                if plan:
                    plans.append((person, media, plan))
                else:
                    self._moves.end(person)
        for person, media, plan in plans:
            media.busy = True
            self._group.create_task(self._switch(person, media, plan, crowded=len(plans) > CROWD))
        self._release_absent()

    def _plan(self, media: PageMedia, wishes: Wanted) -> tuple[Switch, ...]:
        """Return what to switch now: people first, and when they are on screen the layers of pictures."""
        loop = asyncio.get_running_loop()
        plan = switches(media.slots, media.carried, wishes)
        media.settled = None if plan else wishes
        urgent = at_once(plan, media.carried)
        if urgent:
            media.sharpen_at = loop.time() + SHARPEN
            loop.call_at(media.sharpen_at, self._wake.set)
            return urgent
        return plan if loop.time() >= media.sharpen_at else ()

    async def _switch(
        self, person: PersonId, media: PageMedia, plan: tuple[Switch, ...], *, crowded: bool
    ) -> None:
        media.settled = None
        senders = {switch.feed.person: self._media.get(switch.feed.person) for switch in plan if switch.feed}
        try:
            for wave in waves(plan, crowded=crowded):
                await self._send_wave(person, wave, crowded=crowded)
                media.carried.update((switch.mid, switch) for switch in wave)
                for gone in [one for one, sending in senders.items() if self._media.get(one) is not sending]:
                    media.doubt(gone)
                if self._media.get(person) is media:
                    self.tell(person)
        except MediaError as error:
            await self._after_failure(person, media, plan, error)
        finally:
            media.busy = False
            self._wake.set()
        async with self._settled:
            self._settled.notify_all()

    async def _send_wave(self, person: PersonId, wave: tuple[Switch, ...], *, crowded: bool) -> None:
        """Send one wave. In a crowd pictures queue: each one asks its source for a whole frame at once."""
        if crowded and wave[0].feed is not None and wave[0].feed.kind == "video":
            async with self._pictures:
                await self._server.switch(self._meeting, person, wave)
        else:
            await self._server.switch(self._meeting, person, wave)

    async def _after_failure(
        self, person: PersonId, media: PageMedia, plan: tuple[Switch, ...], error: MediaError
    ) -> None:
        """After a refusal silence and try again; connections that do not answer are replaced by others."""
        unanswered: MediaError | None = error
        if error.code != "MEDIA_TIMEOUT":
            unanswered = await self._healing.silence(person, media, plan)
            if self._media.get(person) is media:
                self.tell(person)
        if unanswered is not None and unanswered.code == "MEDIA_TIMEOUT":
            await self._give_up(person, media, unanswered)
        else:
            await self._recover(person, error)

    async def _recover(self, person: PersonId, error: MediaError) -> None:
        """After a refusal ask the media server who is really there, then leave it a moment's peace."""
        _log.info("switch refused", meeting=self._meeting, person=person, code=error.code, why=error.message)
        present = await self._healing.publishers()
        for other, media in self._media.items():
            media.up = media.up and (present is None or other in present)
        await asyncio.sleep(RETRY)

    def _release_absent(self) -> None:
        """Take the media of people down who are away or gone, once nobody's slots are on them."""
        people = self._state.people
        for person, media in list(self._media.items()):
            present = person in people and people[person].away_since is None
            if not present and not media.busy and not self._is_carried(person):
                self._lose(person)
                self._pages.rest(person)

    async def _release(self, person: PersonId) -> None:
        async with self._locks.of(person):
            if person in self._media:
                return
            try:
                await self._server.release(self._meeting, person)
            except MediaError as error:
                _log.info("not released", meeting=self._meeting, person=person, code=error.code)
