"""What participants may do in a meeting, as its moderators set it (RM1, JN3)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Permissions:
    """What participants may begin; moderators always may. What runs goes on, save presenting.

    ``lobby`` lets newcomers wait until a moderator admits them; ``locked`` keeps newcomers out (JN3).
    """

    unmute: bool = True
    camera: bool = True
    share: bool = True
    chat: bool = True
    private_chat: bool = True
    lobby: bool = False
    locked: bool = False
