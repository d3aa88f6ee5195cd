"""Who was found able to do what: results per outcome, with assessor, day and identity check."""
