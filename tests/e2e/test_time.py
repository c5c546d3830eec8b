"""A session with a limit: everybody sees the same time, and it can be changed while it runs."""

import re
from statistics import median

from playwright.async_api import expect

from tests.e2e.gathering import Gathering
from tests.e2e.moderator import Moderator
from tests.e2e.person import Person
from tests.e2e.waiting import eventually

CLOCK = re.compile(r"(\d+):(\d\d)")
NEAR = 250
"""TM1: milliseconds by which no clock may be off."""
CHANGES = 5
SKEWS = {"Mia": 0, "Ann": -7 * 60_000 - 450, "Ben": 26 * 3_600_000 + 730}
"""Milliseconds by which the clocks of these people's machines are wrong."""

WRONG_CLOCK = """(() => {
    const Right = Date;
    const now = () => Right.now() + SKEW;
    window.Date = class extends Right {
        constructor(...args) {
            super(...(args.length === 0 ? [now()] : args));
        }
        static now() {
            return now();
        }
    };
})();"""

WATCH = """bar => {
    window.clockChanges = [];
    new MutationObserver(() => {
        const found = bar.textContent.match(/(\\d+):(\\d\\d)/);
        const left = Number(found[1]) * 60 + Number(found[2]);
        // The machine's own time, which the page's Date does not tell.
        const at = performance.timeOrigin + performance.now();
        if (window.clockChanges.at(-1)?.left !== left) window.clockChanges.push({ at, left });
    }).observe(bar, { characterData: true, childList: true, subtree: true });
}"""


async def _lateness(person: Person, ends_at: int) -> list[float]:
    """Return by how many milliseconds of the server's time each change of the person's clock came late."""

    async def changes() -> list[dict[str, float]]:
        seen: list[dict[str, float]] = await person.page.evaluate("() => window.clockChanges")
        return seen

    seen = await eventually(changes, lambda seen: len(seen) >= CHANGES, f"{person.name}'s clock goes")
    return [change["left"] * 1_000 - (ends_at - change["at"]) for change in seen]


async def test_without_a_limit_no_remaining_time_is_shown(gathering: Gathering) -> None:
    """TM1: no limit, no clock, for moderators and participants."""
    mia, ann = await gathering.join(["Mia"], ["Ann"])
    desk = Moderator(mia)
    await desk.set_up(1, "Automatically")
    await desk.press("Start breakout")
    for person in (mia, ann):
        bar = person.page.get_by_role("region", name="Breakout session")
        await expect(bar).to_be_visible()
        await expect(bar).not_to_contain_text(CLOCK)
        await expect(person.button("Remaining time")).to_have_count(0)


async def test_every_clock_shows_the_servers_time(gathering: Gathering) -> None:
    """TM1, TM2: within 0.25 s, whatever a machine's own clock says; the same after *Add time*."""
    people: list[Person] = []
    for name, skew in SKEWS.items():
        person = await gathering.invite(name, quiet=True)
        await person.page.add_init_script(WRONG_CLOCK.replace("SKEW", str(skew)))
        await person.join(gathering.meeting.participant if people else gathering.meeting.moderator)
        people.append(person)
    mia, ann, _ = people
    await gathering.open_rooms([ann], time_limit=10)
    await Moderator(mia).add_time(5)
    ends_at = (await gathering.records())["meeting"]["ends_at"]
    for person in people:
        await expect(person.bar).to_contain_text(re.compile(r"14:\d\d"))
        await person.bar.evaluate(WATCH)
    for person in people:
        off = await _lateness(person, ends_at)
        assert abs(median(off)) <= NEAR, f"{person.name}'s clock is off by {off}"
