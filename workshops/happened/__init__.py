"""What really happened, beside what was planned: `record.record_of` for reports, `board` for the office."""
