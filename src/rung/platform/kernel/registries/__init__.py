"""Lists that every slice joins with one file: personal data, invariants, search."""
