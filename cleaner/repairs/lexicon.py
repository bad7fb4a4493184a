"""Words by language: which are common, which close a class, which a text is told by."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from math import log
from operator import itemgetter

from cleaner.repairs.wordlists import NO_PAIRS, Pairs, Words, english_pairs, word_list


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text written out as a list of them."""
    return frozenset(text.split())


FUNCTION_WORDS: Mapping[str, frozenset[str]] = {
    "en": word_set(
        "a about after all also although among an and any are as at be because been "
        "before being between both but by can "
        "could did do does during each for from had has have he her his how i if in into "
        "is it its may might more most must "
        "my no nor not of on only or other our over she should since so some such than "
        "that the their them then there these "
        "they this those through to under until upon was we were what when where whether "
        "which while who whose will with "
        "within without would you your"
    ),
    "de": word_set(
        "aber als am an auch auf aus bei bis da damit dann das dass dem den der des die "
        "dies diese dieser dieses doch durch "
        "ein eine einem einen einer eines er es für hat haben ich ihr im in ist kann mit "
        "nach nicht noch nur ob oder sein "
        "sich sie sind so über um und unter vom von vor war was wenn werden wie wir wird zu zum zur"
    ),
    "fr": word_set(
        "au aux avec ce ces cette comme dans de des deux donc du elle en est et être il "
        "ils je la le les leur leurs lui mais "
        "même ne nous on ou où par pas peut plus pour qu que qui sa sans se ses si son sont sur tout une vous"
    ),
    "es": word_set(
        "al como con cuando de del desde donde el ella en entre es esta este esto está "
        "están fue ha hasta hay la las le lo los "
        "más muy no nos o para pero por porque puede que se ser si sin sobre son su sus también un una y ya"
    ),
    "pt": word_set(
        "ao aos as até com como da das de do dos e ela ele em entre essa esse esta este "
        "está foi já mais mas mesmo na nas não "
        "no nos o os ou para pela pelo pode por que quando se sem ser seu sua são também tem um uma"
    ),
    "it": word_set(
        "ai al alla alle anche che ci come con cui da dal dalla degli dei del della "
        "delle di dove e essere gli ha il in la le "
        "lo ma nei nel nella non o per perché più può quando questa questo se si sono "
        "stato su sua sul sulla suo tra un una"
    ),
    "nl": word_set(
        "aan al als bij daar dan dat de deze die dit door een en er geen had heb hebben "
        "heeft het hij hoe ik in is je kan maar "
        "meer met mijn na naar niet nog nu of om onder ook op over te tegen tot uit van "
        "veel voor was wat we wel werd wordt ze "
        "zich zijn zo zou"
    ),
    "pl": word_set(
        "ale bez bo by było być ci co czy dla do gdy go i ich jak jako jego jej jest już "
        "kiedy które który ma może na nad nie "
        "o od oraz po pod przez przy są się tak także tego ten to tylko tym w więc z za ze że"
    ),
    "ru": word_set(
        "а без бы был была были было в вы где да для до его ее если есть еще же за и из "
        "или их как когда который которые мы "
        "на не но о об он она они от по под при с со так также то только у уже чем что чтобы это этот"
    ),
}
"""The commonest closed-class words of the languages that are repaired; they also tell the language."""

_LANGUAGES_OF: Mapping[str, tuple[str, ...]] = {
    word: tuple(language for language, words in FUNCTION_WORDS.items() if word in words)
    for word in frozenset().union(*FUNCTION_WORDS.values())
}

NEVER_FIRST: Mapping[str, frozenset[str]] = {
    "de": word_set(
        "ab als am an auf aus bei bis da damit durch ein er es für ihr im in mit nach nicht so um und unter vom "
        "von vor war wie zu zum zur über"
    ),
    "fr": word_set("au aux avec ce de en il la le leur ne on ou par pas plus pour sa sans se ses si son sur tout un"),
    "es": word_set("al con de en entre es ha la le lo no o para por se ser si sin sobre su un y ya una"),
    "pt": word_set("ao até com da de do e em entre já mas na no o os para por se sem ser seu sua um"),
    "it": word_set(
        "ai al che ci con da dal dei del di e gli ha il in la le lo ma nei nel non o per si se su tra un "
        "una suo"
    ),
    "nl": word_set(
        "aan al als bij door er in je met na naar niet of om onder op over te tegen tot uit van voor wat "
        "zo"
    ),
    "pl": word_set("ale bez bo by ci co do go i ich na nad nie o od po pod przez przy są się tak to w z za ze że ma"),
    "ru": word_set(
        "а без бы в вы где да для до ее еще же за и из их к как на не но о об он от по под при с со так "
        "то у уже чем"
    ),
}  # fmt: skip
"""Function words that also begin words: prefixes, particles of separable verbs.  A split never leaves them first."""

NEVER_LAST: Mapping[str, frozenset[str]] = {
    "de": word_set(
        "als am an auf aus bei bis da damit dann das dem den der des durch ein er es für hat ihr im in "
        "ist mit nach nicht sein so um unter vor was wie zu zur über einen einer eines ich"
    ),
    "fr": word_set(
        "au aux ce de des du elle en est et il ils je la le les leur mais ne on ou où par pas plus sa se "
        "ses si son sont sur tout un"
    ),
    "es": word_set(
        "al del el ella en es esta este está están ha hay la las le lo los no nos o para por se ser si "
        "son su un una y ya"
    ),
    "pt": word_set(
        "ao as até da das de do dos e ela ele em está já mas na nas no nos o os ou para se ser seu sua "
        "são um uma"
    ),
    "it": word_set(
        "ai al alla anche che ci come da dal dei del della di e gli ha i il in la le lo ma nei nel non o "
        "per si se sono su sua tra un una"
    ),
    "nl": word_set(
        "aan al als bij daar dan dat de deze door en er geen had heb het in is je kan maar me met na naar "
        "niet nu of om ook op over te tegen tot uit van voor was wat we wel zijn zo onder"
    ),
    "pl": word_set("ale by ci co do go i ich jej ma może na nad nie o od po się tak te ten to tym w z za że tego"),
    "ru": word_set("а бы в вы да до ее ей же за и из их к на не но о он она от по с со так то у"),
}  # fmt: skip
"""Function words that also end words: enclitics, endings.  A split never leaves them last."""

SINGLE_LETTERS: Mapping[str, str] = {
    "en": "ai", "de": "", "fr": "àya", "es": "ayoe", "pt": "aoeéà", "it": "aeioè", "nl": "u", "pl": "aiouwz",
    "ru": "авикосуя",
}  # fmt: skip
"""Words of one letter, the only ones a split may leave."""

PAIRS_TOTAL = 1.0e12
"""Words behind symspellpy's pair counts (Google Books and Web 1T, as its documentation states them)."""

SAFE_FREQUENCY = 3e-6
"""From here on a listed word is no join, whatever it looks like."""
_RARE = 1e-7
"""Below this wordfreq's lists hold much that is no word: hashtags, names of accounts, joins."""
_MIN_SHARE = 0.10


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's words with their relative frequencies, and its frequent word pairs where a list of them exists."""

    language: str
    words: Words
    function_words: frozenset[str]
    single_letters: str
    safe: frozenset[str]
    """Words that are too common to be anything else, in small letters and with a capital."""

    @property
    def pairs(self) -> Pairs:
        """The pairs, loaded when the first is asked for."""
        return english_pairs() if self.language == "en" else NO_PAIRS

    def pair(self, left: str, right: str) -> float:
        """Natural log of the chance that two running words are these (lower case); -inf where one is unknown."""
        one, two = self.words.get(left), self.words.get(right)
        if not one or not two:
            return float("-inf")
        apart = log(one) + log(two)
        seen = self.pairs.get(f"{left} {right}")
        return max(apart - 1.0, log(seen / PAIRS_TOTAL)) if seen else apart - 1.0 if self.pairs.lines else apart


@cache
def lexicon(language: str) -> Lexicon:
    """Load a language's common words, once (10 ms); the others are loaded when one is needed (0.06 to 0.2 s)."""
    words = word_list(language)
    safe = [word for word, frequency in words.items() if frequency >= SAFE_FREQUENCY]
    return Lexicon(
        language,
        Words(language, words),
        FUNCTION_WORDS[language],
        SINGLE_LETTERS[language],
        frozenset(safe).union(map(str.capitalize, safe)),
    )


def is_common(token: str, language: str) -> bool:
    """Whether a token is too common, or too short, to be anything but a word."""
    return len(token) < 3 or lexicon(language).words.common.get(token.lower(), 0.0) >= SAFE_FREQUENCY


@lru_cache(maxsize=1 << 17)
def is_plain(token: str, language: str) -> bool:
    """Whether a token is a word as it stands, whatever the evidence of its document; the filter before any scoring."""
    if is_common(token, language):
        return True
    words = lexicon(language)
    folded = token.lower()
    frequency = words.words.get(folded)
    if frequency < _RARE:
        return False
    return not _is_run_together(folded, words, log(frequency))


def _is_run_together(folded: str, words: Lexicon, chance: float) -> bool:
    """Whether a listed "word" (ofthe: wordfreq's sources have joins too) is far likelier to be two function words."""
    return any(
        folded[:i] in words.function_words
        and folded[i:] in words.function_words
        and words.pair(folded[:i], folded[i:]) - chance > 4.5
        for i in range(1, len(folded))
    )


is_function_word = _LANGUAGES_OF.__contains__
"""Whether a word (lower case) is a function word of any language."""


def tell_language(functions: Mapping[str, int], words: int) -> str:
    """Tell the language of a text by how often each function word stands among its words; empty where none is sure.

    A language is sure of itself with 10% of the words, and 1.3 times as many as the next.
    """
    shares = dict.fromkeys(FUNCTION_WORDS, 0)
    for word, count in functions.items():
        for language in _LANGUAGES_OF[word]:
            shares[language] += count
    (first, best), (_, second) = sorted(shares.items(), key=itemgetter(1), reverse=True)[:2]
    return first if best and best >= _MIN_SHARE * words and best > 1.3 * second else ""
