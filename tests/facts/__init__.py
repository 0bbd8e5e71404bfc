"""Facts typed from source reports, to hold what we generate against."""
