"""The first of two passes over a corpus: what each site repeats, learned from a sample of its pages.

Pass one reads the input and keeps, of each site, the pages with the smallest hashes: which these are depends on
neither order nor workers. They stand in one file for each unit of the input, in buckets of sites, so that what has to
be in memory at a time is a unit, a bucket and the hashes of the pages that are kept. Then each site's profile is
learned, and stands in the output beside the shards.
"""
