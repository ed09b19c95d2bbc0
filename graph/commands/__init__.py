"""Commands that need no more than the store, and what all commands have in common; wiregraph.py puts them into its app. Each imports what it needs
when it runs, so that help and completion come at once."""
