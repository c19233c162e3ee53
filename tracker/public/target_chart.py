"""The picture on a target's page: what was reported against the path to the goal."""
