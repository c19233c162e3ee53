"""Tests of the floor that makes clean copies."""
