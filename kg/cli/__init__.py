"""The command line: thin commands, one function each.

Data goes to standard output, everything else to standard error. Exit codes: 0 done, 1 the
answer is no, 2 could not run. Heavy modules are imported inside the commands, so that
``kg --help`` is quick.
"""

from __future__ import annotations

import atexit
import gc

import click

from kg.cli import ask, compare, curate, draw, make, rules, send, show
from kg.cli.common import Commands

# Memory goes back as a whole: looking for garbage first took a tenth of a second after a build.
atexit.register(gc.freeze)

_COMMANDS = (
    make.build,
    make.demo,
    make.extract,
    ask.query,
    ask.why,
    ask.validate,
    compare.diff,
    ask.export,
    draw.page,
    show.serve,
    send.push,
    curate.review,
    curate.link,
    make.evaluate,
    rules.triggers,
)


@click.group(
    cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="newsgraph", prog_name="kg")
def main() -> None:
    """Turn news articles into a knowledge graph of persons, countries and events.

    \b
    kg demo                              build the bundled sample articles and look around
    kg build ARTICLES... -o OUT          build the graph of your own articles
    kg why OUT "Name" holdsOffice '*'    the sentences behind a fact
    kg query OUT persons                 a named query; kg query OUT lists them
    kg page OUT --focus "Name"           the page of one person or country
    kg diff OLD NEW                      what is new since an older build
    kg serve OUT                         SPARQL and the page on http://127.0.0.1
    kg review OUT                        decide who is who
    """


for _each in _COMMANDS:
    main.add_command(_each)
