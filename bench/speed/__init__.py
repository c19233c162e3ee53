"""The bench: the product as ratios against floors of the same run. docs/performance.md explains it."""
