"""What templates may say: numbers and words for display, and the few parts that need geometry."""
