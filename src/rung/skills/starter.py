"""The starter taxonomy that Rung ships, so that it is of use before anybody has imported ESCO."""

from functools import lru_cache
from importlib.resources import files

from rung.skills.local_form import read_local
from rung.skills.taxonomy import Taxonomy

STARTER_VERSION = "2026.1"


@lru_cache(maxsize=1)
def starter_taxonomy() -> Taxonomy:
    """Return the shipped taxonomy: occupations and skills in Polish and English, with ESCO's URI where one matches."""
    folder = files("rung.skills").joinpath("data", "starter")
    documents = sorted((one for one in folder.iterdir() if one.name.endswith(".toml")), key=lambda one: one.name)
    part = read_local({one.name.removesuffix(".toml"): one.read_bytes() for one in documents})
    return Taxonomy.of("Rung starter taxonomy", STARTER_VERSION, part)
