"""What every form is made of, whichever door it stands at: the strict fields, and how a refusal is worded."""
