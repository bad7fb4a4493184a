"""MHTML, a page saved by a browser as a mail message (RFC 2557), to its page."""

import email
import email.policy
from collections.abc import Iterator

from cleaner.model import Page, Rejected
from cleaner.read.unpack import Stream, read_bounded
from cleaner.settings import Settings


def read_mhtml(stream: Stream, address: str, settings: Settings) -> Iterator[Page | Rejected]:
    """Yield the page itself: the first part that is HTML, or the one named as root; frames and images are others."""
    data = read_bounded(stream, settings.page_bytes, settings.page_ratio)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):  # a bare page under such a name
        yield Page(data, input=address, kind="html")
        return
    try:
        message = email.message_from_bytes(data, policy=email.policy.compat32)
        parts = list(message.walk())
    except RecursionError:
        yield Rejected("too_deep", "read", "parts within parts, nested too deeply", address)
        return
    root = str(message.get_param("start") or "").strip()
    if root:  # else it is the first (RFC 2387, 3.2)
        parts.sort(key=lambda part: str(part.get("Content-ID", "")).strip() != root)
    for part in parts:
        if part.get_content_type() in {"text/html", "application/xhtml+xml"}:
            encoding = str(part.get("Content-Transfer-Encoding", "")).strip().lower()
            if encoding:  # as the library looks for it: without blanks around
                part.replace_header("Content-Transfer-Encoding", encoding)
            if encoding == "base64" and str(part.get_payload()).lstrip().startswith("<"):
                del part["Content-Transfer-Encoding"]  # it lies: no base64 begins so
            body = part.get_payload(decode=True)
            url = part.get("Content-Location") or message.get("Snapshot-Content-Location") or ""
            if isinstance(body, bytes):
                yield Page(body, str(url).strip(), address, kind="html")
                return
    yield Rejected("parse", "read", "holds no part that is HTML", address)
