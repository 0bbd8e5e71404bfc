"""What selectors look at: nominees beside each other, and the cohort that their choice makes."""
