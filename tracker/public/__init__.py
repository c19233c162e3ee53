"""The door for everyone: public pages, read only, without a session or a cookie."""
