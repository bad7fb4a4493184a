"""Disjoint sets (Tarjan 1975), with the head of each set chosen by the caller."""


class Forest:
    """Sets of rows; a row that was never named is a set of its own."""

    def __init__(self) -> None:
        self._up: dict[int, int] = {}

    def head(self, row: int) -> int:
        """Return the head of the row's set."""
        up = self._up
        while (above := up.setdefault(row, row)) != row:
            up[row] = row = up[above]
        return row

    def join(self, head: int, other: int) -> None:
        """Put the set headed by `other` under the set headed by `head`."""
        self._up[other] = head

    def heads(self) -> dict[int, int]:
        """Return the head of every row that was named."""
        return {row: self.head(row) for row in list(self._up)}
