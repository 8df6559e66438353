"""Checks a page for people whom it may shut out.

Each check returns what is wrong, in words; a test wants an empty list.
"""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.async_api import Page

MOST_STOPS = 150

RULES = {
    "resultTypes": ["violations"],
    "runOnly": {
        "type": "tag",
        "values": [
            "wcag2a",
            "wcag2aa",
            "wcag21a",
            "wcag21aa",
            "best-practice",
        ],
    },
}

FINDINGS = """async (options) => {
  const found = await axe.run(document, options);
  return found.violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")} ${node.failureSummary}`));
}"""

TOO_WIDE = """() => {
  const wide = document.documentElement.scrollWidth;
  if (wide <= innerWidth) return [];
  const out = [...document.body.querySelectorAll("*")].filter((each) => {
    const box = each.getBoundingClientRect();
    return box.right > innerWidth + 1 && box.width > 1;
  });
  return [`${wide} px: ` + out.slice(0, 3).map((each) => each.outerHTML.slice(0, 90)).join(" | ")];
}"""

TOO_SMALL = """() => {
  const able = "button, a.main, a.choice, summary, select, textarea, nav a, .tick," +
    "input:not([type=hidden], [type=checkbox], [type=radio])";
  return [...document.querySelectorAll(able)]
    .filter((each) => each.checkVisibility() && !each.closest(".skip"))
    .map((each) => [each, each.getBoundingClientRect()])
    .filter(([each, box]) => box.height < 43.9 || box.width < 43.9)
    .map(([each, box]) => `${Math.round(box.width)} x ${Math.round(box.height)}: `
      + each.outerHTML.slice(0, 90));
}"""

INLINE = """() => [
  ...[...document.querySelectorAll("[style]")],
  ...[...document.querySelectorAll("style, script:not([src], [type='application/json'])")],
  ...[...document.querySelectorAll("*")].filter((each) =>
    each.getAttributeNames().some((name) => name.startsWith("on"))),
].map((each) => each.outerHTML.slice(0, 120))"""

FROM_THE_TOP = """() => {
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
}"""

HERE = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  at.dataset.stop ??= String(document.querySelectorAll("[data-stop]").length);
  const ring = (pseudo) => {
    const style = getComputedStyle(at, pseudo);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  };
  const box = at.getBoundingClientRect();
  return {
    stop: at.dataset.stop,
    what: at.outerHTML.slice(0, 120),
    ring: ring(null) || ring("::after"),
    shown: box.bottom > 0 && box.top < innerHeight && box.width > 0,
  };
}"""

NOT_REACHED = """() => {
  const able = "a[href], button, input:not([type=hidden]), textarea, select, summary," +
    "audio[controls], [tabindex='0']";
  const groups = new Set(
    [...document.querySelectorAll("[type=radio][data-stop]")].map((radio) => radio.name));
  return [...document.querySelectorAll(able)]
    .filter((each) => each.checkVisibility() && !each.disabled && !each.dataset.stop)
    .filter((each) => !(each.type === "radio" && groups.has(each.name)))
    .map((each) => each.outerHTML.slice(0, 120));
}"""


async def axe(page: Page) -> list[str]:
    """What axe reports against WCAG 2.1 A and AA, and against good practice."""
    if not await page.evaluate("() => 'axe' in window"):
        await page.evaluate(AXE_SCRIPT)
    found: list[str] = await page.evaluate(FINDINGS, RULES)
    return found


async def too_wide(page: Page) -> list[str]:
    """What is so wide that a reader must scroll sideways."""
    found: list[str] = await page.evaluate(TOO_WIDE)
    return found


async def too_small(page: Page) -> list[str]:
    """Buttons, fields and links that act as buttons, when they are smaller than 44 px."""
    found: list[str] = await page.evaluate(TOO_SMALL)
    return found


async def inline(page: Page) -> list[str]:
    """Styles and scripts inside the page itself."""
    found: list[str] = await page.evaluate(INLINE)
    return found


async def by_keyboard(page: Page) -> list[str]:
    """Stops of the Tab key that are not visible, and controls that it never reaches."""
    await page.evaluate(FROM_THE_TOP)
    stops = await _walk(page)
    wrong = [f"no ring: {stop['what']}" for stop in stops if not stop["ring"]]
    wrong += [f"out of view: {stop['what']}" for stop in stops if not stop["shown"]]
    if "#indhold" not in stops[0]["what"]:
        wrong.append(f"the first stop leads nowhere: {stops[0]['what']}")
    return wrong + [f"not reached: {what}" for what in await page.evaluate(NOT_REACHED)]


async def _walk(page: Page) -> list[dict[str, Any]]:
    stops: list[dict[str, Any]] = []
    seen: set[str] = set()
    for _ in range(MOST_STOPS):
        await page.keyboard.press("Tab")
        stop = await page.evaluate(HERE)
        if stop and stops and stop["stop"] == stops[-1]["stop"]:
            continue  # a field for a day has a stop for each of its parts
        if stop is None or stop["stop"] in seen:
            break
        seen.add(stop["stop"])
        stops.append(stop)
    return stops
