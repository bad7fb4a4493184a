"""What recurs across the pages of one site."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SiteProfile:
    """Lines that recur over a site's pages, by their folded text's hash."""

    pages: int = 0
    lines: frozenset[int] = frozenset()
