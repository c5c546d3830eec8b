"""Something to share in the tests: a tab of a plain colour that sounds a tone, told from faces and voices."""

from playwright.async_api import Page

from tests.e2e.capture import SHARED_TAB, Look
from tests.e2e.person import Person

_TAB = """<!doctype html><title>{title}</title>
<body style="margin: 0; background: rgb{rgb}">
<div id="mark" style="position: absolute; width: 8px; height: 8px; background: #fff"></div>
<button style="position: absolute; bottom: 0">Play</button>
<script>
    let step = 0;
    setInterval(() => (mark.style.left = `${{(step = (step + 8) % innerWidth)}}px`), 100);
    document.querySelector("button").onclick = () => {{
        const context = new AudioContext();
        const source = new OscillatorNode(context, {{ frequency: {tone} }});
        source.connect(new GainNode(context, {{ gain: 0.4 }})).connect(context.destination);
        source.start();
    }};
</script>"""


async def open_tab(person: Person, look: Look) -> Page:
    """Open the tab that this person's browser shares when asked for a screen; closing it ends the share."""
    tab = await person.context.new_page()
    await tab.set_content(_TAB.format(title=SHARED_TAB, rgb=look.rgb, tone=look.tone))
    await tab.get_by_role("button").click()
    return tab
