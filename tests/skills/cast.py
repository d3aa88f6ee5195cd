"""Small taxonomies and downloads that the tests of the skills library share."""

import zipfile
from pathlib import Path

from rung.skills.local_form import read_local
from rung.skills.taxonomy import Taxonomy, TaxonomyPart

KITCHEN = """
namespace = "urn:test:"

[group]
food = { en = ["food work"], pl = ["praca z żywnością"] }

[skill]
bread = { en = ["bake bread", "bread baking"], pl = ["wypiekać chleb"], broader = ["food"], about = { en = "Bake." } }
dough = { en = ["knead dough"], pl = ["wyrabiać ciasto"], broader = ["food"], hidden = { pl = ["zagniatanie"] } }
oven = { en = ["run an oven"], pl = ["obsługiwać piec"], broader = ["food"] }

[occupation.baker]
code = "7512"
en = ["baker"]
pl = ["piekarz", "piekarka"]
broader = ["food"]
essential = ["bread", "dough"]
optional = ["oven"]

[replaced]
"urn:test:skill:loaves" = "urn:test:skill:bread"
"""


def kitchen_part() -> TaxonomyPart:
    """Return three skills, an occupation and a group."""
    return read_local({"kitchen": KITCHEN.encode()})


def kitchen() -> Taxonomy:
    """Return the same as a taxonomy."""
    return Taxonomy.of("Kitchen", "1", kitchen_part())


ESCO = {
    "skills_en.csv": """conceptType,conceptUri,skillType,preferredLabel,altLabels,hiddenLabels,status,description
KnowledgeSkillCompetence,http://x.eu/skill/1,knowledge,bread baking,"bake bread
bread baking",,released,"Baking
loaves."
KnowledgeSkillCompetence,http://x.eu/skill/2,knowledge,dough making,,kneading,released,
KnowledgeSkillCompetence,http://x.eu/skill/9,knowledge,old skill,,,obsolete,
""",
    "occupations_en.csv": """conceptUri,iscoGroup,preferredLabel,altLabels,hiddenLabels,status,description
http://x.eu/occupation/1,7512,baker,,,released,Bakers bake.
""",
    "skillGroups_en.csv": """conceptUri,preferredLabel,altLabels,hiddenLabels,status,description,code
http://x.eu/skill/S1,food skills,,,released,,S1
""",
    "ISCOGroups_en.csv": """conceptUri,code,preferredLabel,status,altLabels,description
http://x.eu/isco/C7512,7512,Bakers and confectioners,released,,
""",
    "broaderRelationsSkillPillar.csv": """conceptType,conceptUri,broaderType,broaderUri
KnowledgeSkillCompetence,http://x.eu/skill/1,SkillGroup,http://x.eu/skill/S1
""",
    "broaderRelationsOccPillar.csv": """conceptType,conceptUri,broaderType,broaderUri
Occupation,http://x.eu/occupation/1,ISCOGroup,http://x.eu/isco/C7512
""",
    "occupationSkillRelations.csv": """occupationUri,relationType,skillType,skillUri
http://x.eu/occupation/1,essential,knowledge,http://x.eu/skill/1
http://x.eu/occupation/1,optional,knowledge,http://x.eu/skill/2
""",
}
"""A download in ESCO's shape: two skills, one that was withdrawn, an occupation and its groups."""


def esco_zip(path: Path, **changed: str | None) -> Path:
    """Write the download as a zip; `changed` replaces the text of a file (named without .csv) or leaves it out."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in ESCO.items():
            written = changed.get(name.removesuffix(".csv"), text)
            if written is not None:
                archive.writestr(f"download/{name}", written)
    return path
