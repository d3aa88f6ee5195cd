"""What a learner holds, shows and takes with her."""
