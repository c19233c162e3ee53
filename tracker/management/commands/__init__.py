"""One module per command; each loads, draws or recomputes something, and says what it did."""
