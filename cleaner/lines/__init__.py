"""What one line or sentence is: names, dates, datelines, credits, headlines.

Filters, the classifiers and the metadata all ask here, so that each question has one answer.
"""
