"""What is done to workshops: each function one transaction, refusing by name."""
