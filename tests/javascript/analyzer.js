import { Analyzer, stem } from "../../overrides/assets/javascripts/search/analyzer.js"
import { equal } from "./equal.js"

export const tests = ({ words, particles, forms, analyzer: vectors }) => {
  const analyzer = new Analyzer({ ...words, particles, forms: {} })
  return {
    "a text is folded as Python folds it": () => {
      for (const { text, folded } of vectors.texts) equal([text, analyzer.folded(text)], [text, folded])
    },
    "a text is cut as Python cuts it": () => {
      for (const vector of vectors.texts)
        for (const language of ["zh", "es"]) equal([vector.text, analyzer.terms(vector.text, language)], [vector.text, vector[language]])
    },
    "a text in another script is cut as Python cuts it": () => {
      for (const { language, text, terms } of vectors.others) equal([text, analyzer.terms(text, language)], [text, terms])
    },
    "a word is stemmed as Python stems it": () => {
      for (const { language, stem: expected, words: some } of vectors.stems)
        equal([some, some.map((word) => stem(word, language))], [some, some.map(() => expected)])
    },
    "forms of a word have one root, and different words have none in common": () => {
      for (const { language, same, other } of vectors.roots) {
        const made = new Analyzer({ ...words, particles, forms: forms[language] })
        const roots = (some) => new Set(some.map((word) => made.root(stem(word, language), language)))
        equal([same, roots(same).size], [same, 1])
        equal([other, [...roots(other)].filter((root) => roots(same).has(root))], [other, []])
      }
    },
    "particles end a pair, and without them none does": () => {
      equal(analyzer.terms("我的币", "zh"), ["我", "币"])
      equal(new Analyzer({ particles: "x", simplified: "", traditional: "", forms: {} }).terms("我的币", "zh"), ["我的", "的币"])
    },
  }
}
