// What the question bank teaches, added up for a query: how much its words speak for each article. Made, explained and computed in the
// same way by hooks/helpcenter/search/learned.py; tests/data/vectors/learned.yml is asked of both.

import { UNSPACED } from "./analyzer.js"

export class Learned {
  // `weights` is feature → [article, weight, article, weight …]; `rarity` is by feature, `share` by article.
  constructor(weights, rarity, share) {
    this.weights = weights
    this.rarity = rarity
    this.share = share
  }

  // The score of each article, by its number; null where no word is known. `terms` are those of the query, `text` is the query, folded.
  scores(terms, text) {
    const features = new Set([...terms, ...[...text].filter((character) => UNSPACED.test(character))])
    const sums = this.share.map(() => 0)
    let rare = 0, squares = 0
    for (const feature of features) {
      const rarity = this.rarity.get(feature)
      if (!rarity) continue
      rare += rarity
      squares += rarity * rarity
      const weights = this.weights(feature)
      for (let i = 0; i < weights.length; i += 2) sums[weights[i]] += weights[i + 1]
    }
    if (!rare) return null
    const length = Math.sqrt(squares)
    return sums.map((sum, article) => (2 * sum + (this.share[article] * rare) / (8 * 256)) / (length / 8))
  }
}
