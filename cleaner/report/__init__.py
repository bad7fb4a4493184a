"""What a person looks at: a page with its edits marked, and the report of a run."""

from cleaner.report.journal import Journaled, find_journaled
from cleaner.report.marks import Mark, marks
from cleaner.report.page import html_report

__all__ = ["Journaled", "Mark", "find_journaled", "html_report", "marks"]
