from pathlib import Path

from kg.graph import embedded, mapping
from kg.graph.network import network
from kg.graph.ontology import vocabulary_files
from kg.graph.statements import Statements
from kg.graph.store import Store
from kg.iris import ID
from kg.model import Knowledge, Network, NetworkLink, NetworkNode
from tests.factories import World, said


def drawn(knowledge: Knowledge, folder: Path) -> Network:
    mapping.write(knowledge, folder / "graph.nq")
    embedded.load(folder / "graph.nq", folder / "store")
    return network(embedded.Embedded.open(folder / "store"))


def test_a_file_is_drawn_as_its_store_is(nquads: Path, opened: Store) -> None:
    statements = Statements.read(nquads, *vocabulary_files())
    assert network(statements) == network(opened)


def ends(net: Network) -> list[tuple[str, str, str]]:
    label = {node.id: node.label for node in net.nodes}
    return [(label[link.source], link.predicate, label[link.target]) for link in net.links]


def marked(link: NetworkLink) -> list[tuple[str, str]]:
    (evidence,) = link.evidence
    return [(evidence.text[start:end], role) for start, end, role in evidence.marks]


def test_who_takes_part_in_what(opened: Store) -> None:
    net = network(opened)
    assert sorted(ends(net)) == [
        ("Ana Silva", "actor", "met, 5 Mar 2024"),
        ("Ana Silva", "holdsOffice", "Peru"),
        ("Ana Silva", "nationality", "Peru"),
        ("Ana Silva", "spouse", "João Prado"),
        ("Chile", "actor", "send"),
        ("met, 5 Mar 2024", "place", "Lima"),
        ("met, 5 Mar 2024", "recipient", "Chile"),
    ]
    keys = [(link.source, link.predicate, link.target) for link in net.links]
    assert keys == sorted(keys)
    assert [node.id for node in net.nodes] == sorted(node.id for node in net.nodes)


def test_what_takes_part_in_nothing_is_left_out(opened: Store) -> None:
    labels = {node.label for node in network(opened).nodes}
    assert not {"Harbour Press", "attacked"} & labels


def test_nodes_say_what_they_are(opened: Store) -> None:
    nodes = {node.label: node for node in network(opened).nodes}
    met = nodes["met, 5 Mar 2024"]
    assert met == NetworkNode(
        id=met.id,
        kind="event",
        label="met, 5 Mar 2024",
        event_type="CONSULT.visit",
        quad="verbal-cooperation",
        status="happened",
        begin="2024-03-05",
        end="2024-03-05",
        precision="day",
        origins=1,
    )
    assert nodes["Peru"] == NetworkNode(
        id=ID + "country/PER", kind="country", label="Peru", aliases=("Peruvian",), key="PER"
    )
    assert (nodes["Ana Silva"].kind, nodes["Ana Silva"].aliases) == ("person", ("Silva",))
    assert (nodes["send"].status, nodes["send"].begin) == ("planned", None)
    assert nodes["Lima"].kind == "place"


def test_an_office_is_one_link_with_all_it_is_claimed_and_denied_by(opened: Store) -> None:
    (office,) = (link for link in network(opened).links if link.predicate == "holdsOffice")
    assert (office.label, office.status) == ("foreign minister", "happened")
    assert [evidence.status for evidence in office.evidence] == ["happened", "denied"]
    denial = office.evidence[1]
    assert denial.speakers == ("A spokesman", "the ministry")
    assert (denial.title, denial.publisher, denial.published) == ("hill-7", None, "2024-03-07")


def test_evidence_marks_the_trigger_and_those_it_names(opened: Store) -> None:
    links = {link.predicate: link for link in network(opened).links if link.status == "happened"}
    assert marked(links["recipient"]) == [
        ("Ana Silva", "actor"),
        ("met", "trigger"),
        ("Chile", "recipient"),
        ("Lima", "place"),
    ]
    assert marked(links["nationality"]) == [("Silva", "subject"), ("Peruvian", "object")]
    assert links["recipient"].evidence[0].start == 0


def test_two_tellings_of_one_thing_make_one_link_of_the_better_status(tmp_path: Path) -> None:
    news = World()
    (denied,) = news.article("Envoys of Peru did not meet.", published="2024-03-01")
    (told,) = news.article("Peru met envoys.", published="2024-03-02")
    peru = news.country("PER", "Peru")
    event = news.report(
        denied, "CONSULT", "meet", actors=[peru], polarity="denied", day="2024-02-29"
    )
    news.report(told, "CONSULT", "met", actors=[peru], event=event, mode="phone")
    net = drawn(news.knowledge(), tmp_path)
    (link,) = net.links
    assert link.status == "happened"
    assert [item.status for item in link.evidence] == ["denied", "happened"]
    (node,) = (node for node in net.nodes if node.kind == "event")
    assert (node.label, node.event_type) == ("met, 29 Feb 2024", "CONSULT.phone")


def test_two_titles_in_one_country_are_two_links(tmp_path: Path) -> None:
    news = World()
    (sentence,) = news.article("Ana Silva was a senator and is now a judge of Peru.")
    ana, peru = news.person("Ana Silva"), news.country("PER", "Peru")
    news.fact(sentence, ana, "holdsOffice", news.office("senator", peru))
    news.fact(sentence, ana, "holdsOffice", news.office("judge", peru))
    assert [link.label for link in drawn(news.knowledge(), tmp_path).links] == ["judge", "senator"]


def test_a_speaker_without_a_name_is_shown_by_the_cue(tmp_path: Path) -> None:
    news = World()
    (sentence,) = news.article("It was reported that Peru met envoys.")
    peru = news.country("PER", "Peru")
    news.report(sentence, "CONSULT", "met", actors=[peru], speakers=(said(cue="was reported"),))
    (link,) = drawn(news.knowledge(), tmp_path).links
    assert link.evidence[0].speakers == ("(was reported)",)


def test_what_a_human_rejected_is_not_drawn(tmp_path: Path) -> None:
    news = World()
    (told,) = news.article("Peru met envoys.")
    (again,) = news.article("Ana Silva of Peru met envoys in Lima.")
    (wrong,) = news.article("Peru sent troops.")
    ana, peru = news.person("Ana Silva"), news.country("PER", "Peru")
    event = news.report(told, "CONSULT", "met", actors=[peru])
    news.report(again, "CONSULT", "met", actors=[peru, ana], event=event, rejected=True)
    news.report(wrong, "MOBILIZE", "sent", actors=[peru], rejected=True)
    news.fact(again, ana, "nationality", peru, rejected=True)
    net = drawn(news.knowledge(), tmp_path)
    assert ends(net) == [("Peru", "actor", "met")]
    assert [evidence.text for evidence in net.links[0].evidence] == ["Peru met envoys."]


def test_nothing_gives_an_empty_network(tmp_path: Path) -> None:
    assert drawn(World().knowledge(), tmp_path) == Network()


def test_a_conflict_has_its_sides_with_their_sentences(opened: Store) -> None:
    (conflict,) = network(opened).conflicts
    assert (conflict.kind, conflict.about) == ("denial", (ID + "person/ana-silva",))
    assert conflict.label.startswith("Ana Silva as foreign minister of Peru: told by")
    assert [(side.label, [e.status for e in side.evidence]) for side in conflict.sides] == [
        ("it is so", ["happened"]),
        ("it is not so", ["denied"]),
    ]
