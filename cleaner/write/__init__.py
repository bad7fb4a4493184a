"""Records, rejects and journals to files: written beside, then renamed; the same rows give the same bytes."""

from cleaner.write.lines import LineFile, line
from cleaner.write.records import RecordFiles, columns_of, extension, schema_of

__all__ = ["LineFile", "RecordFiles", "columns_of", "extension", "line", "schema_of"]
