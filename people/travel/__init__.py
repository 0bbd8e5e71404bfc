"""What has to be ready before somebody travels: what each needs, how far it is, and where time is short."""
