"""What one line or sentence is: names, dates, datelines, credits, headlines.

Filters, classifier and metadata ask here, so that each question has one answer.
"""
