"""What each public page can be taken away as, from the rows of its own selector, so that the two cannot disagree."""
