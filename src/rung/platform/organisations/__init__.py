"""Providers, employers, quality bodies, cities; who acts for them, and who vouches for them since when."""
