"""The batch run: shards of input, each cleaned by a worker into a shard of output, a ledger of them, and the end of it all."""

from cleaner.job.run import Progress, Summary, plan, run

__all__ = ["Progress", "Summary", "plan", "run"]
