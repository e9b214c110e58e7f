import pytest

from kg.graph import vocabulary as v
from kg.model import Telling


def telling(**how: str) -> Telling:
    fields = {"polarity": "affirmed", "certainty": "certain", "tense": "past"} | how
    return Telling(sentence="s", start=0, end=1, speakers=(), rule="r", **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("tellings", "best"),
    [
        ([telling()], "happened"),
        ([telling(polarity="denied"), telling(tense="future")], "planned"),
        ([telling(certainty="probable"), telling(polarity="denied")], "possible"),
        ([telling(polarity="denied")], "denied"),
    ],
)
def test_the_best_supported_telling_gives_the_status(tellings: list[Telling], best: str) -> None:
    assert v.best_status(tellings) == best


def test_a_mode_stands_below_its_root() -> None:
    assert v.event_type("COERCE", "arrest") == v.event_type("COERCE") + ".arrest"
