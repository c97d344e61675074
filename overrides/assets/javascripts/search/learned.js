// What the question bank teaches, added up for a query: how much its words speak for each class, that is each article or each section.
// Made and explained in hooks/helpcenter/search/learned.py; tests/data/vectors/learned.yml is asked of both.

import { RUN, UNSPACED } from "./analyzer.js"

const LETTERS = 4 // of a part of a word

export class Learned {
  // `weights` is feature → [class, weight, class, weight …]; `classes` is their number; `rarity` is by feature, in eighths of a binary logarithm.
  constructor(weights, classes, rarity = new Map()) {
    this.weights = weights
    this.classes = classes
    this.rarity = rarity
  }

  // The score of each class, by its number; null where nothing is known. `terms` are those of the query, `text` is the query, folded.
  scores(terms, text) {
    const sums = Array(this.classes).fill(0)
    let known = 0
    for (const feature of new Set([...terms, ...parts(text)])) {
      const weights = this.weights(feature)
      if (weights.length) known++
      for (let i = 0; i < weights.length; i += 2) sums[weights[i]] += weights[i + 1]
    }
    return known ? sums.map((sum) => sum / Math.sqrt(known)) : null
  }
}

// Each character that no blanks part, and of words all parts of LETTERS letters; their ends count as letters.
function parts(text) {
  return (text.match(RUN) ?? []).flatMap((run) => {
    if (UNSPACED.test(run[0])) return [...run]
    const word = `_${run}_`
    return Array.from({ length: Math.max(0, word.length - LETTERS + 1) }, (_, at) => word.slice(at, at + LETTERS))
  })
}
