"""Everything that writes: one atomic function per act, keyword `by` for who."""
