"""In-memory adapters for `reconvene.live.ports`; the log and directory pass the suite of the real ones."""

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final

from reconvene.live.document_ports import DocumentKey, StoredUpdate
from reconvene.live.file_ports import Content
from reconvene.live.harvest_ports import HarvestPart
from reconvene.live.ports import (
    NOTHING_SAID,
    ChatChange,
    Commit,
    Erased,
    Erasure,
    LinkRole,
    LogConflict,
    LogSilent,
    LogUnavailable,
    MeetingInfo,
)
from reconvene.meeting.chat_state import Line, OlderLine
from reconvene.meeting.conversations import ConversationId
from reconvene.meeting.ids import FileId, LineId, MeetingId, Millis, PersonId, TextId

SILENCE: Final = 5.0


class MemoryLog:
    """`Log` in a dict; can be made unavailable, or slow: commits wait until it is ``opened``.

    While it is ``speechless`` it stores commits and cannot say so; while it is ``silent`` it stores nothing,
    and is given up after `SILENCE` seconds.
    """

    def __init__(self) -> None:
        self.commits: dict[MeetingId, list[Commit]] = {}
        self._wake: dict[MeetingId, Millis | None] = {}
        self.words: dict[MeetingId, dict[TextId, str]] = {}
        self.said: dict[MeetingId, dict[TextId, tuple[PersonId | None, Millis]]] = {}
        self.lines: dict[tuple[MeetingId, ConversationId], dict[int, Line]] = {}
        self.available = True
        self.speechless = False
        self.silent = False
        self.opened = asyncio.Event()
        self.opened.set()
        self.waiting = asyncio.Event()

    async def append(
        self,
        meeting: MeetingId,
        commit: Commit,
        words: Mapping[TextId, str],
        wake_at: Millis | None,
        chat: ChatChange = NOTHING_SAID,
    ) -> None:
        """Store a commit at its place."""
        if not self.opened.is_set():
            self.waiting.set()
            await self.opened.wait()
        if self.silent:
            await asyncio.sleep(SILENCE)
            raise LogSilent("made silent")
        if not self.available:
            raise LogUnavailable("made unavailable")
        kept = self.commits.setdefault(meeting, [])
        if commit.seq != len(kept) + 1:
            raise LogConflict(meeting, commit.seq)
        kept.append(commit)
        said = self.words.setdefault(meeting, {})
        said.update(words)
        self.said.setdefault(meeting, {}).update(dict.fromkeys(words, (commit.by, commit.at)))
        for text in chat.erased:
            said.pop(text, None)
        for conversation, line in chat.lines:
            self.lines.setdefault((meeting, conversation), {})[line.number] = line
        self._wake[meeting] = wake_at
        if self.speechless:
            raise LogUnavailable("gone before it could answer")

    async def read(self, meeting: MeetingId, after: int) -> Sequence[Commit]:
        """Return later commits."""
        if not self.available:
            raise LogUnavailable("made unavailable")
        return self.commits.get(meeting, [])[after:]

    async def awake(self) -> Sequence[MeetingId]:
        """Return who wants to be woken."""
        if not self.available:
            raise LogUnavailable("made unavailable")
        return [meeting for meeting, at in self._wake.items() if at is not None]

    def forget(self, meeting: MeetingId) -> None:
        """Delete all of a meeting."""
        for kept in (self.commits, self.words, self.said, self._wake):
            kept.pop(meeting, None)
        self.lines = {key: lines for key, lines in self.lines.items() if key[0] != meeting}


class MemoryDirectory:
    """`Directory` in dicts; the words are the log's. While ``speechless`` it erases and cannot say so."""

    def __init__(self, log: MemoryLog) -> None:
        self._log = log
        self._meetings: dict[MeetingId, MeetingInfo] = {}
        self._names: dict[MeetingId, dict[PersonId, str]] = {}
        self._named: dict[tuple[MeetingId, PersonId], Millis] = {}
        self.wiped = 0
        self.speechless = False

    async def create_meeting(self, info: MeetingInfo) -> None:
        """Store a meeting."""
        self._meetings[info.id] = info

    async def meeting(self, meeting: MeetingId) -> MeetingInfo | None:
        """Return a meeting."""
        return self._meetings.get(meeting)

    async def names(self, meeting: MeetingId) -> Mapping[PersonId, str]:
        """Return all names."""
        return dict(self._names.get(meeting, {}))

    async def words(self, meeting: MeetingId, texts: Collection[TextId]) -> Mapping[TextId, str]:
        """Return some words."""
        said = self._log.words.get(meeting, {})
        return {text: said[text] for text in texts if text in said}

    async def lines(
        self, meeting: MeetingId, conversation: ConversationId, before: int, limit: int
    ) -> Sequence[Line]:
        """Return lines of a conversation."""
        kept = self._log.lines.get((meeting, conversation), {})
        return [kept[number] for number in sorted(kept) if number < before][-limit:]

    async def line(self, meeting: MeetingId, line: LineId) -> OlderLine | None:
        """Return a line by its id."""
        for (of_meeting, conversation), kept in self._log.lines.items():
            for one in kept.values():
                if (of_meeting, one.id, one.announcement) == (meeting, line, False):
                    return OlderLine(conversation, one)
        return None

    async def set_name(self, meeting: MeetingId, person: PersonId, name: str, at: Millis) -> None:
        """Store a name."""
        self._names.setdefault(meeting, {})[person] = name
        self._named[meeting, person] = at

    async def revoke_links(self, meeting: MeetingId, roles: Collection[LinkRole]) -> MeetingInfo | None:
        """Begin another round of links."""
        info = self._meetings.get(meeting)
        if info is None:
            return None
        self._meetings[meeting] = replace(
            info,
            moderator_links=info.moderator_links + ("moderator" in roles),
            participant_links=info.participant_links + ("participant" in roles),
        )
        return self._meetings[meeting]

    async def erase(self, meeting: MeetingId, erasure: Erasure) -> Erased:
        """Erase names and texts."""
        names = self._names.get(meeting, {})
        people = {p for p in names if erasure.person in (None, p) and p not in erasure.kept_people}
        if erasure.before is not None:
            people = {p for p in people if self._named[meeting, p] < erasure.before}
        words = self._log.words.get(meeting, {})
        texts = set(words) - erasure.kept_texts
        for text in words.keys() & texts:
            by, at = self._log.said[meeting][text]
            if erasure.person not in (None, by) or (erasure.before is not None and at >= erasure.before):
                texts.discard(text)
        for person in people:
            del names[person]
        for text in texts:
            del words[text]
        if self.speechless:
            raise LogUnavailable("gone before it could answer")
        return Erased(frozenset(people), frozenset(texts))

    async def delete_meeting(self, meeting: MeetingId) -> None:
        """Delete a meeting."""
        self._meetings.pop(meeting, None)
        self._names.pop(meeting, None)
        self._log.forget(meeting)

    async def wipe(self) -> None:
        """Note that nothing is left: memory keeps no copies."""
        self.wiped += 1

    async def quiet_since(self, before: Millis) -> Sequence[MeetingId]:
        """Return meetings without a commit since a time."""
        return [
            info.id
            for info in self._meetings.values()
            if info.created < before
            and all(commit.at < before for commit in self._log.commits.get(info.id, ()))
        ]

    async def wordy_since(self, before: Millis) -> Sequence[MeetingId]:
        """Return meetings with names or texts from before a time."""
        named = {of for of, names in self._names.items() if any(self._named[of, p] < before for p in names)}
        for of, words in self._log.words.items():
            if any(self._log.said[of][text][1] < before for text in words):
                named.add(of)
        return sorted(named)


class MemoryHarvests:
    """`HarvestStore` in a dict."""

    def __init__(self) -> None:
        self._kept: dict[tuple[MeetingId, int], tuple[HarvestPart, ...]] = {}

    async def read(self, meeting: MeetingId, number: int) -> Sequence[HarvestPart]:
        """Return a harvest's parts."""
        return self._kept.get((meeting, number), ())

    async def keep(self, meeting: MeetingId, number: int, parts: Sequence[HarvestPart]) -> None:
        """Store a harvest, once."""
        self._kept.setdefault((meeting, number), tuple(parts))

    async def forget(self, meeting: MeetingId) -> None:
        """Delete a meeting's harvests."""
        self._kept = {key: parts for key, parts in self._kept.items() if key[0] != meeting}


class MemoryDocuments:
    """`DocumentStore` in a dict; can be made unavailable."""

    def __init__(self) -> None:
        self.kept: dict[DocumentKey, list[StoredUpdate]] = {}
        self.available = True

    def _of(self, key: DocumentKey) -> list[StoredUpdate]:
        if not self.available:
            raise LogUnavailable("made unavailable")
        return self.kept.setdefault(key, [])

    async def read(self, key: DocumentKey) -> Sequence[StoredUpdate]:
        """Return all changes."""
        return tuple(self._of(key))

    async def append(self, key: DocumentKey, stored: StoredUpdate) -> None:
        """Store a change."""
        kept = self._of(key)
        if any(other.seq == stored.seq for other in kept):
            raise LogConflict(key.meeting, stored.seq)
        kept.append(stored)

    async def compact(self, key: DocumentKey, whole: StoredUpdate) -> None:
        """Put one change in the place of several."""
        kept = self._of(key)
        self.kept[key] = [whole, *(stored for stored in kept if stored.seq > whole.seq)]

    async def forget(self, meeting: MeetingId) -> None:
        """Delete a meeting's documents."""
        self.kept = {key: stored for key, stored in self.kept.items() if key.meeting != meeting}


class MemoryFileIndex:
    """`FileIndex` in a dict."""

    def __init__(self) -> None:
        self._files: dict[tuple[MeetingId, FileId], Content] = {}

    async def add(self, meeting: MeetingId, file: FileId, content: Content) -> None:
        """Store what a file has."""
        self._files.setdefault((meeting, file), content)

    async def find(self, meeting: MeetingId, file: FileId) -> Content | None:
        """Return what a file has."""
        return self._files.get((meeting, file))

    async def of_meeting(self, meeting: MeetingId) -> Mapping[FileId, Content]:
        """Return all files of a meeting."""
        return {file: content for (of, file), content in self._files.items() if of == meeting}

    async def remove(self, meeting: MeetingId, file: FileId) -> bool:
        """Forget a file."""
        gone = self._files.pop((meeting, file), None)
        return gone is not None and gone.digest not in {kept.digest for kept in self._files.values()}


class FixedKeys:
    """`Keys` that can be changed."""

    def __init__(self, api: str = "the-api-key", *signing: str) -> None:
        self.api = api
        self.signing = signing or ("a secret",)

    def api_key(self) -> str:
        """Return the key of programs."""
        return self.api

    def signing_keys(self, now: Millis) -> Sequence[str]:
        """Return the keys of tokens."""
        return self.signing
