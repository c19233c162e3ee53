"""Trials of the whole product under load and under faults. Nothing in the product knows of them."""
