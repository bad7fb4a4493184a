"""The command line, from its first moment: `cleaner`, and `python -m cleaner`."""

import signal


def main() -> None:
    """Load the command line and run it."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends it without a traceback while modules load
    from cleaner.cli import main as run

    run()


if __name__ == "__main__":
    main()
