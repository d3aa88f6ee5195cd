"""The command line: one thin module per group of verbs, none of them imported before its verb is called."""
