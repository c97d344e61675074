"""Files on disk, read once or refused: YAML with the line of every value, schemas, images, drawings, style sheets.

In: a folder. Out: frozen values; what must not reach a parser is refused as a problem.
"""
