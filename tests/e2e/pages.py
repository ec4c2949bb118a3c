"""What every page must be in a browser: quiet, accessible, no wider than the screen, focus always visible.

`watch` is fixture-ready: tests/e2e/conftest.py (or a test module) wraps it as `strict_page`:

    @pytest.fixture
    def strict_page(page, live_server):
        with pages.watch(page, live_server.url) as watched:
            yield watched
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Request

AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Chromium logs these as errors, but they are meant: a form with errors, a refusal, an unknown page.
MEANT_STATUSES = ("400", "403", "404", "409", "422")

CSP_REPORTER = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`CSP: ${event.violatedDirective} blocked ${event.blockedURI} in ${event.sourceFile}`));
"""

FOCUSED = """() => {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return null;
  const style = getComputedStyle(element), box = element.getBoundingClientRect();
  const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
  const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
  const spots = [[0.5, 0.5], [0.1, 0.2], [0.9, 0.8]].map(([x, y]) =>
    document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y));
  element.dataset.tabStops = Number(element.dataset.tabStops ?? 0) + 1;
  return {
    name: [element.tagName.toLowerCase(), element.id && "#" + element.id,
      ` "${(element.innerText || element.value || "").trim().slice(0, 40)}"`].join(""),
    outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    visible: spots.some((spot) => spot && (element.contains(spot) || spot.contains(element))),
    again: Number(element.dataset.tabStops) > 1,
  };
}"""

FROM_THE_TOP = """() => {
  for (const element of document.querySelectorAll("[data-tab-stops]")) delete element.dataset.tabStops;
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
}"""

TOO_WIDE = """() => [...document.querySelectorAll("body *")].filter((element) => {
  const box = element.getBoundingClientRect();
  if (!box.width || box.right <= innerWidth + 1) return false;
  for (let up = element.parentElement; up; up = up.parentElement) {
    if (/auto|scroll|hidden|clip/.test(getComputedStyle(up).overflowX) && up !== document.body) return false;
  }
  return true;
}).slice(0, 8).map((element) =>
  `${element.tagName.toLowerCase()}.${element.className} ends at ${element.getBoundingClientRect().right}`)"""

# What is seen of an element: without what is only there for who listens. A column of letters is narrower
# than 24 px; more than a dozen characters in less than four letters are squeezed as well.
LETTER_COLUMNS = """() => [...document.querySelectorAll(
  "h1, h2, h3, h4, p, li, th, td, a, button, dt, dd, label, legend, caption, .badge"
)].filter((element) => {
  if (element.closest(".visually-hidden, .table-stack thead")) return false;
  const words = (node) => node.nodeType === Node.TEXT_NODE ? node.textContent
    : node.getClientRects?.().length && !node.classList.contains("visually-hidden")
      ? [...node.childNodes].map(words).join("") : "";
  const text = [...element.childNodes].map(words).join("").replace(/\\s+/g, " ").trim();
  const width = element.getBoundingClientRect().width;
  const letter = parseFloat(getComputedStyle(element).fontSize);
  return width > 1 && ((text.length > 4 && width < 24) || (text.length > 12 && width < 4 * letter));
}).map((element) => `${element.tagName.toLowerCase()} "${element.innerText.slice(0, 30)}"`)"""

# Every stop in turn, focused as the Tab key does: after one real Tab a script's focus shows the ring as well.
WITHOUT_RING = """() => [...document.querySelectorAll(
  "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"
)].filter((element) => {
  if (element.disabled || !element.checkVisibility({ visibilityProperty: true })) return false;
  element.focus({ preventScroll: true });
  if (document.activeElement !== element) return false;
  const style = getComputedStyle(element);
  return style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2;
}).map((element) => element.outerHTML.slice(0, 120))"""

# axe asks 24 px of every target (WCAG 2.5.8); a button with which one acts is larger.
LOW_BUTTONS = """() => [...document.querySelectorAll(".utrecht-button, .button-link")].filter((element) =>
  element.checkVisibility({ visibilityProperty: true }) && element.getBoundingClientRect().height < 43.5
).map((element) => element.outerHTML.slice(0, 120))"""


@contextmanager
def watch(page: Page, base_url: str) -> Iterator[Page]:
    """Fail on console errors, script errors, reports of the CSP, and requests to another host."""
    faults: list[str] = []

    def console(message: ConsoleMessage) -> None:
        if message.type != "error":
            return
        if "Failed to load resource" in message.text and any(
            f" {s} " in message.text for s in MEANT_STATUSES
        ):
            return
        faults.append(f"console: {message.text}")

    def requested(request: Request) -> None:
        # Listened to, not intercepted: that would switch the browser's cache off.
        if not request.url.startswith((base_url, "data:", "blob:")):
            faults.append(f"request to another host: {request.url}")

    page.on("console", console)
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.add_init_script(CSP_REPORTER)
    page.on("request", requested)
    yield page
    assert not faults, "\n".join(faults)


def axe(
    page: Page, *, exclude: Iterable[str] = (), rules_off: Iterable[str] = (), preload: bool = True
) -> None:
    """Assert that axe finds nothing; an exception needs its reason where it is asked for."""
    context = {"exclude": [[selector] for selector in exclude]} if exclude else None
    results = Axe().run(
        page,
        context=context,
        options={
            "runOnly": {"type": "tag", "values": AXE_TAGS},
            "resultTypes": ["violations"],  # what passes need not be described; that takes most of the time
            "preload": preload,  # axe writes a <style> for imported style sheets, which the policy forbids
            "rules": {rule: {"enabled": False} for rule in rules_off},
        },
    )
    lines = []
    for violation in results.response["violations"]:
        lines.append(f"{violation['id']} ({violation['impact']}): {violation['help']}")
        for node in violation["nodes"][:5]:
            lines.append(f"    {' '.join(map(str, node['target']))}: {node['html'][:140]}")
    assert not lines, f"{page.url}\n" + "\n".join(lines)


def no_sideways_scroll(page: Page, width: int = 320) -> None:
    """Assert that at this width nothing sticks out and no column has shrunk to a letter per line."""
    before = page.viewport_size
    page.set_viewport_size({"width": width, "height": 720})
    scroll_width = page.evaluate("document.documentElement.scrollWidth")
    assert scroll_width <= width, f"{page.url} is {scroll_width} wide: {page.evaluate(TOO_WIDE)}"
    squeezed = page.evaluate(LETTER_COLUMNS)
    assert squeezed == [], f"{page.url}: {squeezed}"
    if before:
        page.set_viewport_size(before)


def large_letters(page: Page) -> None:
    """Assert that with letters twice as large (WCAG 1.4.4) nothing sticks out or is squeezed."""
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    scroll_width, width = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert scroll_width <= width, f"{page.url} is {scroll_width} wide: {page.evaluate(TOO_WIDE)}"
    squeezed = page.evaluate(LETTER_COLUMNS)
    assert squeezed == [], f"{page.url}: {squeezed}"
    page.evaluate("document.documentElement.style.fontSize = ''")


def rings_and_buttons(page: Page) -> None:
    """Assert that each stop of the Tab key shows an outline of 2 px or more; each button is 44 px high."""
    page.keyboard.press("Tab")
    assert page.evaluate(WITHOUT_RING) == [], page.url
    assert page.evaluate(LOW_BUTTONS) == [], page.url


def readable_in_the_dark(page: Page) -> None:
    """Assert that axe finds enough contrast in the dark scheme."""
    page.emulate_media(color_scheme="dark")
    options = {"runOnly": {"type": "rule", "values": ["color-contrast"]}, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    assert [node["html"][:140] for violation in found for node in violation["nodes"]] == [], page.url
    page.emulate_media(color_scheme="light")


def focus_visible_everywhere(page: Page, most: int = 200) -> list[str]:
    """Walk the page with Tab: every stop shows an outline of 2 px or more, uncovered. Return the stops."""
    page.evaluate(FROM_THE_TOP)
    stops: list[str] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None or stop["again"]:
            break
        stops.append(stop["name"])
        assert stop["outline"] >= 2, f"{page.url}: no focus ring on {stop['name']} (stop {len(stops)})"
        assert stop["visible"], f"{page.url}: focus is covered on {stop['name']} (stop {len(stops)})"
    assert stops, f"{page.url}: nothing can be reached with Tab"
    return stops
