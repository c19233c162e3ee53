"""How each goal is measured, by its number in the design."""
