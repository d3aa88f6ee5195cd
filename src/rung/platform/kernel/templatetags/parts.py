"""Template tags for the parts in templates/parts/: those that hold content, and those that must be worked out."""

from fractions import Fraction
from typing import Any

from django import template
from django.forms import BoundField
from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from rung.platform.kernel import charts
from rung.platform.kernel.charts import Absence, Chart, Figure

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw the icon `name`. It is hidden from screen readers: a word stands beside it."""
    return mark_safe(render_to_string(f"parts/icons/{name}.svg"))  # noqa: S308 — the drawings are ours


@register.simple_tag
def field(bound: BoundField, label: str | None = None, hint: str | None = None) -> SafeString:
    """Render a field of a form, in other words than the form's own where a page has better ones; "" drops a hint."""
    bound.label = bound.label if label is None else label
    bound.help_text = bound.help_text if hint is None else hint
    return bound.as_field_group()


@register.simple_block_tag
def notice(content: str, kind: str = "info", title: str = "") -> str:
    """Set the enclosed text apart: info, success, warning or error."""
    return render_to_string("parts/notice.html", {"content": content, "kind": kind, "title": title})


@register.simple_block_tag
def empty(content: str, title: str, heading: str = "h2") -> str:
    """Say what would stand in an empty place; enclosed is how it gets there."""
    return render_to_string("parts/empty.html", {"content": content, "title": title, "heading": heading})


@register.simple_block_tag
def scrolling_table(content: str, caption: str) -> str:
    """Wrap table rows so that a wide table scrolls inside itself, by keyboard too."""
    return render_to_string("parts/table.html", {"content": content, "caption": caption})


@register.inclusion_tag("parts/line_chart.html")
def line_chart(chart: Chart) -> dict[str, Any]:
    """Draw how one figure moves along a row of moments."""
    marks = charts.points(chart)
    return {
        "chart": chart,
        "marks": marks,
        "strokes": charts.strokes(marks),
        "top": figure_text(chart.top),
        "first": marks[0],
        "last": marks[-1],
    }


@register.inclusion_tag("parts/bar_chart.html")
def bar_chart(chart: Chart) -> dict[str, Any]:
    """Draw how figures compare, one bar each."""
    return {"chart": chart, "marks": charts.bars(chart), "height": charts.BAR_PITCH * len(chart.figures)}


@register.filter
def figure_text(value: Figure | float | Fraction) -> str:
    """Write a figure as people read it; an absent one says why it is absent."""
    if isinstance(value, Figure):
        return _absence(value.value) if isinstance(value.value, Absence) else figure_text(value.value)
    amount = float(value)
    return number_format(int(amount) if amount.is_integer() else round(amount, 1), force_grouping=True)


def _absence(why: Absence) -> str:
    return _("withheld to protect people") if why is Absence.SUPPRESSED else _("not known")
