"""What the user says: scenario files, their keys, and every check on them."""

from necsim.scenario.content import canonical, from_canonical
from necsim.scenario.inputs import Assumption, assumptions, input_keys
from necsim.scenario.keys import full_path, read_value
from necsim.scenario.load import load_scenario, make_draft, make_scenario, resolve
from necsim.scenario.model import Origin, Scenario
from necsim.scenario.polls import read_polls
from necsim.scenario.read import read_draft
from necsim.scenario.remarks import remarks, warnings
from necsim.scenario.schema import json_schema
from necsim.scenario.starter import starter_files

__all__ = [
    "Assumption",
    "Origin",
    "Scenario",
    "assumptions",
    "canonical",
    "from_canonical",
    "full_path",
    "input_keys",
    "json_schema",
    "load_scenario",
    "make_draft",
    "make_scenario",
    "read_draft",
    "read_polls",
    "read_value",
    "remarks",
    "resolve",
    "starter_files",
    "warnings",
]
