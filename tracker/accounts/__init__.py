"""The door for people with an account: how they come, sign in and prove who they are, where they are signed in."""
