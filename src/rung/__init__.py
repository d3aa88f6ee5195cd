"""Rung: from what the labour market asks for to a job, with proof of skill at every step."""
