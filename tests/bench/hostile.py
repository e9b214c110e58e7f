"""What hostile inputs cost: CPU seconds, peak memory and outcome of each, in a process of its own.

    python tests/bench/hostile.py            # all
    python tests/bench/hostile.py deep who   # those whose name has one of these words

Files are tried through ``kg.text.sources``; texts through the whole extraction too.
"""

from __future__ import annotations

import gzip
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

M = 1_000_000
SENTENCE = "Delegations from Peru and Chile met in Lima on Friday. "
_PAGE = f"<p>{SENTENCE * 30}"
_LOL = "".join(
    f'<!ENTITY l{n} "{(f"&l{n - 1};" if n else "lol") * 10}">'  # a billion laughs
    for n in range(10)
)
FILES: dict[str, Callable[[], str | bytes]] = {
    "line-100MB.txt": lambda: "Peru met Chile, " * (100 * M // 16),
    "line-49MB.txt": lambda: "Peru met Chile, " * (49 * M // 16),
    "no-space-49MB.txt": lambda: "x" * (49 * M),
    "latin1-49MB.txt": lambda: ("José met Chile. " * (49 * M // 16)).encode("latin-1"),
    "mixed-encodings.txt": lambda: ("José ".encode() + "José ".encode("cp1252")) * 50_000,
    "random-40MB.txt": lambda: random.Random(1).randbytes(40 * M),
    "utf16-40MB.txt": lambda: (SENTENCE * (20 * M // 55)).encode("utf-16"),
    "zip-bomb.html": lambda: gzip.compress(b"<p>" * (50 * M // 3)),
    "blank-40MB.txt": lambda: "\n\t" * (20 * M) + "a",
    "combining.txt": lambda: "a" + "\u0301" * 200_000 + " b",
    "line-100MB.jsonl": lambda: '{"text": "' + "Peru met. " * (10 * M) + '"}\n{"text": "a b"}\n',
    "deep.jsonl": lambda: '{"text": "a b", "x": ' + "[" * (15 * M) + "\n",
    "wide.jsonl": lambda: '{"text": "a b", "x": [' + "[]," * (6 * M) + "[]]}\n",
    "page-49MB.html": lambda: f"<p>{SENTENCE * (49 * M // 55)}",
    "deep-100000.html": lambda: "<div>" * 100_000 + _PAGE + "</div>" * 100_000,
    "deep-49000.html": lambda: "<div>" * 49_000 + _PAGE,
    "deep-lists.html": lambda: "<ul><li>" * 24_000 + _PAGE,
    "deep-tables.html": lambda: "<table><tr><td>" * 16_000 + _PAGE,
    "closers.html": lambda: _PAGE + "</div>" * 2 * M,
    "angles.html": lambda: _PAGE + "<a" * 10 * M,
    "comments.html": lambda: _PAGE + "<!--" * 10 * M,
    "billion-laughs.html": lambda: f'<?xml version="1.0"?><!DOCTYPE z [{_LOL}]><p>&l9; {_PAGE}',
    "scripts.html": lambda: f"{_PAGE}<script>{'x ' * 20 * M}",
    "metadata.html": lambda: '<meta name="date" content="2024-01-01">' * 40_000 + _PAGE,
    "anchors.html": lambda: _PAGE + '<a href="http://x.example/2024/01/01">link</a> ' * 45_000,
    "spans.html": lambda: "<p>" + "<span>Peru met Chile. </span>" * 45_000,
    "paragraphs.html": lambda: "".join(f"<p>{SENTENCE}{n}" for n in range(17_000)),
    "table.md": lambda: "|a" * 200 + "\n" + "|-" * 200 + "\n" + ("|a" * 200 + "\n") * 600,
    "brackets.md": lambda: "[ " * 149_000,
    "images.md": lambda: "![a " * 74_000,
    "stars.md": lambda: "*a **b " * 42_000,
}
_WORDS = "president of Peru met minister said that Chile visited and who on Monday in Lima with Ana Silva denied plans".split()
_CHANCE = random.Random(1)
_NAMES = [
    "Ana "
    + "".join(_CHANCE.choice("bdfgklmnprst") + _CHANCE.choice("aeiou") for _ in "abc").title()
    for _ in range(10_000)
]
LENGTH = 30_000
TEXTS = {
    "no-full-stop": " ".join(_CHANCE.choice(_WORDS) for _ in range(LENGTH // 5)),
    "who": "the man who met ",
    "commas": "Ana Silva met Luis Rojas in Lima, ",
    "reports": "Reuters said that Peru said that ",
    "and": " and ".join(_NAMES),
    "capitals": "PRESIDENT ANA SILVA OF PERU MET MINISTER LUIS ROJAS ",
    "brackets": "( ",
    "quotes": "“ Peru met Chile ",
    "emoji": "😀👨‍👩‍👧 Peru 🇵🇪 ",
    "zero-width": "Pe\u200bru m\u200bet Chi\u200ble. ",
    "overrides": "\u202ePeru met \u202cChile. ",
    "lines": "a\n",
    "prose": "Peruvian President Ana Quispe met Minister Luis Rojas in Lima on 3 March 2024. ",
}


def made() -> dict[str, Callable[[], str | bytes]]:
    """Every input by file name: files, texts, and two texts of the greatest length."""
    texts = {
        f"text-{name}.txt": (text * (LENGTH // len(text) + 1))[:LENGTH]
        for name, text in TEXTS.items()
    }
    texts["text-10000-names.txt"] = ", ".join(_NAMES)
    texts["text-longest.txt"] = (TEXTS["prose"] * 4_000)[:300_000]
    return FILES | {name: (lambda text=text: text) for name, text in texts.items()}


def tried(path: str) -> str:
    """Read a file here, and extract from it if it is a text; what it cost and came to."""
    from kg.text import pipeline, sources
    from kg.text.extract import extract

    nlp = pipeline.load() if "/text-" in path else None
    begin, warnings = time.process_time(), list[str]()
    try:
        articles = list(sources.read([path], warn=warnings.append))
    except Exception as error:  # noqa: BLE001
        articles = []
        warnings = warnings or [f"{type(error).__name__}: {error}"]
    parsed = time.process_time() - begin
    begin = time.process_time()
    found = [extraction for _, extraction in extract(nlp, articles)] if nlp else []
    status = Path("/proc/self/status").read_text(encoding="ascii")
    peak = int(status.partition("VmHWM:")[2].split()[0]) // 1024
    said = f"{sum(len(x.mentions) for x in found)} mentions" if found else ""
    said = said or f"{len(articles)} read " + "".join(w.removeprefix(path) for w in warnings)
    return f"{parsed:6.1f} {time.process_time() - begin:6.1f} {peak:6} {said[:80]}"


def main() -> None:
    if sys.argv[1:2] == ["--one"]:
        sys.stdout.write(tried(sys.argv[2]))
        return
    sys.stdout.write(f"{'':24} read s  extract s  MB\n")
    with tempfile.TemporaryDirectory() as folder:
        for name, make in made().items():
            if sys.argv[1:] and not any(word in name for word in sys.argv[1:]):
                continue
            content, path = make(), Path(folder, name)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
            run = [sys.executable, __file__, "--one", str(path)]
            done = subprocess.run(run, capture_output=True, text=True, check=False, timeout=1200)
            sys.stdout.write(f"{name:24}{done.stdout or done.stderr[-200:]}\n")
            sys.stdout.flush()
            path.unlink()


if __name__ == "__main__":
    main()
