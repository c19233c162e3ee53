"""Tests of reads across tables."""
