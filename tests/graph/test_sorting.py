from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.graph import mapping, sorting
from kg.model import Knowledge


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lines=st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"))),
    held=st.integers(1, 7),
)
def test_parts_on_disk_give_what_memory_gives(lines: list[str], held: int, tmp_path: Path) -> None:
    assert list(sorting.ordered(lines, tmp_path, held)) == sorted(set(lines))
    assert not [*tmp_path.iterdir()]


def test_a_graph_larger_than_memory_has_the_same_bytes(
    story: Knowledge, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = mapping.write(story, tmp_path / "whole.nq")
    monkeypatch.setattr(sorting, "_HELD", 5)
    assert mapping.write(story, tmp_path / "parts.nq") == count
    assert (tmp_path / "parts.nq").read_bytes() == (tmp_path / "whole.nq").read_bytes()
    assert {path.name for path in tmp_path.iterdir()} == {"parts.nq", "whole.nq"}
