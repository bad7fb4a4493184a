"""The errors a caller can meet.

Bad input is data (a Rejected), never an exception; these are for a caller's own mistakes and for the machine's.

    CleanerError
    ├── UsageError          what was asked cannot be meant; nothing was done (exit status 2)
    │   ├── SettingsError   an unknown option, or a value it cannot take
    │   └── RuleError       a rule set that does not load; says which rule and which example
    ├── InputError          a path that is not there or cannot be opened (exit status 1)
    ├── OutputError         an output that exists, differs, or cannot be written (exit status 1)
    ├── IndexFileError      an index of another version or other parameters (exit status 1)
    └── MissingExtraError   an optional library is not installed; says what to install (exit status 1)
"""


class CleanerError(Exception):
    """Base of every error raised on purpose; its text is one line that says what, where and what to do."""

    exit_status = 1


class UsageError(CleanerError, ValueError):
    """A caller's mistake."""

    exit_status = 2


class SettingsError(UsageError):
    """An unknown setting, or a value it cannot take."""


class RuleError(UsageError):
    """A rule or rule set that does not load."""


class InputError(CleanerError):
    """An input that cannot be opened at all."""


class OutputError(CleanerError):
    """An output that cannot be written, or must not be."""


class IndexFileError(CleanerError):
    """A crawl index that this version cannot open."""


class MissingExtraError(CleanerError):
    """An optional library that is needed here is not installed."""
