"""The index that the crawlers of several machines share: datasketch's MinHashLSH over Redis.

The embedded Index is some twenty times as fast; this one is for where there is no common disk.  Extra: [redis].
"""

from collections.abc import Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from cleaner.dedup.compare import by_place, figures, is_brief, is_short_version, tell_apart
from cleaner.dedup.exchange import to_lean
from cleaner.dedup.index import Verdict
from cleaner.dedup.model import parts_of
from cleaner.dedup.shingles import Sizes
from cleaner.dedup.signature import SLOTS, VERSION, Signature, sign
from cleaner.dedup.units import content
from cleaner.errors import IndexFileError, MissingExtraError, UsageError
from cleaner.model import Record
from cleaner.settings import Settings

if TYPE_CHECKING:
    from datasketch import MinHashLSH

_BANDS, _ROWS = 42, 3
_LOCK_SECONDS = 30
"""After this long a lock is taken from a crawler that died with it."""


class SharedIndex:
    """Check and add records from many machines; as Index, without containment, and without telling texts on one form.

    Of these, which share most of their words, those that are alike enough count as near duplicates of each other.

    with SharedIndex("redis://index.internal:6379/0", "crawl") as index:
        verdict = index.check_and_add(record)
    """

    def __init__(self, url: str, name: str, settings: Settings | None = None) -> None:
        """Connect; raises MissingExtraError without redis, IndexFileError for a name that another version uses."""
        try:
            from redis import Redis
            from redis.exceptions import RedisError
        except ImportError as error:
            raise MissingExtraError("the shared index needs redis: pip install 'cleaner[redis]'") from error
        self.settings = settings or Settings()
        self._name = name
        version = f"{VERSION}:{Sizes.of(self.settings)}"
        self._redis: Any = Redis.from_url(url)
        try:
            self._redis.set(self._key("version"), version, nx=True)
            raw: Any = self._redis.get(self._key("version"))
            found = _id(raw or b"")
        except RedisError as error:
            raise IndexFileError(f"{url}: {error}") from error
        if found != version:
            raise IndexFileError(f"{name}: signatures of version {found}, this is {version}: use another name")
        self._lsh = self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Disconnect."""
        self._redis.close()

    def check_and_add(self, record: Record | Mapping[str, Any]) -> Verdict:
        """Judge a record and add it unless it is a duplicate, under a lock that all crawlers share.

        Raises UsageError for a record without an id: it is the key of what is stored.
        """
        id_, text, _ = parts_of(record)
        if not id_:
            raise UsageError("a record needs an id that is not empty")
        signature = sign(text, self.settings)
        with self._redis.lock(self._key("lock"), timeout=_LOCK_SECONDS):
            verdict = self._judge(id_, text, signature)
            if verdict.kind == "new":
                self._add(id_, text, signature)
        return verdict

    def __len__(self) -> int:
        """Return how many records it holds."""
        return int(self._redis.hlen(self._key("signatures")))

    def _judge(self, id_: str, text: str, signature: Signature) -> Verdict:
        twin = self._redis.hget(self._key("exact"), signature.exact)
        if twin is not None:
            return Verdict("exact", _id(twin), 1.0)
        lean = to_lean(signature)
        best = Verdict("new")
        for name in sorted(self._lsh.query(lean)):
            stored = self._redis.hget(self._key("signatures"), name)
            other = _id(name)
            if stored is None or other == id_:
                continue
            found = Signature.unpack(stored)
            similarity = float(lean.jaccard(to_lean(found)))
            enough = similarity >= max(self.settings.dedup_threshold, best.similarity)
            if enough and self._are_versions(text, signature, name, found):
                best = Verdict("near", other, similarity)
        return best

    def _are_versions(self, text: str, signature: Signature, name: bytes, found: Signature) -> bool:
        """Whether the rules for short and for brief texts let two records be versions of one another."""
        shorter, longer = sorted((signature.length, found.length))
        if shorter < self.settings.dedup_short:
            return is_short_version(text, self._brief_text(name))
        if not is_brief(longer, self.settings):
            return True
        one, two = (by_place(figures(each)) for each in (content(text), self._brief_text(name)))
        return not tell_apart(one, two, brief=True)

    def _add(self, id_: str, text: str, signature: Signature) -> None:
        name = id_.encode("utf-8", "surrogatepass")
        before = self._redis.hget(self._key("signatures"), name)
        if before is not None:
            self._redis.hdel(self._key("exact"), Signature.unpack(before).exact)
            self._lsh.remove(name)
        self._redis.hset(self._key("exact"), signature.exact, name)
        self._redis.hset(self._key("signatures"), name, signature.pack())
        if is_brief(signature.length, self.settings):
            self._redis.hset(self._key("short"), name, content(text).encode("utf-8", "surrogatepass"))
        self._lsh.insert(name, to_lean(signature))

    def _brief_text(self, name: bytes) -> str:
        return _id(self._redis.hget(self._key("short"), name) or b"")

    def _open(self) -> "MinHashLSH":
        from datasketch import MinHashLSH

        known = self._redis.connection_pool.connection_kwargs
        where = {name: known[name] for name in ("host", "port", "db", "username", "password") if name in known}
        return MinHashLSH(
            num_perm=SLOTS, params=(_BANDS, _ROWS), prepickle=False, hashfunc=None,
            storage_config={"type": "redis", "basename": self._key("lsh").encode(), "redis": where},
        )  # fmt: skip

    def _key(self, part: str) -> str:
        return f"cleaner:{self._name}:{part}"


def _id(name: bytes) -> str:
    """Return the id that was stored as bytes."""
    return name.decode("utf-8", "surrogatepass")
