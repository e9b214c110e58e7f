import io
from itertools import islice

import pyoxigraph as ox
import pytest

from kg.graph.turtle import turtle
from kg.iris import ID, KG

NAME = ox.NamedNode(KG + "text")


@pytest.mark.parametrize("count", [0, 1, 2000])
def test_only_the_prefix_lines_of_the_serialiser_are_replaced(count: int) -> None:
    subjects = (ox.NamedNode(f"{ID}person/p{n:04}") for n in range(count))
    triples = [ox.Triple(subject, NAME, ox.Literal("@prefix")) for subject in subjects]
    out = io.BytesIO()
    turtle(triples, out)
    head = out.getvalue().decode().splitlines()
    body = [line for line in head if not line.startswith("@prefix")]
    assert body == [f'person:p{n:04} kg:text "@prefix" .' for n in range(count)]
    read = list(islice(ox.parse(out.getvalue(), format=ox.RdfFormat.TURTLE), count + 1))
    assert len(read) == count
