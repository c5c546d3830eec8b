"""RM1: devices that go away, are taken back or held back: a plain word, a button, and it works again."""

import asyncio
import os
import signal
from pathlib import Path

from playwright.async_api import Locator, expect

from tests.e2e.gathering import Gathering
from tests.e2e.person import Person

CAMERA_SERVICE = b"--utility-sub-type=video_capture.mojom.VideoCaptureService"


def _processes() -> dict[int, tuple[int, bytes]]:
    """Return all processes of this machine with their parents and command lines."""
    found = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                line = (entry / "cmdline").read_bytes()
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            except OSError:  # gone meanwhile
                continue
            found[int(entry.name)] = (parent, line)
    return found


def unplug_camera(person: Person) -> None:
    """End the process in which this person's browser has its cameras: to pages they are unplugged."""
    face = f"{person.look.colour}.y4m".encode()
    processes = _processes()
    browsers = {pid for pid, (_, line) in processes.items() if face in line and b"--type=" not in line}
    of_browser = {pid: line for pid, (parent, line) in processes.items() if parent in browsers}
    services = [pid for pid, line in of_browser.items() if CAMERA_SERVICE in line]
    assert services, f"{person.name} has no camera running"
    for pid in services:
        os.kill(pid, signal.SIGKILL)


def band(person: Person, words: str) -> Locator:
    """Return the line under the control bar that says this."""
    return person.notices.get_by_role("status").filter(has_text=words)


async def test_a_camera_that_goes_away_is_replaced_and_what_is_taken_back_can_be_given_again(
    gathering: Gathering,
) -> None:
    """RM1, JN1: unplugged, refused midway, allowed again; no new connection."""
    mia, ann = people = await gathering.join(["Mia"], ["Ann"], "asked for")
    await gathering.in_groups(people)
    links = [await person.links() for person in people]

    await asyncio.to_thread(unplug_camera, ann)
    await expect(band(ann, "Your camera went away.")).to_be_visible()
    await gathering.in_groups(people)

    await ann.context.clear_permissions()
    microphone = band(ann, "The browser did not allow the microphone.")
    camera = band(ann, "The browser did not allow the camera.")
    await expect(microphone).to_be_visible()
    await expect(camera).to_be_visible()
    await expect(ann.button("Unmute")).to_be_visible()
    await mia.perceives([], silent=[ann])
    await ann.context.grant_permissions(["camera", "microphone"])
    await camera.get_by_role("button", name="Try again").click()
    await microphone.get_by_role("button", name="Try again").click()
    await gathering.in_groups(people)
    await expect(camera).to_have_count(0)
    await expect(ann.button("Mute")).to_be_visible()
    assert [await person.links() for person in people] == links
