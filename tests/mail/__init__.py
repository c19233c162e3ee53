"""The tests of what mail says."""
