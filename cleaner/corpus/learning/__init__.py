"""The first of two passes over a corpus: what each site repeats, learned from a sample of its pages.

The first pass reads the input and keeps of each site the pages with the smallest hashes, which depend on neither order
nor workers. They are stored in one file for each unit of the input, in buckets of sites, so that only one unit, one
bucket and the hashes of the kept pages are in memory at a time. Then the profile of each site is learned and stored in
the output beside the shards.
"""
