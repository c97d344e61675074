"""The search: words of pages and queries made comparable, and an index per language that a browser reads.

`analyzer` turns text into terms, in the same way as analyzer.js does (a test holds them equal); `synonyms` tells which
words mean the same; `questions` reads the question bank, `learned` learns from it and `suggestions` chooses those that are
shown; `pinyin` tells what Chinese in Latin letters may be; `index` weighs the terms with lunr and packs them; `files` names
everything that a site needs.
"""
