"""A spider of the tests: follows every link of a page, and yields what it finds there."""

import scrapy


class LinkSpider(scrapy.Spider):
    """Crawls one page and what it links to."""

    name = "links"
    custom_settings = {  # noqa: RUF012 - Scrapy's own way
        "ITEM_PIPELINES": {"cleaner.scrapy.CleanerPipeline": 300},
        "TELNETCONSOLE_ENABLED": False,
        "ROBOTSTXT_OBEY": False,
    }

    async def start(self):
        yield scrapy.Request(self.start_page)

    @property
    def start_page(self):
        return self.__dict__["start_url"]

    def __init__(self, *args, start="", **kwargs):
        super().__init__(*args, **kwargs)
        self.start_url = start

    def parse(self, response):
        yield from response.follow_all(css="a", callback=self.parse_page)

    def parse_page(self, response):
        yield {"url": response.url, "html": response.text}
