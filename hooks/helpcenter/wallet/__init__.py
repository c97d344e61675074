"""What a long string is: a private key, a recovery phrase, a blockchain address, or neither.

In: text. Out: the kind of secret or address and where it stands.
"""
