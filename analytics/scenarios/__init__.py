"""What a plan would be with changes: beside the stored plan, never in it."""
