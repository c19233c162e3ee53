"""The fault rig: the real processes, people at work, and what is killed under them. docs/faults.md explains it."""
