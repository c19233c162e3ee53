"""The tests mirror the product; what a whole floor needs stands beside its tests."""
