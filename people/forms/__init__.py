"""What people fill in on pages of their own. Forms check words; actions check the world."""
