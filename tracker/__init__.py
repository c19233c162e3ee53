"""What the product is: one app in floors, each of which uses only the floors below it (see docs/architecture.md)."""
