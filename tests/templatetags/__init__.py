"""Tests of what templates may say, and of how it looks."""
