"""What to look at in a draft before it is issued: by its words, its departments and last year's plan."""
