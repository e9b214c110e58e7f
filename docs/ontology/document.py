"""Write the HTML documentation of the ontology with pyLODE, beside this file or into a folder.

python docs/ontology/document.py [FOLDER]
"""

from __future__ import annotations

import sys
from pathlib import Path

from pylode import OntPub

HERE = Path(__file__).resolve().parent
ONTOLOGY = HERE.parent.parent / "ontology" / "kg.ttl"


def main(folder: Path) -> None:
    """Write ``kg.html`` into a folder."""
    html = OntPub(ontology=ONTOLOGY, sort_subjects=True).make_html()
    lines = (line.rstrip() for line in html.splitlines())
    (folder / "kg.html").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
