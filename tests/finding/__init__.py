"""Tests of finding words, mirroring tracker/finding."""
