"""The door for operators: commands for the terminal."""
