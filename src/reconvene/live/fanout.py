"""From commits to frames: each audience's changes are encoded once and joined per person."""

import secrets
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from reconvene.live.ports import Connection
from reconvene.meeting.ids import Millis, PersonId
from reconvene.meeting.notices import Notice
from reconvene.meeting.records import Record, Records
from reconvene.meeting.state import State
from reconvene.meeting.texts import Texts
from reconvene.meeting.touched import touched
from reconvene.meeting.view import AtDoor, Audience, audiences, view
from reconvene.wire.changes import Fragment, changes_frame, difference, removal, told
from reconvene.wire.codec import encode
from reconvene.wire.frames import Welcome

HISTORY: Final = 256
"""Frames kept per person, so that a short interruption needs no full view."""


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
        sent = tuple(fragment for fragment in fragments if fragment)
        self.history.append((sent, notices))
        if self.connection is not None:
            self.connection.send(changes_frame(self.seq, sent, notices))

    def missed(self, since: int) -> list[str] | None:
        """Return the frames after ``since``, or ``None`` if they are not all there any more."""
        count = self.seq - since
        if not 0 <= count <= len(self.history):
            return None
        kept = list(self.history)[len(self.history) - count :]
        return [changes_frame(seq, *frame) for seq, frame in enumerate(kept, start=since + 1)]


class Fanout:
    """The outboxes of a meeting and the views they were last told.

    After each commit `publish` compares every audience's view with the last one. A person whose audiences
    change (by a move or another role) loses the old ones' records and gets the new ones'.
    """

    def __init__(self, state: State, texts: Texts) -> None:
        self.epoch: Final = secrets.token_urlsafe(9)
        self.outboxes: dict[PersonId, Outbox] = {}
        self._state = state
        self._members = _members(state)
        self._views = _views(state, texts, self._members)

    def publish(self, state: State, texts: Texts, notices: Sequence[tuple[Audience, Notice]] = ()) -> None:
        """Send everyone what changed for them and what they are to be told; the rest have no outbox."""
        anew = touched(self._state, state)
        if anew is not None and not notices:
            self._publish_to(anew, state, texts)
            return
        members = _members(state)
        views = _views(state, texts, members)
        batch = _Batch(self._views, views)
        said: dict[Audience, list[Notice]] = {}
        for audience, notice in notices:
            said.setdefault(audience, []).append(notice)
        for person, outbox in self.outboxes.items():
            if person in members:
                fragments = batch.fragments(self._members.get(person, ()), members[person])
                own = [notice for audience in members[person] for notice in said.get(audience, ())]
                if own or any(fragments):
                    outbox.push(fragments, told(own))
        self._state, self._members, self._views = state, members, views

    def _publish_to(self, anew: Iterable[Audience], state: State, texts: Texts) -> None:
        """Send these audiences what changed for them; everybody is in the audiences they were in."""
        made: dict[Audience, Fragment] = {}
        for audience in anew:
            if audience in self._views:
                seen = view(state, texts, audience)
                made[audience] = difference(self._views[audience], seen)
                self._views[audience] = seen
        for person, outbox in self.outboxes.items():
            fragments = [made[audience] for audience in self._members.get(person, ()) if audience in made]
            if any(fragments):
                outbox.push(fragments, "")
        self._state = state

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
        full = self.view(person) if missed is None else None
        seq = outbox.seq if missed is None or since is None else since
        welcome = Welcome(epoch=self.epoch, person=person, now=now, media=media, seq=seq, view=full)
        outbox.connection.send(encode(welcome))
        for text in missed or ():
            outbox.connection.send(text)
        return missed is not None

    def view(self, person: PersonId) -> dict[str, Record]:
        """Return all records a person sees."""
        union: dict[str, Record] = {}
        for audience in self._members[person]:
            union.update(self._views[audience])
        return union


class _Batch:
    """The fragments of one commit, each made when first needed."""

    def __init__(self, before: dict[Audience, Records], after: dict[Audience, Records]) -> None:
        self._before, self._after = before, after
        self._made: dict[tuple[bool, bool, Audience], Fragment] = {}

    def fragments(self, old: tuple[Audience, ...], new: tuple[Audience, ...]) -> list[Fragment]:
        """Return what takes a person from the old audiences to the new ones; removals come first."""
        gone = [self._fragment(audience, had=True, has=False) for audience in old if audience not in new]
        return gone + [self._fragment(audience, had=audience in old, has=True) for audience in new]

    def _fragment(self, audience: Audience, *, had: bool, has: bool) -> Fragment:
        key = (had, has, audience)
        if key not in self._made:
            before = self._before[audience] if had else {}
            self._made[key] = difference(before, self._after[audience]) if has else removal(before)
        return self._made[key]


def _members(state: State) -> dict[PersonId, tuple[Audience, ...]]:
    members: dict[PersonId, tuple[Audience, ...]] = {p: (AtDoor(p),) for p in state.door.waiting}
    members.update((person.id, audiences(person)) for person in state.people.values())
    return members


def _views(
    state: State, texts: Texts, members: dict[PersonId, tuple[Audience, ...]]
) -> dict[Audience, Records]:
    wanted = dict.fromkeys(audience for own in members.values() for audience in own)
    return {audience: view(state, texts, audience) for audience in wanted}
