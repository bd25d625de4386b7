"""How sure a tie is, and what hangs on one task or one department."""
