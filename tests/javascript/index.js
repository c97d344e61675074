import { Index } from "../../overrides/assets/javascripts/search/index.js"
import { equal } from "./equal.js"

const PAGES = [
  ["en/lost/", "Lost phone", "How-to", 1, 1001, ""],
  ["en/deposit/", "Deposits", "How-to", 2, 1002, ""],
  ["en/stolen/", "Stolen wallet", "Incident", 0, 1003, "Move what is left."],
]
// Terms with the letters that each shares with the one before; postings with the pages between.
const FIRST = {
  language: "en",
  pages: PAGES,
  terms: "0deposit\n0lost\n0phone\n0stolen\n0wallet",
  postings: "1 9\n0 9\n0 5\n2 9\n0 1 1 4",
  synonyms: [[["deposit", "top up"], ["充值"]], [["the deposit", "the"], ["el"]], [["stolen wallet"], ["acmeswap", "狐狸"]]],
  questions: ["where", "the", "my"],
  errors: { "err 17 no funds": [1] },
  particles: "的",
  forms: { stol: "steal", stolen: "steal" },
  weights: { b: 0.75, k1: 1.2, heading: 3, text: 1, summary: 2 },
  shards: [0, 2],
}
const PLACES = [
  [0, "", "", "What to do when a phone is gone."],
  [0, "steps", "Steps on another phone", "Open the drawer and look for the paper with your notes. ".repeat(4)],
  [1, "fees", "Fees", "A deposit costs nothing."],
  [2, "", "", "Move what is left."],
]

export const tests = ({ words }) => {
  const index = (places = PLACES) => {
    const made = new Index(FIRST, words)
    if (places.length) made.add(places)
    return made
  }
  const urls = (made, query) => made.search(query).results.map(({ url }) => url)
  return {
    "postings are unpacked where they are asked for": () => {
      const made = index([])
      equal(["lost", "wallet", "nothing"].map((term) => made.at(term)), [[0, 9], [0, 1, 2, 4], []])
    },
    "the first tier finds pages, the best first; of equal ones the more urgent": () => {
      equal(urls(index([]), "wallet"), ["en/stolen/", "en/lost/"])
      const equals = new Index({ ...FIRST, terms: "0same", postings: "0 4 0 4 0 4" }, words)
      equal(urls(equals, "same"), ["en/stolen/", "en/lost/", "en/deposit/"])
    },
    "the second tier brings sections, and words that only it has": () => {
      equal(urls(index([]), "drawer"), [])
      const [found, ...others] = index().search("drawer").results
      equal([found.url, others.length, found.sections.map(({ anchor }) => anchor)], ["en/lost/", 0, ["steps"]])
    },
    "texts may come in parts": () => {
      const parts = index(PLACES.slice(0, 2))
      parts.add(PLACES.slice(2))
      for (const query of ["drawer", "deposit", "phone", "left"]) equal(parts.search(query), index().search(query))
    },
    "what was found is marked, in an excerpt around it": () => {
      const [found] = index().search("drawer").results
      const text = found.sections[0].text
      equal([text[1], text[3]], ["drawer", "drawer"])
      equal(text.join("").length <= 122, true)
      equal(index().search("phone").results[0].title, ["Lost ", "phone", ""])
    },
    "a synonym, another language's word and a beginning find the same": () => {
      for (const query of ["deposit", "top up", "充值", "depos"]) equal([query, urls(index(), query)[0]], [query, "en/deposit/"])
    },
    "a name finds what it stands for, mistyped too, and is found by none of that": () => {
      for (const query of ["acmeswap", "my AcmeSwap", "acmeswp", "狐狸"]) equal([query, urls(index(), query)[0]], [query, "en/stolen/"])
      equal([urls(index(), "acmeclub"), index().search("acmeswp").corrected], [[], ""])
      const named = new Index({ ...FIRST, terms: "0acmeswap\n0wallet", postings: "1 9\n0 9" }, words)
      equal(urls(named, "stolen wallet"), ["en/lost/"])
    },
    "other forms of a word are found, and the word itself before them": () => {
      for (const query of ["steal", "stole", "stolen"]) equal([query, urls(index(), query)[0]], [query, "en/stolen/"])
      const both = new Index({ ...FIRST, terms: "0steal\n3len", postings: "0 9\n0 9" }, words)
      equal([urls(both, "steal"), both.search("stole").corrected], [["en/lost/"], ""])
    },
    "words of questions expand nothing and ask for nothing": () => {
      equal(index().groups[1].flat().includes("the"), false)
      equal(urls(index(), "where is my deposit"), urls(index(), "is deposit"))
    },
    "a mistyped word is taken for the nearest, and offered": () => {
      const { results, corrected } = index().search("my walet")
      equal([results[0].url, corrected], ["en/stolen/", "my wallet"])
      equal(index().search("wallet").corrected, "")
      equal(index().near("dpeosit"), [["deposit", 1]])
      equal([index().near("ph"), index().near("xyzxyz")], [[], []])
    },
    "it says which texts would tell more": () => {
      equal([index([]).search("deposit").needs, index([]).search("stolen").needs, index([]).search("drawer").needs], [[0], [1], [0, 1]])
    },
    "an error message and the number of an article name it": () => {
      const named = (query) => index().named(query).map(({ url }) => url)
      equal([named("ERR 17  no funds!"), named("1003 1"), named("9999"), named("pizza/1003")], [["en/deposit/"], [], [], []])
      for (const query of ["1003", "#1003", "a/1003", "/A/1003/", "https://help.example/a/1003/"]) equal([query, named(query)], [query, ["en/stolen/"]])
    },
    "what questions teach weighs beside the words, and finds the section": () => {
      const made = index()
      const speak = (word, number, articles) => ({ terms: `0${word}`, postings: `${number} 9`, classes: articles })
      made.learn({ pages: speak("taken", 2, 3), sections: speak("taken", 1, 4), starts: [0, 2, 3] })
      equal(urls(made, "phone taken"), ["en/stolen/", "en/lost/", "en/deposit/"])
      const lost = made.search("phone taken").results[1]
      equal(lost.sections.map(({ anchor }) => anchor), ["steps"])
      equal(urls(made, "wallet"), urls(index(), "wallet")) // of which no question speaks
    },
    "of what no page holds it says that it is doubtful, when enough is typed": () => {
      const made = new Index({ ...FIRST, doubted: 5 }, words)
      made.add(PLACES)
      const teach = { terms: "0wash", postings: "1 3", classes: 4 } // three pages, and a fourth class: what nothing answers
      made.learn({ pages: teach, sections: teach, starts: [0, 2, 3] })
      equal(["wash leaks bottom", "wash", "wash deposit stolen wallet"].map((query) => made.search(query).doubtful), [true, false, false])
      equal(index().search("wash leaks bottom").doubtful, false) // nothing is learned yet
      made.learn({ pages: { terms: "0cost", postings: "3 7", classes: 4 }, sections: teach, starts: [0, 2, 3] })
      equal(["cost of a stolen wallet deposit", "a stolen wallet deposit"].map((query) => made.search(query).doubtful), [true, false])
    },
    "of a story of several sentences the article of the whole wins, and greetings say nothing": () => {
      const story = `Good morning, I hope you are well. ${"I have been with you for years and never had to write. ".repeat(4)}
        My wallet was stolen. It is stolen since Monday! Where do I look; is the deposit safe? Thank you.`
      const made = index()
      equal(urls(made, story)[0], "en/stolen/")
      equal(made.search(story).corrected, "")
      equal(urls(made, `${"xyzxyz ".repeat(40)}. Lost phone.`)[0], "en/lost/")
      equal(made.search(". ".repeat(200)).results, [])
    },
    "an incident tells its first action": () => equal(index().search("stolen").results[0].action, "Move what is left."),
    "nothing that is typed throws": () => {
      for (const query of ["", " ", "~^*:+-", "\ud800", "constructor __proto__ hasOwnProperty", "[(", "a".repeat(5000), "助".repeat(3000)])
        equal(Array.isArray(index().search(query).results), true)
    },
  }
}
