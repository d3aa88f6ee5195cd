"""Accounts of people: who signs in, in which language, and what is kept about her."""
