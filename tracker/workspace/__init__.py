"""The door of the committees: signed-in members log progress and decide on reports."""
