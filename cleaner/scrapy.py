"""A Scrapy item pipeline: each item's page is cleaned, and reposts are dropped or marked as they come.

    # settings.py of the crawl
    ITEM_PIPELINES = {"cleaner.scrapy.CleanerPipeline": 300}
    CLEANER_INDEX = "crawl.index"     # remembers what was seen, over crawls and processes; empty: no deduplication
    CLEANER_DUPLICATES = "drop"       # or "mark": keep them, with what they repeat in `duplicate_of`
    CLEANER_SETTINGS = {"comments": True}

An item is a dict or anything itemadapter knows, with its page in `html` (or `body` or `text`) and its address in `url`.
It leaves with the record's `id`, `text` and `metadata`, which its class must have as fields, and without the page: of a
class whose fields cannot be taken away the page is empty.  Extra: [scrapy].
"""

from collections.abc import MutableMapping
from typing import TYPE_CHECKING, Any, Self

from cleaner.dedup import Index, Verdict
from cleaner.errors import MissingExtraError, SettingsError, UsageError
from cleaner.model import Page, Record, Rejected
from cleaner.pipeline import Cleaner
from cleaner.settings import Settings

try:
    from itemadapter import ItemAdapter
    from scrapy.exceptions import DropItem
except ImportError as error:
    raise MissingExtraError("the Scrapy pipeline needs scrapy: pip install 'cleaner[scrapy]'") from error

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.statscollectors import StatsCollector

PAGE_FIELDS = ("html", "body", "text")
"""Where an item's page is looked for, in this order."""

FILLED_FIELDS = ("id", "text", "metadata")


class CleanerPipeline:
    """Cleans each item; what is rejected or repeats another is dropped, with its reason in the crawl's statistics."""

    def __init__(self, settings: Settings, index: str, *, mark: bool, stats: "StatsCollector | None" = None) -> None:
        """Compile the rules; `index` is a path, empty for none; `mark` keeps duplicates and says what they repeat."""
        self._cleaner = Cleaner(settings)  # a rule that does not load is told before the crawl begins
        self._settings = settings
        self._path = index
        self._mark = mark
        self._fields = (*FILLED_FIELDS, "duplicate_of") if mark else FILLED_FIELDS
        self._stats = stats
        self._index: Index | None = None

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Self:
        """Make the pipeline from the settings of the crawl."""
        duplicates = crawler.settings.get("CLEANER_DUPLICATES", "drop")
        if duplicates not in {"drop", "mark"}:
            raise SettingsError(f"CLEANER_DUPLICATES is drop or mark, not {duplicates!r}")
        settings = Settings.of(**crawler.settings.getdict("CLEANER_SETTINGS"))
        return cls(settings, crawler.settings.get("CLEANER_INDEX", ""), mark=duplicates == "mark", stats=crawler.stats)

    def open_spider(self) -> None:
        """Open the index, and clean with what it has learned."""
        if self._path:
            self._index = Index(self._path, self._settings)
            self._cleaner = Cleaner(self._settings, self._index.evidence())

    def close_spider(self) -> None:
        """Close the index: everything is on the disk then."""
        if self._index is not None:
            self._index.close()

    def process_item(self, item: Any) -> Any:
        """Clean an item's page; raises DropItem for one without content and, unless these are marked, for a repost.

        Raises UsageError for an item of a class that has no field for what it is to leave with, or is frozen.
        """
        adapter = ItemAdapter(item)
        known = ItemAdapter.get_field_names_from_class(type(item))
        lacking = [] if known is None else [name for name in self._fields if name not in known]
        if lacking:  # before the index takes note of it
            raise UsageError(f"{type(item).__name__} has no field {', '.join(lacking)}, which the pipeline fills")
        name = next((name for name in PAGE_FIELDS if adapter.get(name)), None)
        if name is None:
            raise DropItem(f"no page in any of {', '.join(PAGE_FIELDS)}")
        record = self._clean(adapter, name)
        try:
            adapter[name] = adapter[name]
        except AttributeError as error:  # frozen, as classes of dataclasses and attrs may be
            raise UsageError(f"{type(item).__name__} cannot be filled: {error}") from error
        verdict = self._index.check_and_add(record) if self._index is not None else Verdict("new")
        is_repost = verdict.is_duplicate and verdict.of != record.id
        if is_repost:
            self._count(f"cleaner/{verdict.kind}")
            if not self._mark:
                raise DropItem(f"{verdict.kind} duplicate of {verdict.of} ({verdict.similarity:.2f})")
        if name != "text":
            if isinstance(item, MutableMapping):
                del adapter[name]
            else:
                adapter[name] = type(adapter[name])()
        adapter["id"], adapter["text"], adapter["metadata"] = record.id, record.text, record.metadata
        if self._mark:
            adapter["duplicate_of"] = verdict.of if is_repost else ""
        return item

    def _clean(self, adapter: ItemAdapter, name: str) -> Record:
        """Return the record of an item's page."""
        page = Page(adapter[name], url=str(adapter.get("url") or ""), id=str(adapter.get("id") or ""))
        outcome = self._cleaner.clean(page)
        if isinstance(outcome, Rejected):
            self._count(f"cleaner/rejected/{outcome.reason}")
            raise DropItem(f"{outcome.reason}: {outcome.detail}")
        return outcome

    def _count(self, name: str) -> None:
        if self._stats is not None:
            self._stats.inc_value(name)
