"""What slices share: scope of queries, permissions, audit log, events, jobs, registries, web parts.

It knows no slice.
"""
