"""The parts as HTML: what a form, a chart and a list become."""

import re

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

from rung.platform.kernel.charts import Absence, Chart, Figure


class Questions(forms.Form):
    email = forms.EmailField(
        label="Address", help_text="We write to it.", widget=forms.EmailInput(attrs={"placeholder": "you@example.org"})
    )
    nickname = forms.CharField(label="Nickname", required=False)
    place = forms.ChoiceField(label="Where?", choices=[("a", "Near"), ("b", "Far")], widget=forms.RadioSelect)
    sure = forms.BooleanField(label="I am sure")
    scan = forms.FileField(label="Scan", required=False)
    token = forms.CharField(widget=forms.HiddenInput, initial="t")


def render(source: str, **context: object) -> str:
    return Template("{% load parts %}" + source).render(Context(context))


@pytest.fixture(autouse=True)
def english() -> object:
    with override("en"):
        yield


@pytest.fixture
def blank() -> str:
    return str(Questions())


@pytest.fixture
def wrong() -> str:
    return str(Questions({}))


def test_an_input_is_described_by_its_hint(blank: str) -> None:
    assert '<div class="field-hint" id="id_email_helptext">We write to it.</div>' in blank
    assert 'aria-describedby="id_email_helptext"' in blank


def test_an_input_is_described_by_its_hint_and_its_error(wrong: str) -> None:
    assert 'aria-describedby="id_email_helptext id_email_error"' in wrong
    assert 'id="id_email_error"' in wrong


def test_a_placeholder_never_replaces_a_label(blank: str) -> None:
    assert "placeholder" not in blank
    assert '<label for="id_email">Address</label>' in blank


def test_what_may_be_left_out_says_so(blank: str) -> None:
    assert re.search(r'Nickname <span class="optional">\(optional\)', blank)
    assert not re.search(r'Address <span class="optional">', blank)


def test_radios_stand_in_a_fieldset_under_their_question(blank: str) -> None:
    assert re.search(r"<fieldset class=\"field\"[^>]*>\s*<legend>Where\?</legend>", blank)
    assert '<label for="id_place_0">Near</label>' in blank


def test_a_lone_checkbox_is_labelled_after_it(blank: str) -> None:
    assert blank.index('id="id_sure"') < blank.index('<label for="id_sure">I am sure</label>')


def test_a_hidden_field_is_sent_along(blank: str) -> None:
    assert '<input type="hidden" name="token" value="t"' in blank


def test_every_line_of_the_error_summary_leads_to_a_field_that_is_there(wrong: str) -> None:
    targets = re.findall(r'<li><a href="#([^"]+)">', wrong)
    assert targets == ["id_email", "id_place_0", "id_sure"]
    assert all(f'id="{target}"' in wrong for target in targets)


def test_a_form_without_errors_shows_no_summary(blank: str) -> None:
    assert "error-summary" not in blank


def test_a_page_may_ask_in_words_of_its_own() -> None:
    html = render('{% field form.email label="E-mail" hint="" %}', form=Questions())
    assert '<label for="id_email">E-mail</label>' in html
    assert "helptext" not in html


def test_what_people_wrote_is_escaped() -> None:
    html = render('{% notice "info" %}{{ text }}{% endnotice %}', text="<script>alert(1)</script>")
    assert "&lt;script&gt;" in html
    assert "<script>" not in html


@pytest.mark.parametrize(
    ("kind", "word"),
    [("info", "Good to know"), ("success", "Done"), ("warning", "Please note"), ("error", "Something went wrong")],
)
def test_a_notice_says_its_kind_in_a_word(kind: str, word: str) -> None:
    html = render("{% notice kind %}text{% endnotice %}", kind=kind)
    assert f'<p class="notice-title">{word}</p>' in html
    assert 'aria-hidden="true"' in html


def test_a_verdict_never_speaks_by_colour_alone() -> None:
    verdicts = {
        kind: render_to_string("parts/verdict.html", {"kind": kind})
        for kind in ("verified", "unconfirmed", "invalid", "unreadable")
    }
    signs = {re.search(r"<svg.*?</svg>", html, re.DOTALL)[0] for html in verdicts.values()}  # type: ignore[index]
    words = {re.search(r"<h1>(.*?)</h1>", html)[1] for html in verdicts.values()}  # type: ignore[index]
    assert len(signs) == len(words) == 4


def test_only_a_verified_credential_carries_a_seal() -> None:
    cards = {
        state: render_to_string("parts/credential.html", {"title": "Basics", "kind": "Badge", "state": state})
        for state in ("verified", "unverified", "ended", "")
    }
    assert [state for state, html in cards.items() if "credential-seal" in html] == ["verified"]
    assert [state for state, html in cards.items() if "credential-unverified" in html] == ["unverified", "ended", ""]


def test_the_title_of_a_credential_is_marked_with_its_language() -> None:
    html = render_to_string("parts/credential.html", {"title": "Podstawy", "title_lang": "pl", "kind": "Badge"})
    assert '<h2 lang="pl">Podstawy</h2>' in html


def test_a_chart_tells_what_it_shows_and_keeps_its_figures_in_a_table() -> None:
    figures = (Figure("Women", 1234), Figure("Men", 0), Figure("Over 60", Absence.SUPPRESSED))
    chart = Chart("jobs", "Jobs", "Fewer men.", "people", figures)
    html = render("{% bar_chart chart %}", chart=chart)
    assert 'aria-labelledby="jobs-title jobs-desc"' in html
    assert '<desc id="jobs-desc">Fewer men.</desc>' in html
    assert re.findall(r'<td class="number">(.*?)</td>', html) == ["1,234", "0", "withheld to protect people"]


def test_a_drawing_keeps_its_points_where_commas_part_decimals() -> None:
    chart = Chart("c", "T", "D", "u", tuple(Figure(str(at), at) for at in range(4)))
    with override("pl"):
        html = render("{% line_chart chart %}", chart=chart)
    assert 'cx="129.3"' in html  # 44 + 256 / 3
    assert "129,3" not in html.replace("129.3,", "")


def test_pages_of_a_list_keep_the_rest_of_the_address() -> None:
    request = RequestFactory().get("/search/", {"q": "kodu", "page": "2"})
    html = render_to_string("parts/pagination.html", {"page": Paginator(range(30), 10).page(2)}, request)
    assert 'href="?q=kodu&amp;page=1"' in html
    assert 'href="?q=kodu&amp;page=3"' in html


def test_a_list_of_one_page_needs_no_ways() -> None:
    assert "<nav" not in render_to_string("parts/pagination.html", {"page": Paginator(range(3), 10).page(1)})


def test_a_wide_table_can_be_scrolled_with_the_keyboard() -> None:
    html = render('{% scrolling_table "Offers" %}<tbody></tbody>{% endscrolling_table %}')
    assert '<div class="table-scroll" role="region" aria-label="Offers" tabindex="0">' in html
    assert "<caption>Offers</caption>" in html


def test_steps_say_what_is_done_and_what_is_under_way() -> None:
    steps = [
        {"name": "Read", "state": "done"},
        {"name": "Check", "state": "current"},
        {"name": "Issue", "state": "ahead"},
    ]
    html = render_to_string("parts/steps.html", {"steps": steps, "label": "Issuing"})
    assert html.count("(done)") == 1
    assert re.search(r'<li class="is-current" aria-current="step">', html)
