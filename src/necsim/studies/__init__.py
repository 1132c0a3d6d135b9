"""Questions that need many runs: words → scenarios → cells on one seed → one table."""

from necsim.studies.compare import compare
from necsim.studies.drivers import drivers, drivers_of_run
from necsim.studies.score import score
from necsim.studies.suppose import suppose
from necsim.studies.sweep import sweep
from necsim.studies.target import target

__all__ = ["compare", "drivers", "drivers_of_run", "score", "suppose", "sweep", "target"]
