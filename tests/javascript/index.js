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
  excerpt: { han: 42, latin: 84 },
}
const PLACES = [
  [0, "", "", "What to do when a phone is gone."],
  [0, "steps", "Steps on another phone", "Open the drawer and look for the paper with your notes.\nThen rest."],
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
    "what was found is marked, in the sentence that holds the most of it": () => {
      const [found] = index().search("drawer").results
      equal(found.text, ["Open the ", "drawer", " and look for the paper with your notes."])
      equal(index().search("phone").results[0].title, ["Lost ", "phone", ""])
      const texts = [[0, "", "", "Call first."], [0, "steps", "Steps", "A paper is enough.\nLook for the paper in the drawer."]]
      equal(index(texts).search("paper drawer").results[0].text.join(""), "Look for the paper in the drawer.")
      equal(index(texts).search("lost").results[0].text, ["Call first."]) // the summary, where no text holds it
    },
    "a long sentence ends at a word, and what it shows is marked": () => {
      const long = `The notes ${"may lie elsewhere, ".repeat(9)}even in the drawer of the desk.`
      const shown = (query, text) => index([[0, "steps", "Where", text]]).search(query).results[0].text.join("")
      equal(/^The notes may lie .* elsewhere…$/.test(shown("notes", long)), true)
      equal(shown("notes", long).length <= 85, true)
      equal(shown("drawer", `${long}\nA drawer.`), "A drawer.") // of the long one it would not be seen
      const chinese = "手机丢失以后，先用另一台设备打开官方网站，登录账户，把提现停掉，再去营业厅补办电话卡，最后报警并保存回执。"
      const zh = new Index({ ...FIRST, language: "zh" }, words)
      zh.add([[0, "steps", "步骤", chinese]])
      equal(zh.search("手机丢失").results[0].text.join(""), `${chinese.slice(0, 42)}…`)
    },
    "of a table a cell is shown with its row and the head of its column": () => {
      const table = "\tSign\tMeaning\nRed\tIt broke\nGreen\tA spanner fits"
      const shown = (query, text) => index([[0, "signs", "Signs", text]]).search(query).results[0].text.join("")
      equal(shown("spanner", table), "Green · Meaning: A spanner fits")
      equal(shown("red", table), "Red · Meaning: It broke")
      equal(shown("spanner", table.replace("Green", "A green one that shines all night and blinks")), "Meaning: A spanner fits")
    },
    "what would mean something else by itself, or only leads on, is not shown": () => {
      const shown = (text) => index([[0, "", "", "Call first."], [0, "steps", "Steps", text]]).search("spanner").results[0].text.join("")
      for (const text of ["- Give the spanner away.", "You need a spanner:", "For a spanner see Stolen wallet."]) equal([text, shown(text)], [text, "Call first."])
    },
    "a section whose heading many pages have is called by its sentence, or not at all": () => {
      const places = [[0, "", "", "Call first."], [0, "steps", "Steps", "Take a spanner.", 0], [0, "end", "The end", "One spanner or two spanners are enough to begin."]]
      const made = index(places), [found] = made.search("spanner").results
      equal(found.sections.map(({ anchor, title }) => [anchor, title.join("")]), [["steps", "Take a spanner."], ["end", "The end"]])
      equal(found.text, []) // it would say the same again
      const silent = { terms: "0lost", postings: "1 9", classes: 4, rarity: "24" }
      made.learn({ pages: { ...silent, postings: "0 60" }, sections: silent, starts: [0] })
      equal(made.search("lost").results[0].sections[0], { anchor: "steps", title: [] })
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
    "a mistyped word is taken for the nearest": () => {
      equal(urls(index(), "my walet")[0], "en/stolen/")
      equal(index().near("dpeosit"), [["deposit", 1]])
      equal([index().near("ph"), index().near("xyzxyz")], [[], []])
    },
    "another spelling is offered of no word of its own, and where it finds better": () => {
      const offered = (query, rarity) => {
        const made = index(), asked = Object.keys(rarity)
        const taught = { terms: asked.map((word) => `0${word}`).join("\n"), postings: asked.map(() => "0 9").join("\n"), rarity: Object.values(rarity).join(" ") }
        made.learn({ pages: { ...taught, classes: 3 }, sections: { ...taught, classes: 4 }, starts: [0, 2, 3] })
        return made.search(query).corrected
      }
      const bank = { lost: 80, wallet: 24 } // in eighths of a binary logarithm: few ask with the first
      equal([offered("my walet", bank), offered("Wallett gone", bank), offered("我的walet", bank)], ["my wallet", "wallet gone", "我的wallet"])
      equal(offered("lozt wallet", bank), "") // “lost” is too rare to be meant
      equal([offered("walet", { ...bank, walet: 40 }), offered("walet", { ...bank, walet: 80 })], ["", "wallet"]) // many, few ask with it
      for (const query of ["wallet", "my wallets", "pallet", "wallet walet", "xyzxyz", "walet".repeat(9)]) equal([query, offered(query, bank)], [query, ""])
      equal(index().search("my walet").corrected, "") // before it is known what people ask
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
      const speak = (word, number, articles) => ({ terms: `0${word}`, postings: `${number} 9`, classes: articles, rarity: "" })
      made.learn({ pages: speak("taken", 2, 3), sections: speak("taken", 1, 4), starts: [0, 2, 3] })
      equal(urls(made, "phone taken"), ["en/stolen/", "en/lost/", "en/deposit/"])
      const lost = made.search("phone taken").results[1]
      equal(lost.sections.map(({ anchor }) => anchor), ["steps"])
      equal(urls(made, "wallet"), urls(index(), "wallet")) // of which no question speaks
    },
    "of what no page holds it says that it is doubtful, when enough is typed": () => {
      const made = new Index({ ...FIRST, doubted: 5 }, words)
      made.add(PLACES)
      const teach = { terms: "0wash", postings: "1 3", classes: 4, rarity: "" } // three pages, and a fourth class: what nothing answers
      made.learn({ pages: teach, sections: teach, starts: [0, 2, 3] })
      equal(["wash leaks bottom", "wash", "wash deposit stolen wallet"].map((query) => made.search(query).doubtful), [true, false, false])
      equal(index().search("wash leaks bottom").doubtful, false) // nothing is learned yet
      made.learn({ pages: { terms: "0cost", postings: "3 7", classes: 4, rarity: "" }, sections: teach, starts: [0, 2, 3] })
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
