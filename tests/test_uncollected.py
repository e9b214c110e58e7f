"""The pause of the search for garbage."""

import gc
import subprocess
import sys

from kg.uncollected import uncollected

_MAKE = """
import gc
from kg.uncollected import uncollected

with uncollected():
    made = [[] for _ in range(5000)]
young = {id(each) for age in (0, 1) for each in gc.get_objects(generation=age)}
print(gc.isenabled(), sum(id(each) in young for each in made))
"""


def test_what_was_made_is_not_searched_when_the_search_goes_on() -> None:
    # A process of its own: another test may have frozen a model.
    told = subprocess.run([sys.executable, "-c", _MAKE], capture_output=True, text=True, check=True)
    assert told.stdout == "True 0\n"


def test_a_search_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
