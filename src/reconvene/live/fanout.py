"""From commits to frames: each audience's changes are encoded once and joined per person."""

import secrets
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import Final, TypeVar

from reconvene.live.ports import Connection
from reconvene.live.readership import Readership
from reconvene.meeting.ids import Millis, PersonId
from reconvene.meeting.notices import Notice
from reconvene.meeting.records import Records
from reconvene.meeting.state import State
from reconvene.meeting.texts import Texts
from reconvene.meeting.touched import touched
from reconvene.meeting.view import AtDoor, Audience, Earlier, Only, views
from reconvene.wire.changes import Fragment, changes_frame, difference, entries, removal, told, welcome_frame
from reconvene.wire.frames import Welcome

HISTORY: Final = 256
"""Frames kept per person, so that a short interruption needs no full view."""

AT_ONCE: Final = 100
"""Views or people that are seen to in one go; then others have their turn."""

LONGEST_TAIL: Final = 1_000_000
"""Characters of missed frames beyond which the full view is sent instead: it is shorter, and more would
count as too much waiting for a slow page, which would be sent away again and again."""


_T = TypeVar("_T")


@dataclass(slots=True)
class Outbox:
    """What one person was sent, and where to send more.

    What was sent is kept in the fragments that all its readers share, not as one long text for each.
    """

    seq: int = 0
    history: deque[tuple[tuple[Fragment, ...], Fragment]] = field(
        default_factory=lambda: deque(maxlen=HISTORY)
    )
    connection: Connection | None = None
    page: str = ""

    def push(self, fragments: Iterable[Fragment], notices: Fragment) -> None:
        """Send one commit's changes, or keep them until the person is back."""
        self.seq += 1
        sent = tuple(filter(None, fragments))
        self.history.append((sent, notices))
        if self.connection is not None:
            self.connection.send(changes_frame(self.seq, sent, notices))

    def missed(self, since: int) -> list[str] | None:
        """Return the frames after ``since``, or ``None`` if they are not all there or too much."""
        count = self.seq - since
        if not 0 <= count <= len(self.history):
            return None
        kept = list(self.history)[len(self.history) - count :]
        frames = [changes_frame(seq, *frame) for seq, frame in enumerate(kept, start=since + 1)]
        return frames if sum(map(len, frames)) <= LONGEST_TAIL else None


class Fanout:
    """The outboxes of a meeting and the views they were last told.

    After each commit `publish` compares the views that it can have touched with those of before. A person
    whose audiences change (by a move or another role) loses the old ones' records and gets the new ones'.
    """

    def __init__(self, state: State, texts: Texts) -> None:
        self.epoch: Final = secrets.token_urlsafe(9)
        self.outboxes: dict[PersonId, Outbox] = {}
        self._state = state
        self._readership = Readership(state)
        self._views = views(state, texts, self._readership.all())
        self._written: dict[Audience, Fragment] = {}

    def publish(
        self, state: State, texts: Texts, notices: Sequence[tuple[Audience, Notice]] = ()
    ) -> Iterator[None]:
        """Send everyone what changed for them and what they are to be told; the rest have no outbox.

        Yields where others may have their turn. Nothing else may be asked of this until it has ended.
        """
        before, former = self._views, self._readership.follow(self._state, state)
        anew = self._stale(state, former)
        # Of one and the same state the names have changed, and nothing of before can be taken over.
        earlier = Earlier() if state is self._state else Earlier(self._state, before)
        after = dict(before)
        for some in _portions(anew):
            after.update(views(state, texts, some, earlier))
            yield
        self._views, self._state = after, state
        self._written.clear()
        batch, sent = _Batch(before, after), dict[PersonId, list[Fragment]]()
        for people in _portions(former.items()):
            sent.update(self._passages(people, batch))
            yield
        for some in _portions(audience for audience in anew if audience in before):
            self._add_changes(sent, some, batch, former)
            yield
        self._forget(audience for was in former.values() for audience in was)
        yield from self._push(sent, self._addressed(notices))

    def _passages(
        self, people: Iterable[tuple[PersonId, tuple[Audience, ...]]], batch: "_Batch"
    ) -> Iterator[tuple[PersonId, list[Fragment]]]:
        """Yield what those are sent whose audiences are others now; newcomers are welcomed with all of it."""
        for person, was in people:
            now = self._readership.of(person)
            if now and person in self.outboxes:
                yield person, batch.passage(was, now)

    def _add_changes(
        self,
        sent: dict[PersonId, list[Fragment]],
        audiences: Iterable[Audience],
        batch: "_Batch",
        former: Mapping[PersonId, object],
    ) -> None:
        """Add what is different for those whose audiences are the same."""
        for audience in audiences:
            change = batch.change(audience)
            for person in self._readership.readers(audience) if change else ():
                if person not in former:
                    sent.setdefault(person, []).append(change)

    def _stale(self, state: State, former: Mapping[PersonId, object]) -> list[Audience]:
        """Return the audiences whose views may be others in ``state``, and those that have none yet."""
        anew = touched(self._state, state)
        if anew is None:
            return list(self._readership.all())
        come = (audience for person in former for audience in self._readership.of(person))
        missing = (audience for audience in come if audience not in self._views)
        return [
            audience
            for audience in {**dict.fromkeys(anew), **dict.fromkeys(missing)}
            if self._readership.readers(audience)
        ]

    def _forget(self, audiences: Iterable[Audience]) -> None:
        """Drop the views that nobody has any more."""
        for audience in audiences:
            if not self._readership.readers(audience):
                self._views.pop(audience, None)

    def _addressed(self, notices: Sequence[tuple[Audience, Notice]]) -> dict[PersonId, list[Notice]]:
        """Return who is told what."""
        said: dict[PersonId, list[Notice]] = {}
        for audience, notice in notices:
            for person in self._readership.readers(audience):
                said.setdefault(person, []).append(notice)
        return said

    def _push(
        self, sent: Mapping[PersonId, Sequence[Fragment]], said: Mapping[PersonId, list[Notice]]
    ) -> Iterator[None]:
        for people in _portions({**sent, **said} if said else sent):
            for person in people:
                outbox, fragments, own = self.outboxes.get(person), sent.get(person, ()), said.get(person, ())
                if outbox is not None and (own or any(fragments)):
                    outbox.push(fragments, told(own))
            yield

    def forget(self) -> None:
        """Drop the frames that were sent: names and words in them are erased."""
        for outbox in self.outboxes.values():
            outbox.history.clear()

    def close(self, code: int, reason: str) -> None:
        """End the connections of all pages."""
        for outbox in self.outboxes.values():
            if outbox.connection is not None:
                outbox.connection.close(code, reason)

    def attach(self, person: PersonId, connection: Connection, page: str) -> Connection | None:
        """Make ``connection`` the person's own; return the one it replaces, if any."""
        outbox = self.outboxes.setdefault(person, Outbox())
        replaced, outbox.connection, outbox.page = outbox.connection, connection, page
        return replaced

    def greet(
        self, person: PersonId, now: Millis, epoch: str | None, since: int | None, *, media: bool
    ) -> bool:
        """Send the person's new connection the frames it missed, or the whole view if they are not known.

        Returns whether it went on where it was.
        """
        outbox = self.outboxes[person]
        if outbox.connection is None:
            return False
        known = since is not None and epoch == self.epoch
        missed = outbox.missed(since) if known and since is not None else None
        full = map(self._entries, self._readership.of(person)) if missed is None else None
        seq = outbox.seq if missed is None or since is None else since
        welcome = Welcome(epoch=self.epoch, person=person, now=now, media=media, seq=seq, view=None)
        outbox.connection.send(welcome_frame(welcome, full))
        for text in missed or ():
            outbox.connection.send(text)
        return missed is not None

    def _entries(self, audience: Audience) -> Fragment:
        """Return what an audience sees; of many who come at once it is written for the first."""
        if isinstance(audience, Only | AtDoor):
            return entries(self._views[audience])
        if audience not in self._written:
            self._written[audience] = entries(self._views[audience])
        return self._written[audience]


class _Batch:
    """The fragments of one commit, each made when first needed."""

    def __init__(self, before: Mapping[Audience, Records], after: Mapping[Audience, Records]) -> None:
        self.change = cache(lambda audience: difference(before[audience], after[audience]))
        """What is different for those who are and were in an audience."""
        self._gone = cache(lambda audience: removal(before[audience]))
        self._whole = cache(lambda audience: difference({}, after[audience]))

    def passage(self, was: tuple[Audience, ...], now: tuple[Audience, ...]) -> list[Fragment]:
        """Return what takes a person from the audiences they were in to others; removals come first."""
        gone = [self._gone(audience) for audience in was if audience not in now]
        return gone + [self.change(name) if name in was else self._whole(name) for name in now]


def _portions(things: Iterable[_T]) -> Iterator[list[_T]]:
    """Yield the things, `AT_ONCE` at a time."""
    waiting = iter(things)
    while portion := list(islice(waiting, AT_ONCE)):
        yield portion
