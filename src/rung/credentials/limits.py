"""How much work an input may ask for. Every bound stands here once, with the reason beside it.

The promise behind the numbers: any input of up to one mebibyte gets a verdict within one second of CPU time and
64 MiB of memory. Honest credentials stay one or two orders of magnitude below each bound.
"""

from datetime import timedelta
from typing import Final

# --- Bytes and shape -------------------------------------------------------------------------------------------------

MAX_INPUT_BYTES: Final = 1_048_576
"""A credential with every field of Open Badges 3.0 takes 16 kB; the rest of the mebibyte is room for a picture."""

MAX_DEPTH: Final = 64
"""Levels of objects and lists. A full credential with endorsements has 11; Python's own recursion ends near 1,000."""

MAX_INTEGER: Final = 2**53 - 1
"""The last whole number that every JSON reader reads alike (RFC 8259 §6, RFC 7493 §2.2)."""

# --- JSON-LD ---------------------------------------------------------------------------------------------------------

MAX_CONTEXTS: Final = 8
"""Entries of one `@context`. Open Badges needs three, with status lists and older suites five."""

MAX_TABLES_PER_DOCUMENT: Final = 32
"""Term tables one document may cause to be compiled, at up to 12 ms each. One with every field needs 21."""

MAX_TABLES: Final = 512
"""Term tables kept in memory, some 30 kB each. Beyond that the lists of contexts not used for longest are forgotten."""

MAX_QUADS: Final = 20_000
"""Statements of one document; a full credential makes 356. At about 500 bytes each this is 10 MB."""

MAX_CANONICAL_CHARACTERS: Final = 8_388_608
"""Characters of canonical N-Quads that long identifiers may add up to, since each statement repeats its subject."""

LONG_IRI: Final = 512
"""From this length on, the repetition of an identifier is counted against `MAX_CANONICAL_CHARACTERS`."""

MAX_GENERAL_BYTES: Final = 65_536
"""Documents that need the general JSON-LD algorithm; it is some forty times slower than the compiled one."""

MAX_GENERAL_VALUES: Final = 1_000
"""Values in such a document: the general algorithm compares each new value of a property with all before it."""

# --- RDF dataset canonicalisation ------------------------------------------------------------------------------------

MAX_NDEGREE_CALLS: Final = 2_000
"""Calls of Hash N-Degree Quads. Most credentials need none, a full one 40; the hardest good test of W3C 468."""

MAX_NDEGREE_DEPTH: Final = 100
"""Nested calls of Hash N-Degree Quads, three frames each, well inside Python's own recursion limit."""

MAX_CANONICAL_STEPS: Final = 20_000
"""Quads read and labels tried inside those calls, so that few calls over a large graph are bounded too (6,168)."""

# --- Proofs ----------------------------------------------------------------------------------------------------------

MAX_PROOFS: Final = 8
"""Proofs on one document. Each may need its own canonical form when proofs are chained."""

CLOCK_SKEW: Final = timedelta(minutes=5)
"""How far the clock of an honest signer may run ahead of ours before `created` counts as the future."""

MAX_KEYS_REMEMBERED: Final = 1_024
"""Public keys whose place on the curve has been checked and is not checked again (about 75 µs each)."""

MAX_TOKEN_HEADER_BYTES: Final = 8_192
"""Characters of the header of a JSON Web Token; with an RSA key of 8,192 bits in it, it has some 1,500."""
