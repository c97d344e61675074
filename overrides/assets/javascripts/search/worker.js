// The messages of the search box, or the staff page, and what answers them; the search itself is in index.js, the guard in secrets.js.
//
// First comes {names, folder, words}: the files of an index, by their addresses from `folder`, and the address of what all languages share. `names.first` is read
// at once; then `names.learned` and `names.sections`, and of the second tier one file, or of many those that a search needs. So the host may see by the files
// which pages were found, as it sees which are opened; never what was typed. Then comes {query, number} again and again, each answered by its number, and once
// more when texts have come. Of several queries only the last is answered. With `tells` the answer says, too, why the team may not be told
// these words; with `suggests` it has questions that others ask with them, once `names.suggested` has come, the last file of all.

import "./analyzer.js" // which index.js needs, as it does the next: named here, so that all are asked for at once
import "./learned.js"
import { Index } from "./index.js"
import { Guard, decoded } from "./secrets.js"

const SETTLED = 200 // ms: words that are still being typed call for no texts

class Search {
  // `address` is kind → the address of its file (files.py); of `second` there may be many.
  constructor(index, guard, address) {
    this.index = index
    this.guard = guard
    this.files = address.second
    this.wanted = new Set() // numbers of those that were asked for
    this.asked = null // the last query, if it was no secret
    // What the questions teach counts when the texts have come; without it the words alone are weighed.
    this.learned = json(address.learned).then(async (lessons) => index.learn(lessons, await pinyin(lessons)), () => {})
    this.suggestions = null
    this.learned.then(() => this.learnSections(address.sections)).catch(() => {}).then(() => this.readSuggestions(address.suggested)).catch(() => {})
    if (this.files.length === 1) this.read([0])
  }

  async learnSections(address) {
    this.index.learn(await json(address))
    if (this.index.places.length) this.answer() // without the texts there is no section to show
  }

  async readSuggestions(address) {
    const [questions, { Suggestions }] = await Promise.all([json(address), import("./suggestions.js")])
    this.suggestions = new Suggestions(questions, this.index)
    if (this.asked?.suggests) this.answer()
  }

  ask(asked) {
    this.asked = asked
    this.answer()
  }

  answer() {
    clearTimeout(this.settling) // what stood in the field before calls for nothing any more
    if (!this.asked) return
    const { query, number, tells, suggests } = this.asked
    const secret = query.length > this.guard.table.most_characters ? "long" : this.guard.kind(query)
    const named = secret && secret !== "code" ? [] : this.index.named(query)
    if (secret && !named.length) { // the number of an article is no code
      this.asked = null // forgotten
      return postMessage({ number, secret })
    }
    const network = this.guard.network(query)
    if (network) return postMessage({ number, network, results: [], named: [] })
    const { results, corrected, doubtful, needs } = this.index.search(decoded(query.trim()) || query)
    const others = results.filter((result) => !named.some(({ url }) => url === result.url))
    const refused = tells ? this.guard.refusal(query) : ""
    const suggestions = suggests && !doubtful && !named.length ? this.suggestions?.matching(query, results) : []
    postMessage({ number, results: others, corrected, doubtful: doubtful && !named.length, named, refused, suggestions: suggestions ?? [] })
    this.settling = setTimeout(() => this.read(needs), SETTLED)
  }

  // Reads the files with these numbers, each once, and answers again.
  async read(numbers) {
    const missing = [...new Set(numbers)].filter((number) => !this.wanted.has(number))
    if (!missing.length) return
    for (const number of missing) this.wanted.add(number)
    const read = await Promise.all(missing.map((number) => json(this.files[number]).catch(() => ({ places: [] }))))
    await this.learned
    this.index.add(read.flatMap(({ places }) => places))
    this.answer()
  }
}

// The class that reads pinyin, for the language that needs it.
async function pinyin(lessons) {
  return lessons.pinyin ? import("./pinyin.js").then(({ Pinyin }) => Pinyin, () => null) : null
}

async function json(address) {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`${response.status}: ${address}`)
  return response.json()
}

// The texts are asked for only when the rest is here: on a slow network they would hold up the first answer.
async function open({ names, folder, words }) {
  const whole = (name) => new URL(name, folder).href
  const address = Object.fromEntries(Object.entries(names).map(([kind, name]) => [kind, Array.isArray(name) ? name.map(whole) : whole(name)]))
  const [first, shared] = await Promise.all([json(address.first), json(words)])
  return new Search(new Index(first, shared), new Guard(shared.secrets), address)
}

let search // the promise of a Search
let last = 0 // how many queries came
addEventListener("message", async ({ data }) => {
  if (data.names) {
    search = open(data)
    search.catch(() => postMessage({ failed: true }))
    return
  }
  const mine = ++last
  const opened = await search?.catch(() => null)
  if (mine === last) opened?.ask(data)
})
