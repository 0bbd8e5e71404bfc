"""What is done to people and seats: each function one transaction, refusing by name."""
