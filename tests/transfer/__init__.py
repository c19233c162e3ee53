"""Tests of how files come in and go out."""
