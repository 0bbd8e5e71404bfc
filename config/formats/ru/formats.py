"""Dates as Russian readers write them."""

DATE_FORMAT = "j E Y г."
MONTH_DAY_FORMAT = "j E"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j E Y г., H:i"
FIRST_DAY_OF_WEEK = 1
