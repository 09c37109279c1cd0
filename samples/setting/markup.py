"""Text as HTML and as Typst markup: what both the column and the matrix recipes need."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence


def h(text: str) -> str:
    """``text`` for HTML."""
    return html.escape(text, quote=False)


def page(style: str, body: str) -> str:
    """A whole Swedish HTML page."""
    return (
        '<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>Uppföljning</title>'
        f"<style>{style}</style></head><body>{body}</body></html>"
    )


def p(texts: Sequence[str] | str) -> str:
    """Paragraphs of HTML."""
    return "".join(f"<p>{h(text)}</p>" for text in ([texts] if isinstance(texts, str) else texts))


def t(text: str) -> str:
    """``text`` for Typst: its special signs escaped."""
    return re.sub(r"([\\#$*_@<>\[\]`~/=+\-'\"])", r"\\\1", text)


def tp(texts: Sequence[str] | str) -> str:
    """Typst paragraphs."""
    return "\n\n".join(t(text) for text in ([texts] if isinstance(texts, str) else texts))


def x(text: str) -> str:
    """``text`` for LaTeX."""
    return re.sub(r"([#$%&_{}])", r"\\\1", text).replace("~", r"\textasciitilde{}")
