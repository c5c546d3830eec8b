"""JN1: links made and revoked from a moderator's seat."""

from http import HTTPStatus

from fastapi import APIRouter

from reconvene.live.ports import LinkRole
from reconvene.meeting.ids import Millis
from reconvene.web.errors import Problem
from reconvene.web.holder import HoldingRarely
from reconvene.web.rest import Links, NewLinks, link_end, links, roles_of

router = APIRouter(
    prefix="/api/v1/seat/links",
    tags=["moderating"],
    responses={
        401: {"model": Problem},
        403: {"model": Problem},
        422: {"model": Problem},
        429: {"model": Problem},
    },
)


class LinksUntil(Links):
    """Addresses to give to people, and the time from which they open nothing."""

    expires: Millis


@router.post("", status_code=HTTPStatus.CREATED)
async def make_own_links(body: NewLinks, holder: HoldingRarely) -> LinksUntil:
    """Make two more links to one's meeting, good at most as long as the server's others."""
    holder.require_moderator()
    services = holder.services
    expires = min(link_end(services, body.days), link_end(services))
    made = links(services, holder.running.info, expires)
    return LinksUntil(moderator=made.moderator, participant=made.participant, expires=expires)


@router.delete("", status_code=HTTPStatus.NO_CONTENT)
async def revoke_own_links(holder: HoldingRarely, role: LinkRole | None = None) -> None:
    """Let every link to one's meeting made so far open nothing; who is in the meeting stays."""
    holder.require_moderator()
    await holder.services.meetings.revoke_links(holder.running.info.id, roles_of(role))
