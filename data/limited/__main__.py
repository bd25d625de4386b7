"""``python -m data.limited module:function``: bytes in, an encoded ``Answer`` out. Without a name: the trunk of branches."""

import sys

from data.limited.working import do, enter_limits


def main() -> None:
    """Do the one piece of work that the argument names, or branch for whoever asks."""
    if sys.argv[1:]:
        enter_limits()
        sys.stdout.buffer.write(do(sys.argv[1], sys.stdin.buffer.read()))
    else:
        from data.limited.branching import branch_when_asked  # not on Windows

        branch_when_asked()


if __name__ == "__main__":
    main()
