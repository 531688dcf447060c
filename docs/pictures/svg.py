"""A picture in SVG. It takes the colours of its page, light or dark, and has its own where it stands alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

__all__ = ["WIDTH", "Picture"]

WIDTH = 380
"""All pictures have this width, so that their text is readable on a telephone."""

STYLE = """\
.picture { --ink: #1f2328; --faint: #6b7076; --edge: #c9cdd2; --ground: #f6f8fa; --ours: #0a58ca; --theirs: #b35900; }
@media (prefers-color-scheme: dark) {
  .picture { --ink: #e6e8ea; --faint: #9ea4aa; --edge: #454a50; --ground: #1d2126; --ours: #6ea8fe; --theirs: #f0a35e; }
}
body[data-theme="light"] .picture { --ours: #0a58ca; --theirs: #b35900; }
body[data-theme="dark"] .picture { --ours: #6ea8fe; --theirs: #f0a35e; }
.picture { font: 13px system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
.picture text { fill: var(--color-foreground-primary, var(--ink)); }
.picture .code { font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: 11px; }
.picture .small { font-size: 11px; fill: var(--color-foreground-muted, var(--faint)); }
.picture .note { font-size: 11px; }
.picture .strong { font-weight: 600; }
.picture .box, .picture .grid { stroke: var(--color-background-border, var(--edge)); }
.picture .box { fill: var(--color-background-secondary, var(--ground)); }
.picture .box.ours { stroke: var(--ours); stroke-width: 1.5; }
.picture .box.theirs { stroke: var(--theirs); stroke-width: 1.5; }
.picture .line { fill: none; stroke: var(--color-foreground-muted, var(--faint)); stroke-width: 1.5; }
.picture .head { fill: var(--color-foreground-muted, var(--faint)); }
.picture .grid { stroke-width: 1; }
.picture .plot { fill: none; stroke-width: 2.5; }
.picture .plot.ours { stroke: var(--ours); }
.picture .plot.theirs { stroke: var(--theirs); }
.picture .plot.floor { stroke: var(--color-foreground-muted, var(--faint)); stroke-dasharray: 5 4; stroke-width: 1.5; }
.picture .bar.ours, .picture .dot.ours { fill: var(--ours); }
.picture .bar.theirs, .picture .dot.theirs { fill: var(--theirs); }
.picture .dot.floor { fill: var(--color-foreground-muted, var(--faint)); }
"""

Point = tuple[float, float]


class Picture:
    """A picture, to which parts are added from top left to bottom right."""

    def __init__(self, title: str, height: float) -> None:
        self.title = title
        self.height = height
        self.parts: list[str] = []

    def text(self, at: Point, text: str, kind: str = "", anchor: str = "middle") -> None:
        """Write a line of text, whose base line is at a point."""
        x, y = at
        self.parts.append(f'<text x="{_n(x)}" y="{_n(y)}" text-anchor="{anchor}"{_kind(kind)}>{escape(text)}</text>')

    def box(self, at: Point, size: Point, lines: Iterable[tuple[str, str]] = (), kind: str = "") -> None:
        """Draw a box with lines of text, each with its kind, in its middle."""
        (x, y), (width, height) = at, size
        self.parts.append(
            f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" rx="6"{_kind(f"box {kind}")}/>'
        )
        lines = list(lines)
        first = y + height / 2 + 4.5 - 8 * (len(lines) - 1)
        for number, (text, kind_of_text) in enumerate(lines):
            self.text((x + width / 2, first + 16 * number), text, kind_of_text)

    def bar(self, at: Point, size: Point, kind: str) -> None:
        """Draw a filled bar."""
        (x, y), (width, height) = at, size
        self.parts.append(
            f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"{_kind(f"bar {kind}")}/>'
        )

    def line(self, points: Sequence[Point], kind: str = "line") -> None:
        """Draw a line through points."""
        path = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
        self.parts.append(f'<polyline points="{path}"{_kind(kind)}/>')

    def dot(self, at: Point, kind: str) -> None:
        """Draw a dot."""
        self.parts.append(f'<circle cx="{_n(at[0])}" cy="{_n(at[1])}" r="3"{_kind(f"dot {kind}")}/>')

    def arrow(self, *points: Point) -> None:
        """Draw a line through points with a head at the last, to which it comes straight or level."""
        (before_x, before_y), (x, y) = points[-2:]
        along_x, along_y = (_sign(x - before_x), _sign(y - before_y))
        neck = (x - 7 * along_x, y - 7 * along_y)
        self.line([*points[:-1], neck])
        wings = [(neck[0] + 4 * along_y, neck[1] + 4 * along_x), (neck[0] - 4 * along_y, neck[1] - 4 * along_x)]
        corners = " ".join(f"{_n(a)},{_n(b)}" for a, b in [(x, y), *wings])
        self.parts.append(f'<polygon points="{corners}" class="head"/>')

    def __str__(self) -> str:
        """Return the file."""
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" viewBox="-1 -1 {WIDTH + 2} {_n(self.height + 2)}"'
            f' width="{WIDTH}" role="img" aria-label="{escape(self.title, {chr(34): "&quot;"})}">'
        )
        return "\n".join([head, f"<style>\n{STYLE}</style>", *self.parts, "</svg>"]) + "\n"


def _kind(kind: str) -> str:
    return f' class="{kind.strip()}"' if kind.strip() else ""


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
