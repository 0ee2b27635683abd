"""Lets ``python -m diplograph`` run the command line."""

from diplograph.cli import main

if __name__ == "__main__":
    main()
