"""How much Rung reads before it stops. Each limit stands several times above what honest input needs."""

MAX_ARCHIVE_FILES = 200
"""Files in one download; ESCO's have 4 to 20."""

MAX_UNPACKED_BYTES = 512 * 1024 * 1024
"""Bytes of all files that are read from one download. ESCO 1.1.1 in English unpacks to 43 MB."""

MAX_LOCAL_BYTES = 4 * 1024 * 1024
"""Bytes of one local taxonomy document."""

MAX_CONCEPTS = 500_000
"""Concepts in one taxonomy. ESCO has 17,600."""

MAX_LABEL = 500
"""Characters of one label. The longest of ESCO 1.1.1 has 170."""

MAX_TEXT = 200_000
"""Characters of one text to extract from. A job ad has 600 to 10,000."""

MAX_SENTENCE_WORDS = 120
"""Words of one sentence; what is longer is cut into pieces of this length, so that no list becomes one sentence."""
