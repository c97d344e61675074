import { Index } from "../../overrides/assets/javascripts/search/index.js"
import { Suggestions } from "../../overrides/assets/javascripts/search/suggestions.js"
import { equal } from "./equal.js"

const FIRST = {
  language: "en",
  pages: [["en/lost/", "Lost phone", "How-to", 1, 1001, 0], ["en/deposit/", "Deposits", "How-to", 2, 1002, 0]],
  terms: "", postings: "", synonyms: [], questions: ["怎么", "how", "is", "my"], errors: {}, particles: "的", weights: {}, shards: [0],
}
const QUESTIONS = [
  [0, "steps", "Is my lost phone locked"],
  [0, "", "How to lock a phone"],
  [0, "sim", "Phone with my SIM is gone"],
  [1, "late", "Where is my deposit"],
  [1, "fees", "Deposit by phone"],
]

export const tests = ({ words }) => {
  const made = (questions = QUESTIONS, first = FIRST) => new Suggestions(questions, new Index(first, words))
  const texts = (typed, results = [], suggestions = made()) => suggestions.matching(typed, results).map(({ text }) => text)
  return {
    "a question that holds what is typed leads to its section": () => {
      equal(made().matching("my deposits", []), [
        { url: "en/deposit/", anchor: "late", text: "Where is my deposit" },
        { url: "en/deposit/", anchor: "fees", text: "Deposit by phone" },
      ])
      equal(made().matching("lock phone", [])[0].anchor, "steps")
    },
    "the last word may still be typed, the others not": () => {
      equal(texts("lost pho"), ["Is my lost phone locked"])
      equal(texts("lo phone").includes("Is my lost phone locked"), false)
    },
    "those of the pages that were found come first, two of a page": () => {
      equal(texts("phone"), ["Is my lost phone locked", "How to lock a phone", "Deposit by phone"])
      equal(texts("phone", [{ url: "en/deposit/" }])[0], "Deposit by phone")
    },
    "nothing is suggested that is there already, or of which a word is missing": () => {
      equal(texts("where is MY deposit "), [])
      for (const typed of ["", " ", "?", "zzz", "deposit zzz", "\ud800", "constructor"]) equal([typed, texts(typed)], [typed, []])
    },
    "Chinese is found by its pairs, and by a character": () => {
      const chinese = made([[0, "a", "手机丢了怎么锁"], [1, "b", "充值怎么没到"]], { ...FIRST, language: "zh" })
      equal([texts("手机", [], chinese), texts("充", [], chinese), texts("怎么充值", [], chinese)], [["手机丢了怎么锁"], ["充值怎么没到"], ["充值怎么没到"]])
    },
    "four at most": () => {
      const pages = Array.from({ length: 9 }, (_, i) => [`en/${i}/`, "A page", "How-to", 1, i, 0])
      equal(texts("phone", [], made(pages.map((_, i) => [i, "", `Phone number ${i}`]), { ...FIRST, pages })).length, 4)
    },
  }
}
