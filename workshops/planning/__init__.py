"""Planning an agenda: the board that organisers work on, and what watches over it."""
