"""Tests of the strict way in."""
