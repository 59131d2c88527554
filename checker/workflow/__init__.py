"""What the checker does: one function per use case, for the page, the command line and the album alike."""
