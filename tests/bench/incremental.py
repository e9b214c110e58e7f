"""What a build costs when one article among many is added, changed and deleted.

    python tests/bench/incremental.py news.jsonl

Builds the articles (a) as they are, in one process; then one is added, one changed and one deleted;
(b) again, five times from the same folder, for a few seconds tell little of a shared machine;
(c) as (b) in a new folder, on all processors; (d) as (b) again, unchanged. Prints the seconds of
each, wall and CPU with children, of (b) the medians and then each wall time, their shares of (a)
and (c), and whether every file of (b) is that of (c). The first build leaves compiled modules, as
an installed package has them.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

_TIMES = 5
_KG = "from kg.cli import main; main()"


def build(articles: Path, out: Path, *options: str) -> tuple[float, float]:
    """Wall and CPU seconds of one ``kg build``."""
    before, start = os.times(), time.monotonic()
    command = [sys.executable, "-c", _KG, "build", str(articles), "-o", str(out), *options]
    compiling = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run(command, check=True, env=compiling, **quiet)
    after = os.times()
    used = after.children_user - before.children_user
    used += after.children_system - before.children_system
    return time.monotonic() - start, used


def changed(lines: list[str]) -> list[str]:
    """Without the first article, with a new sentence in the second, and with a new article."""
    second = json.loads(lines[1])
    second["text"] += " It rained in Lima on Friday."
    new = {"id": "new", "text": "Kenya sent aid to Nepal on Friday, officials in Nairobi said."}
    return [json.dumps(second), *lines[2:], json.dumps(new)]


def differing(one: Path, other: Path) -> list[str]:
    """Files of a folder that are not those of another; the store's own files are no contract."""
    names = {
        path.relative_to(root)
        for root in (one, other)
        for path in root.rglob("*")
        if path.is_file() and "store" not in path.parts
    }
    return [
        str(name)
        for name in sorted(names)
        if not (one / name).is_file()
        or not (other / name).is_file()
        or (one / name).read_bytes() != (other / name).read_bytes()
    ]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("jsonl", type=Path)
    options = parser.parse_args()
    lines = options.jsonl.read_text(encoding="utf-8").splitlines()
    with tempfile.TemporaryDirectory() as scratch:
        here = Path(scratch)
        (here / "old.jsonl").write_text("\n".join(lines), encoding="utf-8")
        steps = {"one process": build(here / "old.jsonl", here / "a", "--processes", "1")}
        (here / "new.jsonl").write_text("\n".join(changed(lines)), encoding="utf-8")
        folders = [here / f"a{number}" for number in range(_TIMES)]
        for folder in folders:
            shutil.copytree(here / "a", folder)  # with the times of its files
        again = [build(here / "new.jsonl", folder) for folder in folders]
        steps |= {
            "incremental": (median(w for w, _ in again), median(used for _, used in again)),
            "clean": build(here / "new.jsonl", here / "b"),
            "unchanged": build(here / "new.jsonl", folders[0]),
        }
        wrong = sorted({name for folder in folders for name in differing(folder, here / "b")})
    sys.stdout.write(f"{len(lines)} articles\n")
    for name, (wall, used) in steps.items():
        shares = (f"{wall / steps[of][0]:6.1%} of {of}" for of in ("one process", "clean"))
        sys.stdout.write(f"{name:12}{wall:8.1f} s{used:8.1f} s CPU   {', '.join(shares)}\n")
    sys.stdout.write(f"incremental: {', '.join(f'{wall:.1f}' for wall, _ in again)} s\n")
    sys.stdout.write(f"differing files: {', '.join(wrong) or 'none'}\n")


if __name__ == "__main__":
    main()
