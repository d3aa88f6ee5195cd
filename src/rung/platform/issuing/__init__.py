"""Awards: single and in bulk, signed, with their status for ever after."""
