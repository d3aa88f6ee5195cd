"""Every error of the skills library. Each names the place and what would mend it."""

from rung.core.errors import RungError


class SkillsError(RungError):
    """The base: something about taxonomies, texts or series that this library refuses or cannot do."""

    code = "skills.error"


class TaxonomyRefusedError(SkillsError):
    """A taxonomy contradicts itself or is not written as its form demands. Nothing of it was used."""

    code = "skills.taxonomy_refused"


class ArchiveRefusedError(TaxonomyRefusedError):
    """A download is truncated, damaged, too large or not what it should be. Nothing of it was used."""

    code = "skills.archive_refused"


class UnknownConceptError(SkillsError):
    """The taxonomy has no concept with this URI."""

    code = "skills.unknown_concept"


class UnknownLanguageError(SkillsError):
    """No index was built for the language that was asked for."""

    code = "skills.unknown_language"


class IndexRefusedError(SkillsError):
    """A stored index is damaged or was built for another release of the taxonomy: build it again."""

    code = "skills.index_refused"


class FigureRefusedError(SkillsError):
    """A count, share, level or period cannot be what it is said to be."""

    code = "skills.figure_refused"
