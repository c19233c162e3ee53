"""The tests of what happens around an account."""
