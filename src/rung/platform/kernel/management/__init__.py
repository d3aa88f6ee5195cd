"""Commands for `rung manage` that belong to the kernel."""
