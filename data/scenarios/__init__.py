"""What a scenario is: a plan's document, and typed changes to who is named for its tasks; its form as JSON. Pure."""
