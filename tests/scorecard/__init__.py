"""Tests of how the product runs."""
