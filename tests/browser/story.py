"""An invented story of a dozen events, as a network: real countries, invented persons.

Sentences are written with their marks: "[actor:Ana Rey] [trigger:met] [recipient:Jon Holt]".
"""

from __future__ import annotations

import re
from dataclasses import replace

from kg.model import (
    Evidence,
    Network,
    NetworkConflict,
    NetworkLink,
    NetworkNode,
    NetworkSide,
    Status,
)

_MARK = re.compile(r"\[(\w+):([^\]]+)\]")
_ID = "https://w3id.org/newsgraph/id"

ARTICLES = {
    "wire": ("Trawler crew held after chase off Natuna", "Archipelago Wire", "2026-02-03"),
    "ledger": ("Tokyo summons ambassador over detained crew", "The Meridian Ledger", "2026-02-04"),
    "post": ("Who owns the Hoshi Maru?", "Gulf & Strait Post", "2026-02-05"),
    "herald": ("Fishing row clouds Lisbon port talks", "Tagus Herald", "2026-02-06"),
    "review": ("Nairobi signs, Lisbon builds", "Savanna Review", "2026-02-07"),
    "courier": ("After the floods: who helps Ghana", "Volta Courier", "2026-02-09"),
    "sentinel": ("Lima streets fill again", "Andes Sentinel", "2026-02-10"),
}

_TYPES = {
    "consult": ("CONSULT", "verbal-cooperation"),
    "agree": ("AGREE", "verbal-cooperation"),
    "support": ("SUPPORT", "verbal-cooperation"),
    "aid": ("AID", "material-cooperation"),
    "cooperate": ("COOPERATE", "material-cooperation"),
    "retreat": ("RETREAT", "material-cooperation"),
    "accuse": ("ACCUSE", "verbal-conflict"),
    "request": ("REQUEST", "verbal-conflict"),
    "reject": ("REJECT", "verbal-conflict"),
    "threaten": ("THREATEN", "verbal-conflict"),
    "protest": ("PROTEST", "material-conflict"),
    "sanction": ("SANCTION", "material-conflict"),
    "coerce": ("COERCE", "material-conflict"),
}


def quote(
    article: str,
    start: int,
    marked: str,
    *,
    speakers: tuple[str, ...] = (),
    status: Status = "happened",
    certainty: str = "certain",
    rule: str = "events.trigger",
) -> Evidence:
    """A sentence of one of the ``ARTICLES`` from its marked form."""
    text, marks, done = "", [], 0
    for found in _MARK.finditer(marked):
        text += marked[done : found.start()]
        marks.append((len(text), len(text) + len(found[2]), found[1]))
        text += found[2]
        done = found.end()
    title, publisher, published = ARTICLES[article]
    return Evidence(
        text=text + marked[done:],
        marks=tuple(marks),
        article=f"{_ID}/article/{article}",
        title=title,
        publisher=publisher,
        published=published,
        url=f"https://news.example/{article}",
        start=start,
        speakers=speakers,
        status=status,
        certainty=certainty,  # type: ignore[arg-type]
        rule=rule,
    )


_CONTEXTS = {"seizure": ("military",), "warship": ("military",), "fine": ("economic", "legal")}


class Story:
    """Nodes and links in the making; ends are named by the last part of a node's id."""

    def __init__(self) -> None:
        self.nodes: dict[str, NetworkNode] = {}
        self.links: list[NetworkLink] = []
        self.conflicts: list[NetworkConflict] = []

    def thing(
        self, name: str, kind: str, label: str, *aliases: str, key: str | None = None
    ) -> None:
        """Adds a person, country, organization or place."""
        node = NetworkNode(
            id=f"{_ID}/{kind}/{name}", kind=kind, label=label, aliases=aliases, key=key
        )
        self.nodes[name] = node

    def event(
        self,
        name: str,
        kind: str,
        label: str,
        when: str | None,
        actors: str,
        recipients: str,
        *evidence: Evidence,
        precision: str = "day",
    ) -> None:
        """Adds an event with its participants; its status is that of its first sentence."""
        event_type, quad = _TYPES[kind]
        status = evidence[0].status
        self.nodes[name] = NetworkNode(
            id=f"{_ID}/event/{name}",
            kind="event",
            label=f"{label}, {_short(when)}" if when else label,
            event_type=event_type,
            quad=quad,
            status=status,
            begin=when and f"{when}-01"[:10],
            end=when and f"{when}-28"[:10],
            precision=precision if when else None,
            contexts=_CONTEXTS.get(name, ()),
        )
        for actor in actors.split():
            self.link(actor, "actor", "actor", name, *evidence)
        for recipient in recipients.split():
            self.link(name, "recipient", "recipient", recipient, *evidence)

    def link(self, source: str, predicate: str, label: str, target: str, *ev: Evidence) -> None:
        """Adds a link with the status of its first sentence."""
        link = NetworkLink(
            source=self.nodes[source].id,
            target=self.nodes[target].id,
            predicate=predicate,
            label=label,
            status=ev[0].status,
            evidence=ev,
        )
        self.links.append(link)

    def dispute(self, name: str, label: str, *sides: tuple[str, tuple[str, ...]]) -> None:
        """Adds a conflict about an event: for each side what it says, and in which articles."""
        event = self.nodes[name].id
        told = {
            item
            for link in self.links
            if event in (link.source, link.target)
            for item in link.evidence
        }
        self.conflicts.append(
            NetworkConflict(
                id=f"{_ID}/conflict/{name}",
                kind="framing",
                label=label,
                about=(event,),
                sides=tuple(
                    NetworkSide(label=says, evidence=_in(told, articles))
                    for says, articles in sides
                ),
            )
        )

    def network(self) -> Network:
        """The finished network in its canonical order."""
        nodes = sorted(self.nodes.values(), key=lambda node: node.id)
        links = sorted(self.links, key=lambda link: (link.source, link.predicate, link.target))
        return Network(nodes=tuple(nodes), links=tuple(links), conflicts=tuple(self.conflicts))


def _in(told: set[Evidence], articles: tuple[str, ...]) -> tuple[Evidence, ...]:
    kept = (item for item in told if item.article.rsplit("/", 1)[1] in articles)
    return tuple(sorted(kept, key=lambda item: (item.article, item.start)))


def texts(network: Network) -> dict[str, str]:
    """Whole articles in which the sentences stand where the network says, one paragraph each."""
    found: dict[str, dict[int, str]] = {}
    for link in network.links:
        for item in link.evidence:
            found.setdefault(item.article, {})[item.start] = item.text
    return {article: _filled(sentences) for article, sentences in found.items()}


def _filled(sentences: dict[int, str]) -> str:
    text = ""
    for start, sentence in sorted(sentences.items()):
        if start >= len(text):
            text += ("\n\n" + "Nothing else was said. " * 200)[: start - len(text)] + sentence
    return text + " That was all."


def _short(when: str) -> str:
    year, month, *day = when.split("-")
    return " ".join((*(str(int(part)) for part in day), {"02": "Feb"}[month], year))


def network() -> Network:
    """The whole story."""
    story = Story()
    _cast(story)
    _facts(story)
    _fishing_row(story)
    _other_news(story)
    story.dispute(
        "seizure",
        "“Detained” or “seized”: Indonesia and a Japanese crew",
        ("detained", ("wire", "ledger")),
        ("seized", ("post",)),
    )
    return story.network()


def renamed(network: Network, change: dict[str, str]) -> Network:
    """The network with some labels changed, by the last part of the node's id."""
    nodes = tuple(
        replace(node, label=change.get(node.id.rsplit("/", 1)[1], node.label))
        for node in network.nodes
    )
    return replace(network, nodes=nodes)


def _cast(story: Story) -> None:
    for code, name, *aliases in (
        ("JPN", "Japan", "Tokyo", "Japanese"),
        ("IDN", "Indonesia", "Jakarta", "Indonesian"),
        ("PRT", "Portugal", "Lisbon"),
        ("KEN", "Kenya", "Nairobi"),
        ("GHA", "Ghana", "Accra"),
        ("NOR", "Norway", "Oslo"),
        ("PER", "Peru", "Lima"),
        ("CHL", "Chile", "Santiago"),
    ):
        story.thing(code, "country", name, *aliases, key=code)
    for key, name, *aliases in (
        ("tanabe", "Aiko Tanabe", "Tanabe", "Prime Minister Tanabe"),
        ("wirawan", "Dimas Wirawan", "Wirawan"),
        ("orihara", "Kenji Orihara", "Orihara"),
        ("sarmento", "Inês Sarmento", "Ines Sarmento", "Sarmento"),
        ("mutua", "Grace Mutua", "Mutua"),
        ("holt", "Sigrid Holt", "Holt"),
        ("asare", "Kwabena Asare", "Asare"),
        ("quispe", "Rosa Quispe", "Quispe"),
        ("valdes", "Tomás Valdés", "Valdes"),
        ("hakim", "Laila Hakim", "Hakim"),
    ):
        story.thing(key, "person", name, *aliases)
    story.thing("fishers", "organization", "Pelagic Fishers' Union", "PFU")
    story.thing("halden", "organization", "Halden Lines")


def _facts(story: Story) -> None:
    office = "relations.office"
    for person, label, where, evidence in (
        (
            "tanabe",
            "prime minister",
            "JPN",
            quote(
                "ledger",
                212,
                "The prime minister of [object:Japan], [subject:Aiko Tanabe], called it unlawful.",
                rule=office,
            ),
        ),
        (
            "wirawan",
            "foreign minister",
            "IDN",
            quote(
                "wire",
                1180,
                "[object:Indonesian] foreign minister [subject:Dimas Wirawan] declined to comment.",
                rule=office,
            ),
        ),
        (
            "orihara",
            "ambassador to Indonesia",
            "JPN",
            quote(
                "ledger",
                640,
                "[subject:Kenji Orihara], [object:Tokyo]'s ambassador, left at noon.",
                rule=office,
            ),
        ),
        (
            "sarmento",
            "minister of the sea",
            "PRT",
            quote(
                "herald",
                90,
                "[subject:Inês Sarmento], [object:Portugal]'s minister of the sea, was not pleased.",
                rule=office,
            ),
        ),
        (
            "mutua",
            "transport secretary",
            "KEN",
            quote(
                "review",
                33,
                "[object:Kenya]'s transport secretary, [subject:Grace Mutua], put down the pen.",
                rule=office,
            ),
        ),
        (
            "holt",
            "development minister",
            "NOR",
            quote(
                "courier",
                410,
                "[subject:Sigrid Holt], development minister of [object:Norway], flew in on Sunday.",
                rule=office,
            ),
        ),
        (
            "asare",
            "interior minister",
            "GHA",
            quote(
                "courier",
                733,
                "[object:Ghana]'s interior minister [subject:Kwabena Asare] counted 40 bridges.",
                rule=office,
            ),
        ),
        (
            "quispe",
            "mayor of Lima",
            "PER",
            quote(
                "sentinel",
                120,
                "[subject:Rosa Quispe], mayor of [object:Lima], asked for calm.",
                rule=office,
            ),
        ),
        (
            "valdes",
            "finance minister",
            "CHL",
            quote(
                "sentinel",
                905,
                "[object:Chile]'s finance minister [subject:Tomás Valdés] spoke by telephone.",
                rule=office,
            ),
        ),
    ):
        story.link(person, "holdsOffice", label, where, evidence)
    leader = quote(
        "post",
        55,
        "[subject:Laila Hakim] leads the [object:Pelagic Fishers' Union] in Surabaya.",
        rule="relations.affiliation",
    )
    story.link("hakim", "affiliation", "affiliated with", "fishers", leader)
    national = quote(
        "post",
        300,
        "[subject:Hakim], an [object:Indonesian], once fished there herself.",
        rule="relations.nationality",
    )
    story.link("hakim", "nationality", "national of", "IDN", national)


def _fishing_row(story: Story) -> None:
    story.event(
        "seizure",
        "coerce",
        "detained",
        "2026-02-02",
        "IDN",
        "JPN",
        quote(
            "wire",
            0,
            "[actor:Indonesia] [trigger:detained] 23 crew members of a [recipient:Japanese] "
            "trawler on Monday after a chase of six hours.",
        ),
        quote(
            "ledger",
            31,
            "[actor:Jakarta] had [trigger:detained] the men on Monday, [recipient:Tokyo] said.",
            speakers=("Tokyo",),
        ),
        quote(
            "post",
            18,
            "The navy of [actor:Indonesia] [trigger:seized] the [recipient:Japanese] vessel Hoshi "
            "Maru inside its waters, according to the fishers' union.",
            speakers=("Pelagic Fishers' Union",),
        ),
        quote(
            "herald",
            402,
            "Talks were overshadowed by [actor:Indonesia], which had [trigger:arrested] the crew "
            "of a trawler from [recipient:Japan].",
        ),
    )
    story.event(
        "accusation",
        "accuse",
        "accused",
        "2026-02-03",
        "tanabe",
        "IDN",
        quote(
            "ledger",
            150,
            "[actor:Tanabe] [trigger:accused] [recipient:Indonesia] of “plain disregard for the "
            "law of the sea”, Archipelago Wire reported.",
            speakers=("Archipelago Wire", "Aiko Tanabe"),
        ),
        quote(
            "post",
            820,
            "In Tokyo, [actor:Aiko Tanabe] [trigger:blamed] [recipient:Indonesia] for the chase.",
        ),
        quote(
            "wire",
            640,
            "[actor:Prime Minister Tanabe] [trigger:accused] [recipient:Jakarta] of ignoring calls.",
        ),
    )
    story.event(
        "demand",
        "request",
        "demanded",
        "2026-02-04",
        "JPN orihara",
        "IDN",
        quote(
            "ledger",
            700,
            "[actor:Orihara] [trigger:demanded] that [recipient:Indonesia] let the crew go "
            "“without conditions”.",
            speakers=("Kenji Orihara",),
        ),
        quote("herald", 560, "[actor:Japan] has [trigger:demanded] the release of the 23 men."),
    )
    story.event(
        "refusal",
        "reject",
        "rejected",
        "2026-02-05",
        "wirawan",
        "JPN",
        quote(
            "post",
            1002,
            "[actor:Wirawan] [trigger:rejected] the demand of [recipient:Japan]: a court would "
            "decide, he told the Post.",
            speakers=("Dimas Wirawan",),
        ),
    )
    story.event(
        "visit",
        "consult",
        "travel",
        "2026-02-18",
        "tanabe",
        "wirawan IDN",
        quote(
            "herald",
            611,
            "[actor:Tanabe] will [trigger:travel] to [recipient:Jakarta] on 18 February to "
            "meet [recipient:Wirawan], two officials said.",
            speakers=("two officials",),
            status="planned",
            rule="events.visit",
        ),
        quote(
            "sentinel",
            1500,
            "[actor:Aiko Tanabe] plans to [trigger:visit] [recipient:Indonesia] next week.",
            status="planned",
            rule="events.visit",
        ),
    )
    story.event(
        "warship",
        "threaten",
        "send patrol ships",
        None,
        "JPN",
        "IDN",
        quote(
            "post",
            1440,
            "[actor:Japan] might [trigger:send] patrol ships towards [recipient:Indonesia], an "
            "analyst suggested.",
            speakers=("an analyst",),
            status="possible",
            certainty="possible",
        ),
    )
    story.event(
        "ransom",
        "aid",
        "paid",
        None,
        "JPN",
        "IDN",
        quote(
            "post",
            1711,
            "[actor:Tokyo] denied that it had [trigger:paid] [recipient:Indonesia] a single yen.",
            speakers=("Tokyo",),
            status="denied",
        ),
    )
    story.event(
        "strike",
        "protest",
        "blocked",
        "2026-02-05",
        "fishers hakim",
        "JPN",
        quote(
            "post",
            80,
            "[actor:Hakim] and the [actor:Pelagic Fishers' Union] [trigger:blocked] the port to "
            "keep [recipient:Japanese] ships out.",
        ),
    )


def _other_news(story: Story) -> None:
    story.event(
        "port",
        "cooperate",
        "signed",
        "2026-02-06",
        "mutua sarmento",
        "KEN PRT",
        quote(
            "review",
            10,
            "[actor:Grace Mutua] and [actor:Inês Sarmento] [trigger:signed] the contract under "
            "which [recipient:Portugal] will build two berths in [recipient:Kenya].",
        ),
        quote(
            "herald",
            12,
            "[actor:Sarmento] [trigger:signed] in Nairobi on Friday with [actor:Mutua] at her side.",
        ),
    )
    story.event(
        "call",
        "consult",
        "called",
        "2026-02-05",
        "sarmento",
        "tanabe",
        quote(
            "herald",
            300,
            "[actor:Sarmento] [trigger:called] [recipient:Tanabe] on Thursday about the crew, "
            "three of whom are Portuguese.",
        ),
    )
    story.event(
        "relief",
        "aid",
        "sent",
        "2026-02-08",
        "NOR holt",
        "GHA",
        quote(
            "courier",
            15,
            "[actor:Norway] [trigger:sent] three field hospitals to [recipient:Ghana], "
            "[actor:Holt] said in Accra.",
            speakers=("Sigrid Holt",),
        ),
    )
    story.event(
        "thanks",
        "support",
        "thanked",
        "2026-02-08",
        "asare",
        "holt",
        quote("courier", 801, "[actor:Asare] [trigger:thanked] [recipient:Holt] at the airport."),
    )
    story.event(
        "kenyan-aid",
        "agree",
        "agreed to lend",
        "2026-02",
        "KEN",
        "GHA",
        quote(
            "courier",
            990,
            "[actor:Kenya] has [trigger:agreed] to lend [recipient:Ghana] forty engineers.",
            status="planned",
        ),
        precision="month",
    )
    story.event(
        "march",
        "protest",
        "marched",
        "2026-02-09",
        "quispe",
        "halden",
        quote(
            "sentinel",
            44,
            "[actor:Rosa Quispe] [trigger:marched] with dockers against [recipient:Halden Lines].",
        ),
    )
    story.event(
        "fine",
        "sanction",
        "barred",
        "2026-02-10",
        "PER",
        "halden",
        quote(
            "sentinel",
            230,
            "[actor:Peru] [trigger:barred] [recipient:Halden Lines] from Callao, the daily said.",
            speakers=("the daily",),
        ),
    )
    story.event(
        "chile",
        "support",
        "backed",
        "2026-02-10",
        "valdes CHL",
        "PER",
        quote(
            "sentinel",
            950,
            "[actor:Valdés] said that [actor:Chile] [trigger:backed] [recipient:Peru] “in this”.",
            speakers=("Tomás Valdés",),
        ),
    )
