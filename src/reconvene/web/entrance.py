"""Who is given a seat token (JN3, RT3); the rules ask again when the page comes in."""

import hmac
from dataclasses import dataclass
from http import HTTPStatus

from reconvene.live.running import RunningMeeting
from reconvene.meeting.ids import TextId
from reconvene.meeting.refusals import Code, Refusal
from reconvene.web.errors import problem, refused
from reconvene.web.services import Services
from reconvene.web.tokens import Link, Seat


@dataclass(frozen=True, slots=True)
class Entrance:
    """One request for a seat: by which link, from which address, with which words and earlier seat."""

    link: Link
    address: str
    passcode: str | None
    earlier: Seat | None

    def require_open(self, services: Services, running: RunningMeeting) -> TextId | None:
        """Return what names the passcode that was known; raise `ApiError` if there is no way in."""
        door = running.state.door
        person = None if self.earlier is None else self.earlier.person
        if person in door.barred:
            raise refused(Refusal(Code.REMOVED))
        known = None if self.earlier is None else self.earlier.passcode
        if self.link.role != "participant" or person in running.state.people or person in door.waiting:
            return known
        if running.state.permissions.locked:
            raise refused(Refusal(Code.MEETING_LOCKED))
        if door.passcode in (None, known):
            return door.passcode
        self._require_passcode(services, running)
        return door.passcode

    def _require_passcode(self, services: Services, running: RunningMeeting) -> None:
        meeting, now = self.link.meeting, services.clock.now()
        if not services.guesses.may_guess(meeting, self.address, now):
            raise problem(HTTPStatus.TOO_MANY_REQUESTS, "TOO_MANY_GUESSES")
        if not self.passcode:
            raise refused(Refusal(Code.PASSCODE_REQUIRED))
        given = self.passcode.strip().encode(errors="surrogatepass")
        if not hmac.compare_digest(given, running.passcode.encode()):
            services.guesses.note_wrong(meeting, self.address, now)
            raise problem(HTTPStatus.FORBIDDEN, "PASSCODE_WRONG")
