"""What a single page cannot know: the words of this corpus, and what recurs on a site.  Frozen while cleaning."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

from cleaner.evidence.site import Sample, SiteProfile, block_key, domain_of, learn_sites
from cleaner.evidence.vocabulary import Vocabulary

__all__ = ["NO_EVIDENCE", "Evidence", "Sample", "SiteProfile", "Vocabulary", "block_key", "learn_sites"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Learned in a first pass or loaded; every stage also works without it."""

    vocabulary: Vocabulary | None = None
    sites: Mapping[str, SiteProfile] = field(default_factory=dict)
    """By host name, lower case, and by domain; "" holds what recurs over a crawl whose pages name no address."""

    @classmethod
    def learn(cls, samples: Iterable[Sample]) -> Self:
        """Learn from some pages of a corpus, in their order; a few of each site are enough."""
        pages = list(samples)
        return cls(Vocabulary.learn(page.text for page in pages), learn_sites(pages))

    def blocks(self, host: str) -> frozenset[int]:
        """Return the blocks that recur on a host or its domain; without a profile of theirs, those of the crawl."""
        name = host.lower()
        known = [one for one in (name, domain_of(name)) if one in self.sites] or [""]
        return frozenset().union(*(self.sites[one].blocks for one in known if one in self.sites))


NO_EVIDENCE = Evidence()
