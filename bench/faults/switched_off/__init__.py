"""The product with one defence switched off, for the controls. Only `bench.faults.controls` starts it."""
