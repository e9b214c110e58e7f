"""News text is hostile: in whatever field it stands, it is shown and does nothing else."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page, expect

from kg.model import (
    Evidence,
    Network,
    NetworkConflict,
    NetworkLink,
    NetworkNode,
    NetworkSide,
)
from kg.view import page as page_maker

HOSTILE = (
    "<script>window.__pwn=1</script>",
    "</script><script>window.__pwn=1</script>",
    "<!--<script>window.__pwn=1",
    "<img src=x onerror=window.__pwn=1>",
    "<svg/onload=window.__pwn=1>",
    "<a href='javascript:window.__pwn=1'>href</a>",
    "javascript:window.__pwn=1",
    "data:text/html,<script>window.__pwn=1</script>",
    "https://news.example/\"onmouseover='window.__pwn=1'",
    '" autofocus onfocus="window.__pwn=1',
    "' style='position:fixed;inset:0",
    "</title></style></textarea></noscript><h1>in the way",
    "<iframe srcdoc='<script>parent.__pwn=1</script>'>",
    "<meta http-equiv=refresh content='0;url=https://news.example'>",
    "<link rel=stylesheet href=https://news.example/a.css>",
    "<base href=https://news.example>",
    "{{ 7 * 7 }}{% for a in b %}",
    "${window.__pwn=1}",
    "{{constructor.constructor('window.__pwn=1')()}}",
    "]]>",
    "\\u003cscript\\u003ewindow.__pwn=1",
    "&lt;script&gt;&#60;b&#62;",
    '=HYPERLINK("https://news.example")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\u202egnirts desrever\u202c",
    "\u2066\u2067 isolates that never end",
    "\u200b\u200d\ufeff",
    "null\x00byte and \x1b[31mescape",
    "lone \ud800 surrogate",
    "line\u2028separator\u2029paragraph",
    "two\nlines\tand a tab",
    "é́́́́́́́́́́́́́́́́́́́́ stacked",
    "👩🏽‍🚀👨‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿",
    "Donaudampfschifffahrtsgesellschaftskapitän" * 12,
    "محمد رئيس الوزراء קורא לשלום 東京の首相 Ελλάδα Україна ไทย हिन्दी",
    "constructor",
    "__proto__",
    "toString",
    "NaN",
    "-1",
    " ",
    "",
)
TITLE = "</title><script>window.__pwn=1</script>{{ 7 * 7 }} & \u202e" + "W" * 200


def hostile_network() -> Network:
    nodes, links = [], []
    for number, text in enumerate(HOSTILE):
        person, event = f"{text} p{number}", f"{text} e{number}"
        nodes += [
            NetworkNode(
                id=person,
                kind="person" if number % 3 else text,
                label=text,
                aliases=(text,),
                key=text,
            ),
            NetworkNode(
                id=event,
                kind="event",
                label=text,
                event_type=text,
                quad=text,
                status="happened",
                begin=text,
                end=text,
                precision=text,
                contexts=(text,),
            ),
        ]
        links += [
            _link(person, "actor", event, text),
            _link(person, text, f"{HOSTILE[0]} p0", text),
        ]
    nodes.sort(key=lambda node: node.id)
    return Network(nodes=tuple(nodes), links=tuple(links), conflicts=tuple(_conflicts(links)))


def _conflicts(links: list[NetworkLink]) -> Iterator[NetworkConflict]:
    for number, link in enumerate(links[::2]):
        text = HOSTILE[number]
        yield NetworkConflict(
            id=text,
            kind="framing",
            label=text,
            about=(link.source, link.target),
            sides=(NetworkSide(label=text, evidence=link.evidence),) * 2,
        )


def _link(source: str, predicate: str, target: str, text: str) -> NetworkLink:
    evidence = Evidence(
        text=f"{text} met {text}",
        marks=((0, len(text), text), (0, 10**6, "actor"), (5, 2, "trigger"), (1, 3, "object")),
        article=text,
        title=text,
        publisher=text,
        published=text,
        url=text,
        start=-1,
        speakers=(text, text),
        status="happened",
        certainty="certain",
        rule=text,
    )
    return NetworkLink(
        source=source,
        target=target,
        predicate=predicate,
        label=text,
        status="happened",
        evidence=(evidence,),
    )


@pytest.fixture(scope="module")
def hostile_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "graph.html"
    texts = {text: f"{text}\n\n{text} met {text} {text}" for text in HOSTILE}
    page_maker.write(hostile_network(), path, title=TITLE, texts=texts)
    return path


def test_every_hostile_text_is_shown_and_does_nothing(
    visit: Callable[..., Page], hostile_page: Path
) -> None:
    page = visit(hostile_page)
    assert page.title().startswith("</title><script>window.__pwn=1</script>{{ 7 * 7 }} &")
    expect(page.locator("#shown")).to_have_text(f"All {2 * len(HOSTILE)} shown")
    steps = page.locator("#canvas")
    steps.focus()
    for _ in range(2 * len(HOSTILE)):
        page.keyboard.press("n")
        page.wait_for_selector(".sentence")
        assert page.locator("#panel :is(script, img, iframe, svg svg, style, object)").count() == 0
    hrefs = page.locator("a[href]").evaluate_all("links => links.map(link => link.protocol)")
    assert set(hrefs) <= {"file:", "https:"}


def test_hostile_text_stays_in_its_place_in_search_table_and_links(
    visit: Callable[..., Page], hostile_page: Path
) -> None:
    page = visit(hostile_page)
    for text in ("<script", "javascript:", "{{", "constructor", "__proto__", "\u202e", "null"):
        page.get_by_role("combobox").fill(text)
        expect(page.get_by_role("option").first).to_be_visible()
        page.keyboard.press("Enter")
        page.wait_for_selector(".sentence")
        page.locator("button.tally").first.click()
        page.wait_for_selector(".list.ends")
    page.get_by_role("button", name="Table").click()
    expect(page.get_by_role("row")).to_have_count(1 + 2 * len(HOSTILE))
    width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert width <= 0


def test_hostile_text_stays_in_its_place_in_every_other_view(
    visit: Callable[..., Page], hostile_page: Path
) -> None:
    page = visit(hostile_page, viewport={"width": 390, "height": 844})
    conflicts = page.locator(".disputes .thing")
    for number in range(0, len(HOSTILE), 6):
        page.evaluate("document.querySelector('#panel .back')?.click()")
        page.locator(".disputes + .more").click()
        conflicts.nth(number).click()
        page.wait_for_selector(".side .sentence")
    for view in ("Timeline", "Matrix", "Graph"):
        page.get_by_role("button", name=view, exact=True).click()
    for summary in page.locator("#filters summary").all():
        summary.evaluate("element => element.click()")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert (
        page.locator(":is(#panel, #stage, #filters) :is(script, img, iframe, object)").count() == 0
    )


def test_hostile_text_stays_text_in_files(visit: Callable[..., Page], hostile_page: Path) -> None:
    page = visit(hostile_page)
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as table:
        page.get_by_role("button", name="Table (CSV)").click()
    rows = list(
        csv.reader(io.StringIO(table.value.path().read_bytes().decode("utf-8-sig"), newline=""))
    )
    assert {len(row) for row in rows} == {6}
    words = [cell for row in rows for cell in row if not re.fullmatch(r"-?\d+", cell)]
    assert not [cell for cell in words if cell.lstrip()[:1] in set("=+-@") - {""}]
    page.get_by_role("button", name="Export").click()
    with page.expect_download() as drawing:
        page.get_by_role("button", name="Drawing (SVG)").click()
    tags = {
        element.tag.rsplit("}", 1)[1] for element in ElementTree.parse(drawing.value.path()).iter()
    }
    assert tags <= {"svg", "title", "rect", "path", "circle", "polygon", "text"}


@pytest.mark.parametrize(
    "address",
    [
        "#%",
        "#__proto__",
        "#<script>window.__pwn=1</script>",
        "#node=%00&view=x&since=99999-1&no-kinds=constructor&path=a",
    ],
)
def test_a_hostile_address_shows_the_overview(visit: Callable[..., Page], address: str) -> None:
    page = visit()
    page.evaluate("address => { location.hash = address; }", address)
    expect(page.locator("#panel h2")).to_have_text("At a glance")
