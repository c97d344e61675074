"""What a sentence orders, claims, forbids or reports, and which sentences are pinned. All that is known of a language stands in languages/<code>/.

In: pages. Out: passages, orders, claims, offences.
"""
