"""What people write is text: it links nowhere harmful, asks nothing and runs nothing."""

import re

import pytest

from intranet.core.markdown import markdown

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)></svg>",
    "<svg/onload=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    "[x](vbscript:msgbox)",
    "<vbscript:msgbox>",
    "<javascript:alert(1)>",
    "![x](https://elsewhere.example/pixel.png)",
    '<div hx-get="/sign-out" hx-trigger="load">x</div>',
    '<p data-hx-post="/x" data-open="confirm">x</p>',
    '<p _="on load call alert(1)">x</p>',
    '[x](https://ok.example "t\\" onmouseover=\\"alert(1)")',
    '[x](https://ok.example"onmouseover="alert(1))',
    "<style>*{display:none}</style>",
    "<iframe src=//elsewhere.example></iframe>",
    "<form action=//elsewhere.example><input name=password></form>",
    "`<script>alert(1)</script>`",
    "```html onload=x\n<script>alert(1)</script>\n```",
    "|<img src=x onerror=1>|b|\n|-|-|\n|<script>|[x](javascript:1)|",
    "[x]: javascript:alert(1)\n\n[x]",
    "<!--><script>alert(1)</script>-->",
    "<math><mtext><script>alert(1)</script></mtext></math>",
    "<a\nhref='x'\nonclick='alert(1)'>y</a>",
]
#: All that may ever come out, with all that it may carry.
ALLOWED = re.compile(
    r"</?(p|br|strong|em|del|code|pre|blockquote|ul|ol|li|hr|h[3-6]|table|thead|tbody|tr|th|td)>"
    r'|<ol start="\d+">|</a>'
    r'|<a( href="[^"]*")?( title="[^"]*")? rel="noopener noreferrer">'
)


@pytest.mark.parametrize("text", ATTACKS)
def test_an_attack_is_shown_as_text(text):
    html = str(markdown(text))

    assert "<" not in ALLOWED.sub("", html).replace("<br>", "")
    assert not re.search(r'<a href="\s*(javascript|data|vbscript)', html, re.IGNORECASE)


def test_a_link_of_ours_and_of_others_stays_a_link():
    html = str(markdown("[здесь](/roadmap/cards/1) https://edu.example mailto [m](mailto:a@b.ru)"))

    assert 'href="/roadmap/cards/1"' in html
    assert 'href="https://edu.example" rel="noopener noreferrer"' in html
    assert 'href="mailto:a@b.ru"' in html


def test_a_harmful_address_is_shown_instead_of_followed():
    assert "Нажмите (javascript:alert(1))" in str(markdown("[Нажмите](javascript:alert(1))"))


def test_a_picture_from_elsewhere_is_only_a_link():
    html = str(markdown("![схема](https://elsewhere.example/x.png)"))

    assert "<img" not in html
    assert ">схема</a>" in html


def test_text_looks_as_it_was_meant():
    html = str(markdown("# Итоги\n**Да**, ~~нет~~\nстрока\n\n|а|б|\n|-|-|\n|1|2|"))

    for part in ("<h3>Итоги</h3>", "<strong>Да</strong>", "<del>нет</del>", "<br>", "<td>1</td>"):
        assert part in html
