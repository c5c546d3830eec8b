"""The pages of a meeting as far as their media go: how to reach them, what they asked for, what they show."""

from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from reconvene.live.ports import Connection
from reconvene.media.feeds import Feed
from reconvene.media.wanted import Gaze
from reconvene.meeting.ids import PersonId, RoomId
from reconvene.wire.codec import encode
from reconvene.wire.frames import Looking, Publish


class MediaPages:
    """One page for each person, named by what it calls itself; nothing is kept of people who left."""

    def __init__(self) -> None:
        self._pages: dict[PersonId, tuple[str, Connection]] = {}
        self._asked: dict[PersonId, Publish] = {}
        self._gazes: dict[PersonId, Gaze] = {}

    @property
    def gazes(self) -> Mapping[PersonId, Gaze]:
        """What each person's page shows, of those that have said so."""
        return self._gazes

    def __iter__(self) -> Iterator[tuple[PersonId, str]]:
        """Yield who has a page connected, and its name."""
        return iter([(person, page) for person, (page, _) in self._pages.items()])

    def attach(self, person: PersonId, page: str, connection: Connection) -> None:
        """Note a person's page and how to reach it."""
        if not self.has(person, page):
            self._gazes.pop(person, None)
        self._pages[person] = (page, connection)

    def detach(self, person: PersonId, connection: Connection) -> None:
        """Forget a page's connection, unless another has taken its place."""
        if self._pages.get(person, ("", None))[1] is connection:
            del self._pages[person]

    def leave(self, person: PersonId) -> None:
        """Forget all of somebody who is not in the meeting any more."""
        self._pages.pop(person, None)
        self.rest(person)

    def rest(self, person: PersonId) -> None:
        """Forget what a page asked for and shows; it says so again when it wants media."""
        self._asked.pop(person, None)
        self._gazes.pop(person, None)

    def has(self, person: PersonId, page: str) -> bool:
        """Return whether this is a person's page now, and connected."""
        present = self._pages.get(person)
        return present is not None and present[0] == page

    def send(self, person: PersonId, page: str, frame: BaseModel) -> None:
        """Send something to a page if it is still the person's own."""
        if self.has(person, page):
            self._pages[person][1].send(encode(frame))

    def ask(self, person: PersonId, frame: Publish) -> None:
        """Note which media a page asked for last."""
        self._asked[person] = frame

    def asked(self, person: PersonId) -> Publish | None:
        """Return which media a person's page asked for last."""
        return self._asked.get(person)

    def look(self, person: PersonId, page: str, frame: Looking) -> bool:
        """Take over which pictures a page shows; return whether it still has anything to say."""
        if not self.has(person, page):
            return False
        heights = {Feed(one.person, one.source): one.height for one in frame.pictures}
        self._gazes[person] = Gaze(RoomId(frame.room), heights, frame.whole)
        return True
