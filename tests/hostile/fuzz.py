"""Give one reader inputs that atheris makes, led by what the last ones reached.

    python -m tests.hostile.fuzz READER [options of libFuzzer]

`make fuzz` does so for every reader. What it finds becomes an example in test_readers.py.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris  # type: ignore[import-untyped]  # in an environment of its own

with atheris.instrument_imports(include=["necsim"]):
    from tests.hostile.readers import READERS

from tests.cli.calls import TINY
from tests.count.samples import PLAIN

# Sound inputs to begin with, by reader.
SOUND = {
    "scenario": [TINY],
    "override": ["support.left=45%", "turnout.clp=0.2", "run.replicates=10"],
    "outcome": ["seats.clp.left >= 2 and not control.left", "support.left > 40%"],
    "ballots": [PLAIN, "A,B,C,count\n1,2,3,5\n2,1,,4\n"],
    "tags": ["number,tag\n1,women\n"],
    "candidates": ["id,name,slate\nann,Ann Ames,reds\n"],
    "past": ["contest,candidate,votes\nclub-2016,eve,80\n"],
}


def main() -> None:
    """Fuzz the reader that is named."""
    name, options = sys.argv[1], sys.argv[2:]
    scratch = Path(tempfile.mkdtemp())
    corpus = scratch / "corpus"
    corpus.mkdir()
    for number, text in enumerate(SOUND.get(name, [])):
        (corpus / str(number)).write_text(text, encoding="utf-8")
    atheris.Setup([sys.argv[0], *options, str(corpus)], lambda data: READERS[name](scratch, data))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
