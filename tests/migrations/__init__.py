"""Tests of the migrations that carry data over."""
