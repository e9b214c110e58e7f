"""Commands killed at random moments: when the kills came, or what was lost.

    python tests/bench/crashes.py build --kills 100     # or shared, push, review

After each kill the old graph or the new one has to be there, whole; the same command again has to
finish the work without doing again what was done; no temporary file and no process may stay.
``shared`` is a build whose articles are read by two processes.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests import killing

_COMMANDS = {
    "build": killing.builds,
    "shared": killing.shared_builds,
    "push": killing.pushes,
    "review": killing.reviews,
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=_COMMANDS)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    come: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        chance = random.Random(options.seed)
        kills = _COMMANDS[options.command](Path(folder), options.kills, chance)
        for number, met in enumerate(kills, 1):
            come.update(met)
            sys.stderr.write(f"{number}: {', '.join(met)}\n")
    sys.stdout.write(f"{options.command}: {options.kills} kills, nothing lost: {dict(come)}\n")


if __name__ == "__main__":
    main()
