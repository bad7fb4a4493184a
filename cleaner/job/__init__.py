"""The batch run: input in shards, each cleaned by a worker, a ledger of what is done, and the end of it all."""

from cleaner.job.run import Progress, Summary, plan, run

__all__ = ["Progress", "Summary", "plan", "run"]
