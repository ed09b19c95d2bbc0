"""Small drawings: the kinds of events in a bar, and months side by side. SVG without script and without inline style."""

from collections.abc import Mapping, Sequence
from html import escape

from graph.entries import QUADS
from graph.happenings import Month

KINDS = {
    "VerbalCooperation": "verbal cooperation", "MaterialCooperation": "material cooperation", "VerbalConflict": "verbal conflict",
    "MaterialConflict": "material conflict", "": "untyped",
}  # fmt: skip
ORDER = (*QUADS, "")
WIDTH, HEIGHT, FOOT, LEFT = 800, 160, 18, 34
MOST = 480  # months


def said(quads: Mapping[str, int]) -> str:
    """The counts in words, the most frequent first."""
    return ", ".join(f"{count} {KINDS[quad]}" for quad, count in sorted(quads.items(), key=lambda item: (-item[1], ORDER.index(item[0]))))


def bar(quads: Mapping[str, int]) -> str:
    """Shares of quad classes."""
    whole, begin, parts = sum(quads.values()), 0.0, []
    for number, quad in enumerate(ORDER):
        if share := 100 * quads.get(quad, 0) / whole:
            parts.append(f'<rect class="q{number}" x="{begin:.2f}" y="0" width="{share:.2f}" height="4"/>')
            begin += share
    return f'<svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" role="img" aria-label="{escape(said(quads))}">{"".join(parts)}</svg>'


def legend() -> str:
    """What the colors mean."""
    return '<ul class="legend">' + "".join(f'<li><span class="q{number}"></span>{KINDS[quad]}</li>' for number, quad in enumerate(ORDER)) + "</ul>"


def timeline(found: Sequence[Month]) -> str:
    """One column a month, those without events too; nothing where there are none, or more months than one can see."""
    months = {one.month: one for one in found if one.month}
    shown = _between(min(months), max(months)) if months else ()
    if not 0 < len(shown) <= MOST:
        return ""
    highest, step = max(one.events for one in months.values()), (WIDTH - LEFT) / len(shown)
    columns = "".join(_column(months[month], LEFT + place * step, step, highest) for place, month in enumerate(shown) if month in months)
    every = -(-len(shown) // 12)
    labels = "".join(
        f'<text x="{LEFT + place * step + step / 2:.1f}" y="{HEIGHT + 13}" text-anchor="middle">{month}</text>'
        for place, month in enumerate(shown) if place % every == 0
    )  # fmt: skip
    axis = f'<line x1="{LEFT}" y1="{HEIGHT}" x2="{WIDTH}" y2="{HEIGHT}"/><text x="{LEFT - 6}" y="10" text-anchor="end">{highest}</text>'
    name = f"Events by month from {shown[0]} to {shown[-1]}, at most {highest}"
    return f'<figure><svg viewBox="0 0 {WIDTH} {HEIGHT + FOOT}" role="img" aria-label="{name}">{axis}{columns}{labels}</svg>{legend()}</figure>'


def _column(one: Month, left: float, step: float, highest: int) -> str:
    quads, top, parts = dict(one.quads), float(HEIGHT), []
    for number, quad in enumerate(ORDER):
        if height := HEIGHT * quads.get(quad, 0) / highest:
            top -= height
            parts.append(f'<rect class="q{number}" x="{left + step * 0.1:.2f}" y="{top:.2f}" width="{step * 0.8:.2f}" height="{height:.2f}"/>')
    return f"<g><title>{one.month}: {escape(said(quads))}</title>{''.join(parts)}</g>"


def _between(first: str, last: str) -> Sequence[str]:
    begin, end = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last))
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(begin, end + 1)]
