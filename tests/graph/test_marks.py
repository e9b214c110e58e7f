import pytest

from kg.graph.marks import nearest

TEXT = "Lima’s mayor met Rosa Lima in Lima; Limaland watched."


@pytest.mark.parametrize(
    ("names", "position", "found"),
    [
        (["Rosa Lima", "Lima"], 13, (17, 26)),
        (["Lima"], 0, (0, 4)),
        (["Lima"], 40, (30, 34)),
        (["Lim"], 0, None),
        (["lima"], 0, None),
        (["Ana Silva"], 0, None),
        (["a(b", "Lima."], 0, None),
        ([], 0, None),
    ],
)
def test_the_longest_name_nearest_to_the_place(
    names: list[str], position: int, found: tuple[int, int] | None
) -> None:
    assert nearest(TEXT, names, position) == found
