"""Tests of the forms that every door uses."""
