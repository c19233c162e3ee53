"""Marks, charts and the heat map put elsewhere: what is drawn, what is said of it, what is signed."""
