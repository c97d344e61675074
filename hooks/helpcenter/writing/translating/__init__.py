"""Translators' files: what is missing or stale leaves as XLIFF, PO or JSON, and comes back through the same checks.

A page is taken apart into units, one per heading, paragraph, cell or title; the Markdown around them never leaves.
"""
