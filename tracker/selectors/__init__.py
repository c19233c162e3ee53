"""Reads across tables: each question answered with frozen rows, so that a page cannot ask back."""
