"""The clock on growth tells a square from a line, whatever a busy machine adds to a try now and then."""

from random import Random

from growth import grows_at_most


def busy(cost):
    """A cost as a busy machine shows it: never less, and now and then several times as much."""
    rnd = Random(7)
    return lambda size: cost(size) * rnd.choice((1, 1.3, 3))


def test_a_line_passes_on_a_busy_machine():
    assert grows_at_most(2.5 * 2.5, busy(lambda size: size * 1e-5), 10_000, 40_000)


def test_a_square_does_not():
    assert not grows_at_most(2.5 * 2.5, busy(lambda size: (size * 1e-5) ** 2), 10_000, 40_000)


def test_what_costs_nothing_may_be_anything():
    assert grows_at_most(2, busy(lambda size: size**2 * 1e-12), 10_000, 40_000)
