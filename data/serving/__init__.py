"""The command line asks the dashboard that runs: it has the store, and one process alone can have it.

The process of the dashboard listens beside its store (``listening``): on a socket of the file system that only its user can
open, or where there is none of that kind, on the loopback address with a token in a file that only its user can read. A
command reaches it there, else opens the store itself (``reaching``). One request is one connection: it is sent whole, done
as any other by ``data.requests.ask``, and its outcome sent back. Values travel as ``messages`` writes them.
"""
