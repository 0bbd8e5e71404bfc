"""The real events of the seed report, each played through with invented people.

From the allocation to the figures of the report, over the pages that the office, a ministry and a reader
use, each on its day. What the figures have to be was counted by hand.
"""
