"""What a single page cannot know: the words of this corpus, and what recurs on a site.  Frozen while cleaning."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cleaner.evidence.site import SiteProfile
from cleaner.evidence.vocabulary import Vocabulary

__all__ = ["NO_EVIDENCE", "Evidence", "SiteProfile", "Vocabulary"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Learned in a first pass or loaded; every stage also works without it."""

    vocabulary: Vocabulary | None = None
    sites: Mapping[str, SiteProfile] = field(default_factory=dict)
    """By host name, lower case; "" holds what recurs over a crawl whose pages name no address."""


NO_EVIDENCE = Evidence()
