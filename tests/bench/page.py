"""How fast a page is built and opened: ``python tests/bench/page.py [NODES ...]``.

For each size: seconds to build and write the file, its size, milliseconds from the start of
navigation until the page can be used, milliseconds from a choice in the search to the first
sentence, and frames a second while the default view is panned and zoomed. Medians of five in
headless Chromium without a GPU, the network cut. Other work on the machine slows all of it, so
the same is measured of an empty page and, up to 20,000 nodes, of pyvis's own page of the graph,
as far as it is built and comes to rest within two minutes each.
"""

from __future__ import annotations

import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from playwright.sync_api import Browser, TimeoutError, sync_playwright
from playwright.sync_api import Page as Tab
from pyvis.network import Network as PyvisNetwork

from kg.model import Evidence, Network, NetworkLink, NetworkNode
from kg.view import page

SIZES = (1_000, 20_000, 100_000)
PYVIS_LIMIT = 20_000
PYVIS_PATIENCE = 120
SENTENCES_AN_ARTICLE = 24
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
    known = [cast[int(len(cast) * dice.random() ** 3)] for _ in range(dice.choice((2, 2, 3, 4)))]
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
    article, place = dice.randrange(2_000), dice.randrange(SENTENCES_AN_ARTICLE)
    sentences = _article(article)
    words = sentences[place].split()
    return Evidence(
        text=sentences[place],
        marks=((0, len(words[0]), "actor"), (len(words[0]) + 1, len(words[0]) + 6, "trigger")),
        article=f"a/{article}",
        title=f"{_WORDS[article % 65]} and {_WORDS[article // 65]}".capitalize(),
        publisher=f"The {_WORDS[article % 20].capitalize()} Post",
        published=f"2025-{article % 12 + 1:02}-{article % 28 + 1:02}",
        url=f"https://news.example/{article}",
        start=sum(len(one) + 1 for one in sentences[:place]),
        speakers=(),
        status=event.status or "happened",
        certainty="certain",
        rule="events.trigger",
    )


@cache
def _article(number: int) -> list[str]:
    """The sentences of an article; the last of a paragraph ends in a line break."""
    dice = random.Random(number)
    sentences = []
    for place in range(SENTENCES_AN_ARTICLE):
        words = [dice.choice(_WORDS) for _ in range(dice.randint(14, 30))]
        sentences.append(" ".join(words).capitalize() + ("." if place % 3 < 2 else "!"))
    return sentences


def texts(network: Network) -> dict[str, str]:
    """Whole articles of the network by id, three sentences to a paragraph."""
    found = {item.article for link in network.links for item in link.evidence}
    return {name: _text(_article(int(name.split("/")[1]))) for name in sorted(found)}


def _text(sentences: list[str]) -> str:
    return "".join(f"{one}\n" if one.endswith("!") else f"{one} " for one in sentences)


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


_ANSWER = """() => new Promise((done) => {
    const start = performance.now();
    new MutationObserver(() => {
        if (document.querySelector('.sentence')) done(performance.now() - start);
    }).observe(document.querySelector('#panel'), { childList: true, subtree: true });
    document.querySelector('#suggestions li').click();
})"""
_FRAMES = """(kind) => new Promise((done) => {
    const canvas = document.querySelector('canvas');
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const middle = { clientX: left + width / 2, clientY: top + height / 2, bubbles: true, cancelable: true };
    const start = performance.now();
    let frames = 0;
    const send = {
        still: () => {},
        zoom: () => canvas.dispatchEvent(new WheelEvent('wheel', { ...middle, deltaY: frames % 60 < 30 ? -40 : 40 })),
        pan: () => canvas.dispatchEvent(new PointerEvent('pointermove', { ...middle, pointerId: 1,
            pointerType: 'mouse', button: -1, buttons: 1, isPrimary: true, clientX: middle.clientX + 60 * Math.sin(frames / 9) })),
    }[kind];
    if (kind === 'pan') canvas.dispatchEvent(new PointerEvent('pointerdown', { ...middle, pointerId: 1,
        pointerType: 'mouse', button: 0, buttons: 1, isPrimary: true }));
    const step = () => {
        frames += 1;
        send();
        const passed = performance.now() - start;
        if (passed < 1500) return requestAnimationFrame(step);
        if (kind === 'pan') canvas.dispatchEvent(new PointerEvent('pointerup', { ...middle, pointerId: 1,
            pointerType: 'mouse', button: 0, buttons: 0, isPrimary: true }));
        return done(frames / (passed / 1000));
    };
    requestAnimationFrame(step);
})"""


@contextmanager
def _tab(browser: Browser, path: Path) -> Iterator[Tab]:
    tab = browser.new_page(viewport={"width": 1400, "height": 900}, offline=True)
    try:
        tab.goto(path.as_uri(), wait_until="commit")
        yield tab
    finally:
        tab.close()


def _wait(tab: Tab, condition: str) -> None:
    """Ask now and then; what Playwright waits with would be compiled while the page starts."""
    asking = tab.context.new_cdp_session(tab)
    end = time.monotonic() + 120
    while not asking.send("Runtime.evaluate", {"expression": condition})["result"].get("value"):
        if time.monotonic() > end:
            raise TimeoutError(condition)
        time.sleep(0.1)


def _ours(browser: Browser, path: Path) -> tuple[float, ...]:
    """Milliseconds until usable and from a choice to its sentence; frames of pan and zoom."""
    with _tab(browser, path) as tab:
        _wait(tab, "document.documentElement.dataset.state === 'ready'")
        usable = tab.evaluate("performance.getEntriesByName('usable')[0].startTime")
        tab.wait_for_timeout(500)
        pan, zoom = (tab.evaluate(_FRAMES, kind) for kind in ("pan", "zoom"))
        tab.get_by_role("combobox").fill("Aba")
        return float(usable), float(tab.evaluate(_ANSWER)), float(pan), float(zoom)


def _empty(browser: Browser, path: Path) -> tuple[float, ...]:
    """The same of a page with nothing in it, as far as it can be done."""
    with _tab(browser, path) as tab:
        tab.wait_for_load_state()
        usable = tab.evaluate("performance.getEntriesByName('usable')[0].startTime")
        return float(usable), float(tab.evaluate(_FRAMES, "still"))


def _pyvis(browser: Browser, path: Path) -> tuple[float, ...]:
    """Milliseconds until pyvis's page has loaded, and until its own layout has come to rest."""
    with _tab(browser, path) as tab:
        tab.wait_for_function("window.still > 0", timeout=PYVIS_PATIENCE * 1000)
        loaded = tab.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd")
        return float(loaded), float(tab.evaluate("window.still"))


def _pyvis_page(network: Network, path: Path) -> float | None:
    """Writes the page that pyvis itself makes, its scripts inlined.

    Returns the seconds it took; None, and no page, if pyvis was not done with all links in time.
    """
    start = time.perf_counter()
    plain = PyvisNetwork(directed=True, cdn_resources="in_line", height="900px")
    for node in network.nodes:
        plain.add_node(node.id, label=node.label, title=node.kind)
    for link in network.links:
        plain.add_edge(link.source, link.target, title=link.label)
        if time.perf_counter() - start > PYVIS_PATIENCE:
            return None
    html = plain.generate_html()
    rest = (
        "network.once('stabilizationIterationsDone', () => { window.still = performance.now(); });"
    )
    path.write_text(html.replace("return network;", f"{rest} return network;", 1), "utf-8")
    return time.perf_counter() - start


def _medians(
    measure: Callable[[Browser, Path], tuple[float, ...]], browser: Browser, path: Path
) -> list[float]:
    rounds = [measure(browser, path) for _ in range(ROUNDS)]
    return [statistics.median(values) for values in zip(*rounds, strict=True)]


def _row(browser: Browser, folder: Path, count: int) -> str:
    network = synthetic(count)
    whole = texts(network)
    path = folder / f"{count}.html"
    start = time.perf_counter()
    page.write(network, path, title=f"{count} nodes", texts=whole)
    seconds = time.perf_counter() - start
    usable, answer, pan, zoom = _medians(_ours, browser, path)
    shape = (
        f"{count:>7,} {len(network.links):>7,} {seconds:>9.1f} {path.stat().st_size / 1e6:>6.2f}"
    )
    return f"{shape} {usable:>12.0f} {answer:>15.0f} {pan:>9.0f} {zoom:>9.0f}"


def _pyvis_row(browser: Browser, folder: Path, count: int) -> str:
    path = folder / f"pyvis-{count}.html"
    seconds = _pyvis_page(synthetic(count), path)
    if seconds is None:
        return f"pyvis's own, {count:,} nodes: not built after {PYVIS_PATIENCE} s"
    built = f"build {seconds:.1f} s, {path.stat().st_size / 1e6:.2f} MB"
    try:
        loaded, still = _pyvis(browser, path)
    except TimeoutError:
        return f"pyvis's own, {count:,} nodes: {built}, not at rest after {PYVIS_PATIENCE} s"
    return f"pyvis's own, {count:,} nodes: {built}, loaded {loaded:.0f} ms, at rest {still:.0f} ms"


def _empty_row(browser: Browser, folder: Path) -> str:
    path = folder / "empty.html"
    path.write_text(
        "<!doctype html><title>x</title><canvas></canvas><script>performance.mark('usable')</script>"
    )
    usable, frames = _medians(_empty, browser, path)
    return f"an empty page: usable {usable:.0f} ms, {frames:.0f} frames a second"


def main() -> None:
    """Prints one row to a size."""
    sizes = [int(text) for text in sys.argv[1:]] or SIZES
    browser_path = shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=ARGUMENTS)
        try:
            print(_empty_row(browser, Path(folder)), flush=True)
            print(
                "  nodes   links  build, s     MB   usable, ms   sentences, ms  pan, fps zoom, fps"
            )
            for count in sizes:
                print(_row(browser, Path(folder), count), flush=True)
                if count <= PYVIS_LIMIT:
                    print(_pyvis_row(browser, Path(folder), count), flush=True)
        finally:
            browser.close()


if __name__ == "__main__":
    main()
