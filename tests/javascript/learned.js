import { Index } from "../../overrides/assets/javascripts/search/index.js"
import { Learned } from "../../overrides/assets/javascripts/search/learned.js"
import { equal } from "./equal.js"

export const tests = ({ words, particles, learned }) => {
  const index = ({ language, lessons }) => {
    const made = new Index({ language, pages: [], terms: "", postings: "", synonyms: [], questions: [], errors: {}, particles, weights: {}, shards: [] }, words)
    made.learn({ pages: lessons, sections: lessons, starts: [] })
    return made
  }
  const scores = (made, query, language) => made.learned.scores(made.analyzer.terms(query, language), made.analyzer.folded(query))
  const zeros = (vector) => vector.articles.map(() => 0)
  return {
    "what Python learns gives the same scores here": () => {
      for (const vector of learned) {
        const made = index(vector)
        for (const [query, expected] of Object.entries(vector.scores)) equal(scores(made, query, vector.language) ?? zeros(vector), expected)
      }
    },
    "a word counts once, however often it is said": () => {
      const made = index(learned.find(({ language }) => language === "en"))
      equal(scores(made, "stolen stolen Stolen", "en"), scores(made, "stolen", "en"))
    },
    "words that nobody asked with say nothing": () => equal(scores(index(learned[0]), "zzzz", "en"), null),
    "the score is the sum of the weights, by the root of how many features are known": () => {
      const made = new Learned((feature) => ({ a: [1, 6], b: [0, 2, 1, 4], _how: [1, -2], how_: [0, 4] })[feature] ?? [], 2)
      equal(made.scores(["a", "b", "c", "how"], "how"), [6 / 2, 8 / 2])
    },
  }
}
