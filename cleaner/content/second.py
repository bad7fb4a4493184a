"""The second opinion: trafilatura, asked where our own judges disagree."""


def extracted_text(markup: bytes) -> str:
    """Return what trafilatura takes for the main text of a page in UTF-8; empty where it finds none."""
    import trafilatura

    return trafilatura.extract(markup.decode("utf-8", "replace"), include_comments=False) or ""
