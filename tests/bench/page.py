"""How fast a page is built and opened: ``python tests/bench/page.py [NODES ...]``.

For each size: seconds to build and write the file, its size, milliseconds from the start of
navigation until the page can be used, and milliseconds from a choice in the search to the
first sentence. The last two are medians of five in headless Chromium with the network cut.
"""

from __future__ import annotations

import random
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from kg.model import Evidence, Network, NetworkLink, NetworkNode
from kg.view import page

SIZES = (1_000, 20_000)
ROUNDS = 5
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_FIRST = ("Ada", "Bela", "Caro", "Dario", "Edda", "Farid", "Gita", "Hugo", "Iva", "Jonas", "Kira")
_SYLLABLES = ("ba", "ker", "lo", "min", "tar", "vel", "so", "rin", "da", "mo", "pek", "ul", "fen")
_WORDS = tuple(one + two for one in _SYLLABLES for two in _SYLLABLES[:5])
_TYPES = (
    ("CONSULT", "verbal-cooperation", "met"),
    ("AID", "material-cooperation", "sent aid to"),
    ("ACCUSE", "verbal-conflict", "accused"),
    ("SANCTION", "material-conflict", "sanctioned"),
)


def synthetic(count: int, seed: int = 1) -> Network:
    """A network of ``count`` nodes and about twice as many links, every link with sentences."""
    dice = random.Random(seed)
    countries = [_country(number) for number in range(min(190, max(20, count // 40)))]
    events = [_event(number, dice) for number in range(count * 2 // 5)]
    persons = [_person(number, dice) for number in range(count - len(countries) - len(events))]
    cast = persons + countries
    links = [
        link
        for event in events
        for link in _parts(event, _some(cast, countries, dice), _evidence(event, dice))
    ]
    links += [_office(person, dice.choice(countries), dice) for person in persons]
    nodes = tuple(sorted(countries + events + persons, key=lambda node: node.id))
    return Network(nodes=nodes, links=tuple(sorted(links, key=_order)))


def _some(
    cast: list[NetworkNode], countries: list[NetworkNode], dice: random.Random
) -> list[NetworkNode]:
    """Two to four participants; a few of the cast take part in very many events."""
    known = [cast[int(len(cast) * dice.random() ** 3)] for _ in range(dice.choice((1, 1, 2)))]
    return list(dict.fromkeys([*known, countries[int(len(countries) * dice.random() ** 2)]]))


def _order(link: NetworkLink) -> tuple[str, str, str]:
    return (link.source, link.predicate, link.target)


def _country(number: int) -> NetworkNode:
    name = "".join(_SYLLABLES[number // step % 13] for step in (1, 13)).capitalize() + "ia"
    key = "".join(chr(65 + number // step % 26) for step in (676, 26, 1))
    return NetworkNode(id=f"c/{number:05}", kind="country", label=name, key=key)


def _person(number: int, dice: random.Random) -> NetworkNode:
    family = "".join(dice.choice(_SYLLABLES) for _ in range(3)).capitalize()
    name = f"{dice.choice(_FIRST)} {family}"
    return NetworkNode(id=f"p/{number:05}", kind="person", label=name, aliases=(family,))


def _event(number: int, dice: random.Random) -> NetworkNode:
    kind, quad, verb = dice.choice(_TYPES)
    day = f"2025-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
    return NetworkNode(
        id=f"e/{number:05}",
        kind="event",
        label=verb,
        event_type=kind,
        quad=quad,
        status=dice.choice(("happened", "happened", "happened", "planned", "denied")),
        begin=day,
        end=day,
        precision="day",
    )


def _evidence(event: NetworkNode, dice: random.Random) -> tuple[Evidence, ...]:
    return tuple(_sentence(event, dice) for _ in range(dice.choice((1, 1, 1, 2, 2, 3, 5))))


def _sentence(event: NetworkNode, dice: random.Random) -> Evidence:
    words = [dice.choice(_WORDS) for _ in range(dice.randint(14, 30))]
    article = dice.randrange(2_000)
    return Evidence(
        text=" ".join(words).capitalize() + ".",
        marks=((0, len(words[0]), "actor"), (len(words[0]) + 1, len(words[0]) + 6, "trigger")),
        article=f"a/{article}",
        title=f"{_WORDS[article % 65]} and {_WORDS[article // 65]}".capitalize(),
        publisher=f"The {_WORDS[article % 20].capitalize()} Post",
        published=event.begin,
        url=f"https://news.example/{article}",
        start=dice.randrange(5_000),
        speakers=(),
        status=event.status or "happened",
        certainty="certain",
        rule="events.trigger",
    )


def _parts(
    event: NetworkNode, cast: list[NetworkNode], evidence: tuple[Evidence, ...]
) -> list[NetworkLink]:
    links = [_link(cast[0], "actor", event, evidence)]
    return links + [_link(event, "recipient", other, evidence) for other in cast[1:]]


def _office(person: NetworkNode, country: NetworkNode, dice: random.Random) -> NetworkLink:
    return _link(person, "holdsOffice", country, (_sentence(person, dice),), label="minister")


def _link(
    source: NetworkNode,
    predicate: str,
    target: NetworkNode,
    evidence: tuple[Evidence, ...],
    label: str | None = None,
) -> NetworkLink:
    return NetworkLink(
        source=source.id,
        target=target.id,
        predicate=predicate,
        label=label or predicate,
        status=evidence[0].status,
        evidence=evidence,
    )


def _measure(browser: Browser, path: Path) -> tuple[float, float]:
    """Milliseconds until usable, and from a choice in the search to its first sentence."""
    tab = browser.new_page(viewport={"width": 1400, "height": 900}, offline=True)
    try:
        tab.goto(path.as_uri())
        tab.wait_for_selector("html[data-state=ready]")
        usable = tab.evaluate("performance.getEntriesByName('usable')[0].startTime")
        tab.get_by_role("combobox").fill("Aba")
        answer = tab.evaluate(
            """() => new Promise((done) => {
                const start = performance.now();
                new MutationObserver(() => {
                    if (document.querySelector('.sentence')) done(performance.now() - start);
                }).observe(document.querySelector('#panel'), { childList: true, subtree: true });
                document.querySelector('#suggestions li').click();
            })"""
        )
        return float(usable), float(answer)
    finally:
        tab.close()


def _row(browser: Browser, folder: Path, count: int) -> str:
    network = synthetic(count)
    path = folder / f"{count}.html"
    start = time.perf_counter()
    page.write(network, path, title=f"{count} nodes")
    seconds = time.perf_counter() - start
    opened = [_measure(browser, path) for _ in range(ROUNDS)]
    usable, answer = (statistics.median(times) for times in zip(*opened, strict=True))
    size = path.stat().st_size / 1e6
    shape = f"{count:>7,} {len(network.links):>7,}"
    return f"{shape} {seconds:>9.1f} {size:>8.2f} {usable:>12.0f} {answer:>15.0f}"


def main() -> None:
    """Prints one row to a size."""
    sizes = [int(text) for text in sys.argv[1:]] or SIZES
    browser_path = shutil.which("chromium") or shutil.which("google-chrome")
    print("  nodes   links  build, s     MB   usable, ms   sentences, ms")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=ARGUMENTS)
        try:
            for count in sizes:
                print(_row(browser, Path(folder), count))
        finally:
            browser.close()


if __name__ == "__main__":
    main()
