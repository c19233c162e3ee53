"""Tests of the committees' door."""
