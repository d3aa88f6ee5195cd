"""Commands of the verification slice for `rung manage`."""
