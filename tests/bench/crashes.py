"""Builds killed at random moments: how often the old graph, the new graph, or neither is left.

    python tests/bench/crashes.py --kills 100 a.jsonl b.jsonl   # two versions of the articles

Builds of the two versions take turns in one folder, and each is killed once; what is then in the
folder must be, byte for byte, one of the two clean builds.
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from kg.workspace import Workspace

_KG = "from kg.cli import main; main()"


def start(articles: str, out: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", _KG, "build", articles, "-o", str(out)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def graph(out: Path) -> tuple[bytes, bytes]:
    """Quads and page of the current generation, each the same as under its public name."""
    now = Workspace.open(out)
    return now.quads.read_bytes(), now.page.read_bytes()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("versions", nargs=2, help="Two files of articles.")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance, left = random.Random(options.seed), Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        clean = {}
        for number, articles in enumerate(options.versions):
            begin = time.monotonic()
            start(articles, Path(folder, str(number))).wait()
            seconds = time.monotonic() - begin
            clean[graph(Path(folder, str(number)))] = str(number)
        out = Path(folder, "out")
        start(options.versions[0], out).wait()
        for turn in range(options.kills):
            build = start(options.versions[(turn + 1) % 2], out)
            time.sleep(chance.uniform(0, 1.2 * seconds))
            left["finished before"] += build.poll() is not None
            build.send_signal(signal.SIGKILL)
            build.wait()
            left[f"version {clean.get(graph(out), 'BROKEN')}"] += 1
        start(options.versions[0], out).wait()
        left["files left over"] = len(list(out.iterdir())) - 4
    sys.stdout.write(f"{dict(left)}\n")


if __name__ == "__main__":
    main()
