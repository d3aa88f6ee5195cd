"""How the handbook is built: `make docs`, or `sphinx-build -W -n -b dirhtml docs docs/_build`. Nothing is fetched."""  # noqa: INP001 — Sphinx finds it by path

project = "Rung"
author = "The Rung authors"
project_copyright = "2026 The Rung authors"
language = "en"

extensions = ["myst_parser"]
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]

html_theme = "furo"
html_title = "Rung"
html_show_sphinx = False
html_copy_source = False
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#0b5a5e", "color-brand-content": "#0b5a5e"},
    "dark_css_variables": {"color-brand-primary": "#7cc7c4", "color-brand-content": "#7cc7c4"},
}
