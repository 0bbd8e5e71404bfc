"""Site visits with their people: who comes along, in which vehicle, and who was counted aboard."""
