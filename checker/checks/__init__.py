"""The one list of checks. Every post must have all of them finished before it can be clear."""
