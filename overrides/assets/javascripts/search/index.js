// The index of one language: what its two tiers hold, what a query asks for, and in which order the articles answer it. The first tier
// finds pages by title and keywords, the second brings headings and texts. Made by hooks/helpcenter/search/.

import { Analyzer, RUN, UNSPACED } from "./analyzer.js"
import { Learned } from "./learned.js"

const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"
const MOST_CHARACTERS = 200 // of a sentence that are read; a longer query is a story of several
const MOST_SENTENCES = 40
const SENTENCE = new RegExp(`[^.!?。！？;；\\n]{1,${MOST_CHARACTERS}}`, "g")
const MOST_TERMS = 24
const MOST_PAGES = 20, LEAST_PAGES = 5 // shown, where so many are found
const FALLS_BEHIND = 9 // a page whose score is lower than the best by more is not shown; of the answers in the first five this loses 1 in 100
const LOUDER = 3 // how far ahead of the questions that nothing answers a page has to be
const JUDGED = 3 // terms from which on a question is one that may have no answer: fewer may still be typed
const MOST_SECTIONS = 2 // shown of one page
const WITH_SECTIONS = 8 // so many pages, the best, show sections and an excerpt

// What a term weighs that is not the word itself
const SYNONYM = 0.6, FORM = 0.6, PREFIX = 0.5, TYPO = 0.5, SINGLE_CHARACTER = 2, PART_OF_SYNONYM = 0.3
// How the score of a page is made of its own, and of those of its best and second section; what a word counts that only a text holds
const OWN_SCORE = 2, BEST_SECTION = 1, SECOND_SECTION = 0.1, ONLY_IN_TEXT = 0.8
// How much the words of a page count beside what the questions teach, as a logarithm: a page that holds none of them loses
// WORDS × ln ((1 + NONE) / NONE) to one that holds the most
const WORDS = 2, NONE = 0.03
const HAPPENED = 1.5 // what an incident has ahead of other pages: who has lost something and reads how to avoid it loses more
const WORDS_OF_SECTION = 1.5, NONE_OF_SECTION = 0.1 // the same of the sections of a page

const inWord = (character) => /[\p{L}\p{M}\p{N}]/u.test(character) && !UNSPACED.test(character) // one between blanks
// A word is taken for a mistyped one only of a word that is asked with 64 times as often, one that nobody asked with as if half a question
// had it (in eighths of a binary logarithm, as learned.py ships rarity; the rarest word has two questions). The query with the right word is
// offered only where the best page holds so much more of it.
const LIKELIER = 8 * 6, NEVER = 8 * 2, BETTER = 1.05

export class Index {
  // `first` is the first tier of a language, `words` what all languages share (files.py). What is found has a number: first come the
  // pages, then the places, which are their sections and summaries.
  constructor(first, words) {
    this.data = first
    this.language = first.language
    this.pages = first.pages.map(([url, title, kind, severity, id, action]) => ({ url, title, kind, severity, id, action })) // `action`: the first step of an incident, or ""
    this.places = []
    this.pageOf = this.pages.map((_, number) => number) // number → number of its page
    this.analyzer = new Analyzer({ ...words, particles: first.particles, forms: first.forms })
    this.postings = new Map() // term → [number, weight, number, weight …], as text until somebody asks
    this.pairsWith = new Map() // Han character → pairs of the first tier that hold it
    this.termOfWord = new Map()
    this.nearest = new Map() // word → the terms that are near it, for those that were asked for
    this.spellings = null // term → word of our texts that has it → how often, from the first time on that one is asked for
    this.singles = new Map() // Han character → page → weight, for those that were asked for
    this.questions = new Set(first.questions)
    this.learned = this.learnedOfSections = null // what the questions teach, when it has come
    this.#unpack(first)
    this.#learn(first.synonyms)
  }

  #unpack({ terms, postings }) {
    for (const [term, line] of lines(terms, postings)) {
      this.postings.set(term, line)
      if (term.length === 2 && UNSPACED.test(term[0])) for (const character of new Set(term)) entry(this.pairsWith, character, () => []).push(term)
    }
  }

  // What the questions of the bank teach (learned.py) of the pages and, then or later, of their sections; `starts` has the number of each page's
  // first place. For Chinese alone, `pinyin` has what the class of pinyin.js reads; without that class pinyin means nothing.
  learn({ pages, sections, starts, pinyin }, Pinyin = null) {
    if (pages) {
      this.learned = taught(pages)
      this.pinyin = pinyin && Pinyin && new Pinyin(pinyin, this.learned.rarity, this.data.particles)
    }
    if (sections) Object.assign(this, { learnedOfSections: taught(sections), starts })
  }

  // Groups of words that mean the same: [those of this language, those of the others and names]. One of the latter stands for all words
  // of its group in this one. Words of questions (the, el, me) expand nothing.
  #learn(synonyms) {
    const empty = new Set()
    for (const word of this.questions) if (!UNSPACED.test(word[0])) empty.add(this.#terms(word)[0])
    const groupsOf = new Map() // word → numbers of the groups that it stands for
    this.groups = synonyms.map(([own, foreign], number) => {
      const seen = new Set()
      const group = own
        .map((word) => this.#terms(word).filter((term) => !empty.has(term)))
        .filter((terms) => terms.length && !seen.has(terms.join()) && seen.add(terms.join()))
      for (const word of group.length > 1 ? [...own, ...foreign] : foreign)
        if (word.length > 1) entry(groupsOf, word, () => new Set()).add(number)
      return group
    })
    this.foreign = new Set(synonyms.flatMap(([, foreign]) => foreign).filter((word) => /^[a-z]+$/.test(word)))
    this.synonymKeys = [...groupsOf].sort(([a], [b]) => b.length - a.length || (a < b ? -1 : 1))
  }

  // Further places, [page, anchor, heading, text] each, and 0 where the heading says nothing of the page, weighed with those that are known
  // as lunr does: BM25 of heading and text.
  add(places) {
    const { k1, b, ...boosts } = this.data.weights // and of a heading, a text, a summary
    this.places = [...this.places, ...places.map(([page, anchor, heading, text, telling = 1]) => ({ page, anchor, heading, text, telling }))]
    this.places.forEach((place, i) => (place.at = this.places[i - 1]?.page === place.page ? this.places[i - 1].at + 1 : 0)) // on its page
    this.pageOf = [...this.pageOf.slice(0, this.pages.length), ...this.places.map((place) => place.page)]
    const weights = new Map() // term → number → weight
    for (const field of ["heading", "text"]) {
      const counts = new Map() // term → place → how often
      const lengths = this.places.map((place, i) => {
        const terms = place[field] ? this.#terms(place[field]) : []
        for (const term of terms) {
          const at = entry(counts, term, () => new Map())
          at.set(i, (at.get(i) ?? 0) + 1)
        }
        return terms.length
      })
      const average = lengths.reduce((sum, length) => sum + length, 0) / (this.places.length || 1)
      for (const [term, at] of counts) {
        const rarity = Math.log(1 + Math.abs((this.places.length - at.size + 0.5) / (at.size + 0.5)))
        const numbers = entry(weights, term, () => new Map())
        for (const [i, count] of at) {
          const weight = (rarity * (k1 + 1) * count) / (k1 * (1 - b + (b * lengths[i]) / average) + count)
          const boost = field === "text" && !this.places[i].anchor ? boosts.summary : boosts[field]
          const number = this.pages.length + i
          numbers.set(number, (numbers.get(number) ?? 0) + weight * boost)
        }
      }
    }
    for (const [term, numbers] of weights) {
      const known = this.at(term)
      const end = known.findIndex((number, i) => i % 2 === 0 && number >= this.pages.length)
      this.postings.set(term, [...(end < 0 ? known : known.slice(0, end)), ...[...numbers].flat()])
    }
    this.sortedTerms = this.families = this.spellings = null
    this.nearest.clear()
  }

  // [number, weight, number, weight …] of a term, in order.
  at(term) {
    return unpacked(this.postings, term)
  }

  // ---- What a query asks for

  // {words, synonyms, singles, corrected, read, learned, ofSections}: the words of the query, each with the terms that may stand for it and
  // their weights; the synonyms of some of them; single Han characters; which term a mistyped one was taken for; the query with its pinyin
  // as Han, or ""; and of pages and sections what the questions teach, as scores by number, or null.
  #asked(query) {
    const typed = this.analyzer.folded(query.slice(0, MOST_CHARACTERS))
    const han = this.#read(typed), text = this.#named(han)
    const bare = this.withoutQuestions(text)
    const corrected = new Map()
    const terms = [...new Set(this.#terms(bare))].slice(0, MOST_TERMS)
    const words = terms.map((term, i) => ({ term, variants: this.#variants(term, i === terms.length - 1, corrected) }))
    const singles = new Set([...bare].filter((character) => UNSPACED.test(character) && !this.data.particles.includes(character)))
    const meant = this.#terms(text).map((term) => corrected.get(term) ?? term)
    const learned = this.learned?.scores(meant, text) ?? null
    const ofSections = this.learnedOfSections?.scores(meant, text) ?? null
    const read = han === typed ? "" : han.trim()
    return { words, synonyms: this.#synonymsIn(text), singles, corrected, read, learned, ofSections }
  }

  // A folded text with Han for the pinyin in it.
  #read(text) {
    return this.pinyin?.read(text, (word) => this.#isKnown(word)) ?? text
  }

  // A folded text with the names and foreign words in it as they are written, where what was typed is nothing else.
  #named(text) {
    return text.replace(/[a-z]{5,}/g, (word) => {
      const [term] = this.#terms(word)
      if (this.#isKnown(word) || this.near(term).length || this.#beginningWith(term).length) return word
      return [...this.foreign].find((name) => name[0] === word[0] && name.length > 4 && isMeant(name, word)) ?? word
    })
  }

  // Whether a folded Latin word means something as it is.
  #isKnown(word) {
    return this.postings.has(this.#terms(word)[0]) || this.questions.has(word) || this.foreign.has(word)
  }

  // Term → weight of all that a word of the query may be; the last word may still be typed.
  #variants(term, last, corrected) {
    const variants = new Map()
    if (this.postings.has(term)) variants.set(term, 1)
    if (UNSPACED.test(term[0])) return variants
    if ((last && term.length > 1) || (!variants.size && term.length > 3))
      for (const longer of this.#beginningWith(term)) if (!variants.has(longer)) variants.set(longer, PREFIX)
    for (const other of this.#relatives(term)) if (!variants.has(other)) variants.set(other, FORM)
    if (!variants.size)
      for (const [near] of this.near(term)) {
        variants.set(near, TYPO)
        if (!corrected.has(term)) corrected.set(term, near)
      }
    return variants
  }

  // The terms that are other forms of its word.
  #relatives(term) {
    if (!this.families) {
      this.families = new Map() // root → terms
      for (const each of this.postings.keys())
        if (/^[a-z]{3,}$/.test(each)) entry(this.families, this.analyzer.root(each, this.language), () => []).push(each)
    }
    return this.families.get(this.analyzer.root(term, this.language)) ?? []
  }

  // The synonyms of what stands in a text: the longest first; what one has taken no other takes.
  #synonymsIn(text) {
    const synonyms = []
    for (const [key, groups] of this.synonymKeys) {
      const at = placeOf(key, text)
      if (at < 0) continue
      text = text.slice(0, at) + "\n".repeat(key.length) + text.slice(at + key.length)
      const own = this.#terms(key)
      const covers = new Set([...own, ...this.analyzer.terms(key, "en")])
      for (const number of groups)
        for (const terms of this.groups[number])
          if (terms.join() !== own.join()) synonyms.push({ key, covers, terms, weight: SYNONYM / Math.sqrt(terms.length) })
    }
    return synonyms
  }

  // A folded text without the words of questions, unless it has no others.
  withoutQuestions(text) {
    let bare = text
    for (const word of this.data.questions) if (UNSPACED.test(word[0])) bare = bare.replaceAll(word, " ")
    bare = bare.replace(/[\p{L}\p{N}]+/gu, (word) => (this.questions.has(word) ? " " : word))
    return /[\p{L}\p{N}]/u.test(bare) ? bare : text
  }

  #terms(text) {
    return this.analyzer.terms(text, this.language)
  }

  #allTerms() {
    return (this.sortedTerms ??= [...this.postings.keys()].sort())
  }

  #beginningWith(prefix) {
    const terms = this.#allTerms()
    let low = 0, high = terms.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (terms[middle] < prefix) low = middle + 1
      else high = middle
    }
    let end = low
    while (end < terms.length && end - low < 30 && terms[end].startsWith(prefix)) end++
    return terms.slice(low, end)
  }

  // [term, edits] of those that may be meant.
  near(word) {
    return entry(this.nearest, word, () => this.#lookedUp(word))
  }

  #lookedUp(word) {
    if (word.length < 3 || !/^[\p{L}\p{N}]+$/u.test(word)) return []
    const found = []
    for (const other of this.#allTerms()) {
      const most = mostEdits(word, other)
      if (Math.abs(other.length - word.length) > most || !most || UNSPACED.test(other[0])) continue
      const edits = editsBetween(word, other, most)
      if (edits <= most) found.push([other, edits])
    }
    found.sort(([a, editsOfA], [b, editsOfB]) => editsOfA - editsOfB || (a[0] !== word[0]) - (b[0] !== word[0]))
    return found.filter(([, edits]) => edits === found[0][1]).slice(0, 6)
  }

  // Page → weight of those whose pairs of the first tier hold a Han character, by how many of them do: 收 finds 收款 and 收到.
  single(character) {
    return entry(this.singles, character, () => {
      const counts = new Map()
      for (const pair of this.pairsWith.get(character) ?? [])
        for (const [number] of couples(this.at(pair))) if (number < this.pages.length) counts.set(number, (counts.get(number) ?? 0) + 1)
      const rarity = Math.log(1 + this.pages.length / (counts.size || 1))
      return new Map([...counts].map(([page, count]) => [page, SINGLE_CHARACTER * rarity * count]))
    })
  }

  // ---- What answers it

  // {results, needs, corrected, doubtful}: the best pages; the numbers of the files of texts that would tell more; the query as it may have
  // been meant, or ""; and whether none of the pages seems to answer it.
  search(query) {
    const sentences = query.length > MOST_CHARACTERS ? query.match(SENTENCE) ?? [] : [query]
    const answers = sentences.slice(0, MOST_SENTENCES).map((sentence) => this.#answered(sentence))
    const found = answers.length === 1 ? answers[0].found : this.#together(answers)
    const doubtful = answers.length > 0 && answers.every((answer) => answer.doubtful)
    const near = ({ score }, i) => !this.learned || i < LEAST_PAGES || (!doubtful && score > found[0].score - FALLS_BEHIND)
    const listed = found.filter(near).slice(0, MOST_PAGES)
    return {
      results: listed.map((page, i) => this.#result(page, i < WITH_SECTIONS ? MOST_SECTIONS : 0)),
      doubtful,
      needs: answers.flatMap((answer) => answer.needs),
      corrected: answers.length === 1 ? answers[0].read || this.#correction(query, answers[0]) : "",
    }
  }

  // {found, needs, corrected, read, doubtful}: what answers one sentence; a page that is found holds what is to be marked in it.
  #answered(sentence) {
    const { words, synonyms, singles, corrected, read, learned, ofSections } = this.#asked(sentence)
    const scores = new Float64Array(this.pageOf.length)
    const shown = new Map() // term that is marked in what is shown → how sure it is that it was meant
    for (const word of words) this.#scoreWord(word, scores, shown)
    for (const character of singles) for (const [page, weight] of this.single(character)) scores[page] += weight
    const found = this.#ranked(scores, words, this.#scoreSynonyms(synonyms, scores, shown), learned)
    for (const page of found) Object.assign(page, { shown, ofSections })
    return { found, needs: this.#filesFor(found, words), corrected, read, doubtful: this.learned !== null && this.#isDoubtful(words, found, learned) }
  }

  // The pages for a story of several sentences, the best first. Each sentence that some page seems to answer speaks for pages by how well it
  // fits the best of them and how far behind the others are: a greeting says nothing. A page shows what answers the sentence that speaks most for it.
  #together(answers) {
    const sums = new Map() // page → {sum, most, page}
    const telling = answers.filter(({ doubtful }) => !doubtful)
    for (const { found } of telling.length ? telling : answers) {
      const most = Math.max(...found.map(({ held }) => held)) ** 2
      for (const page of found) {
        const part = this.learned ? most * Math.exp((page.score - found[0].score) / WORDS) : page.held ** 2
        const told = entry(sums, page.number, () => ({ sum: 0, most: 0, page }))
        told.sum += part
        if (part > told.most) Object.assign(told, { most: part, page })
      }
    }
    const best = Math.max(...[...sums.values()].map(({ sum }) => sum))
    return [...sums.values()]
      .filter(({ sum }) => sum > 0)
      .map(({ sum, page }) => ({ ...page, score: WORDS * Math.log(sum / best) }))
      .sort((a, b) => b.score - a.score || a.number - b.number)
  }

  // Adds what a word weighs to the scores, and notes at the word where it stands.
  #scoreWord(word, scores, shown) {
    const best = new Map() // number → weight
    for (const [term, weight] of word.variants) {
      shown.set(term, weight)
      for (const [number, held] of couples(this.at(term))) best.set(number, Math.max(best.get(number) ?? 0, held * weight))
    }
    word.titled = new Set() // the pages whose title or keywords hold it
    word.pages = new Set() // the pages that hold it anywhere
    for (const [number, weight] of best) {
      scores[number] += weight
      word.pages.add(this.pageOf[number])
      if (number < this.pages.length) word.titled.add(number)
    }
    word.weight = Math.log(1 + this.pages.length / (word.pages.size || 0.5))
  }

  // Adds what synonyms weigh: of those for one key the best counts, in each number. Returns for each key {covers, pages}: the terms of the
  // query that it stands for, and the pages that hold a whole synonym.
  #scoreSynonyms(synonyms, scores, shown) {
    const keys = new Map()
    for (const { key, covers, terms, weight } of synonyms) {
      const sums = new Map(), hits = new Map() // number → weight, and how many of the terms stand there
      for (const term of terms)
        for (const [number, held] of couples(this.at(term))) {
          sums.set(number, (sums.get(number) ?? 0) + held * weight)
          hits.set(number, (hits.get(number) ?? 0) + 1)
        }
      const best = entry(keys, key, () => ({ covers, pages: new Set(), weights: new Map(), terms: new Set() }))
      for (const [number, sum] of sums) {
        const whole = hits.get(number) >= terms.length
        if (whole) {
          best.pages.add(this.pageOf[number])
          for (const term of terms) if (terms.length === 1 || term.length > 3 || UNSPACED.test(term[0])) best.terms.add(term) // of “top up” not “up”
        }
        best.weights.set(number, Math.max(best.weights.get(number) ?? 0, whole ? sum : sum * PART_OF_SYNONYM))
      }
    }
    for (const { weights, terms } of keys.values()) {
      for (const [number, weight] of weights) scores[number] += weight
      for (const term of terms) if (!shown.has(term)) shown.set(term, SYNONYM)
    }
    return [...keys.values()]
  }

  // {number, score, held, sections} of every page that was found, the best first; `held` is its score by its words alone.
  #ranked(scores, words, synonyms, learned) {
    const all = words.reduce((sum, word) => sum + word.weight, 0)
    const found = this.#byPage(scores, learned).map(({ number, own, sections }) => {
      let covered = 0 // of the weights of all words, what this page holds
      for (const word of words) {
        const stoodFor = () => synonyms.some(({ covers, pages }) => covers.has(word.term) && pages.has(number))
        covered += word.weight * (word.titled.has(number) || stoodFor() ? 1 : word.pages.has(number) ? ONLY_IN_TEXT : 0)
      }
      const score = OWN_SCORE * own + BEST_SECTION * (sections[0]?.score ?? 0) + SECOND_SECTION * (sections[1]?.score ?? 0)
      const held = score * (all ? covered / all : 1)
      return { number, score: held, held, sections }
    })
    if (learned) {
      const most = Math.max(...found.map(({ held }) => held)) || 1
      for (const page of found) {
        const happened = this.pages[page.number].action ? HAPPENED : 0
        page.score = WORDS * Math.log(page.held / most + NONE) + learned[page.number] + happened
      }
    }
    const severity = ({ number }) => this.pages[number].severity
    return found.sort((a, b) => Math.round((b.score - a.score) * 1e6) || severity(a) - severity(b) || a.number - b.number)
  }

  // {score, place} of all sections of a page, the likeliest first: by their words, and by what the questions teach of them.
  #likeliest({ number, sections }, ofSections) {
    const held = new Map(sections.map(({ score, place }) => [place, score])), most = sections[0]?.score ?? 1
    return this.places
      .filter((place) => place.page === number && place.anchor)
      .map((place) => {
        const words = Math.log((held.get(place) ?? 0) / most + NONE_OF_SECTION)
        return { place, score: WORDS_OF_SECTION * words + ofSections[this.starts[number] + place.at] }
      })
      .sort((a, b) => b.score - a.score)
  }

  // Whether even the page that holds most of the words holds less than `doubted` (files.py), or the questions that no
  // article answers speak louder than any page's. Chinese in Latin letters is not judged: no page holds it.
  #isDoubtful(words, found, learned) {
    if (!found.length || words.length < JUDGED || (this.language === "zh" && !words.some(({ term }) => UNSPACED.test(term[0])))) return false
    const most = Math.max(...found.map(({ held }) => held))
    const nothing = learned?.[this.pages.length] // what the questions that no article answers teach, where there are any
    return most < this.data.doubted || nothing + LOUDER > Math.max(...(learned ?? []).slice(0, this.pages.length))
  }

  // {number, own, sections} of every page with a score or of which something is learned, in order of the pages: its own, and {score, place}
  // of its sections.
  #byPage(scores, learned) {
    const pages = this.pages.map((_, number) => ({ number, own: 0, sections: [] }))
    scores.forEach((score, number) => {
      if (!score) return
      const page = pages[this.pageOf[number]]
      const place = this.places[number - this.pages.length]
      if (place?.anchor) page.sections.push({ score, place })
      else page.own += score
    })
    for (const { sections } of pages) sections.sort((a, b) => b.score - a.score)
    return pages.filter(({ own, sections }) => own || sections.length || learned)
  }

  // The numbers of the files whose texts a search needs: those of the pages that it shows with a section; where the first page holds less
  // than a third of the words, all of them.
  #filesFor(found, words) {
    const starts = this.data.shards
    const held = words.filter((word) => found.length && word.pages.has(found[0].number)).length
    if (held * 3 < words.length || !found.length) return starts.map((_, i) => i)
    return found.slice(0, WITH_SECTIONS).map(({ number }) => starts.filter((start) => start <= number).length - 1)
  }

  // Articles that the query names: by an error message, or by their number, alone or in a short link.
  named(query) {
    const text = this.analyzer.folded(query).trim().replace(/\s+/g, " ")
    const found = new Set()
    for (const [message, numbers] of Object.entries(this.data.errors))
      if (text === message || (message.length > 5 && text.includes(message))) for (const number of numbers) found.add(number)
    const id = /^(?:#|(?:\S*\/)?a\/)?(\d{4})\/?$/.exec(text)?.[1]
    if (id) this.pages.forEach((page, number) => page.id === Number(id) && found.add(number))
    return [...found].map((number) => this.#result({ number, sections: [], shown: new Map(), ofSections: null }, 0))
  }

  // ---- What is shown

  // {url, title, kind, action, text, sections} of a page, as pieces of text: `text` is the sentence of it that holds the most of the words,
  // and each section has its heading. One whose heading says nothing has its own best sentence instead, or [] where it holds none of the words.
  #result(page, mostSections) {
    const { number, shown, ofSections } = page
    const { url, title, kind, action } = this.pages[number]
    const worth = new Map() // term → how rare it is, and how sure it was meant
    for (const [term, sure] of shown) worth.set(term, sure ** 2 * Math.log(1 + this.pageOf.length / (1 + this.at(term).length)))
    const likeliest = ofSections && mostSections ? this.#likeliest(page, ofSections) : page.sections
    const best = likeliest.slice(0, mostSections).map(({ place }) => ({ place, sentence: this.#sentence([place], worth) }))
    const summaries = mostSections ? this.places.filter((place) => place.page === number && !place.anchor) : []
    const places = [...best, ...page.sections.slice(0, mostSections)].map(({ place }) => place)
    const sentence = this.#sentence([...places, ...summaries], worth) || this.#cut(summaries[0]?.text.split("\n")[0] ?? "")
    const sections = best.map(({ place, sentence }) => ({ anchor: place.anchor, title: place.telling ? place.heading : sentence }))
    return {
      url, kind, action,
      title: this.#marked(title, shown),
      text: sentence && sections.every((section) => section.title !== sentence) ? this.#marked(sentence, shown) : [],
      sections: sections.map((section) => ({ ...section, title: section.title ? this.#marked(section.title, shown) : [] })),
    }
  }

  // The lines of a text as they are shown (index.py tells how it is written): a cell with what its row is about and the head of its column,
  // or with the latter alone, and with the terms that are seen of it. Not those that mean something else by themselves or lead to what follows.
  #readable(text) {
    const colon = UNSPACED.test(text) ? "：" : ": "
    let heads = []
    const lines = text.split("\n").flatMap((line) => {
      const [first, ...cells] = line.split("\t")
      if (line[0] === "\t") heads = cells.slice(1)
      return cells.length ? (first ? cells : []).map((cell, i) => heads[i] + colon + cell).flatMap((cell) => (first.length > this.data.excerpt.han ? [cell] : [`${first} · ${cell}`, cell])) : first
    })
    return lines.filter((line) => !/^- |[:：]$/.test(line)).map((line) => ({ line, seen: this.#cut(line), terms: this.#termsIn(this.#cut(line)) }))
  }

  // A line, or its beginning up to a word and "…", if it is longer than what is shown.
  #cut(line) {
    const { han, latin } = this.data.excerpt, most = UNSPACED.test(line) ? han : latin
    if (line.length <= most) return line
    let end = most
    while (end > most / 2 && inWord(line[end - 1]) && inWord(line[end])) end--
    return line.slice(0, end).replace(/[\s\p{P}]+$/u, "") + "…"
  }

  // The terms of our texts that stand in a line: of words, of Han characters and of their pairs.
  #termsIn(line) {
    const terms = new Set()
    for (const [run] of line.matchAll(RUN)) {
      if (!UNSPACED.test(run[0])) terms.add(this.#termOf(run))
      else for (let i = 0; i < run.length; i++) terms.add(run[i]).add(this.#termOf(run.slice(i, i + 2)))
    }
    return [...terms]
  }

  // The query with its mistyped words as they were likely meant, where that is another and finds better; else "".
  #correction(query, { corrected, found }) {
    if (!corrected.size) return ""
    const meant = query.replace(RUN, (word) => (!UNSPACED.test(word[0]) && corrected.has(this.#terms(word)[0]) ? this.#meant(word) : word))
    if (this.analyzer.folded(meant) === this.analyzer.folded(query)) return ""
    const held = (pages) => Math.max(0, ...pages.map((page) => page.held))
    return held(this.#answered(meant).found) >= held(found) * BETTER ? meant : ""
  }

  // The word of our texts that is spelled most like a mistyped one and begins as it does, of equal ones a longer one: letters are left out more
  // often than added. People ask with it so much more often that the other is no word of its own; where there is none, the mistyped one.
  #meant(typed) {
    const folded = this.analyzer.folded(typed), [term] = this.#terms(typed)
    const often = this.learned?.rarity ?? new Map(), never = Math.max(0, ...often.values()) + NEVER
    const likely = this.near(term).filter(([near]) => near[0] === term[0] && (often.get(term) ?? never) - (often.get(near) ?? never) >= LIKELIER)
    const words = likely.flatMap(([near]) => this.#spelled(near)).map((word) => [word, editsBetween(folded, this.analyzer.folded(word), 9)])
    const isLonger = (word) => word.length > typed.length
    const [best] = words.sort(([a, editsOfA], [b, editsOfB]) => editsOfA - editsOfB || isLonger(b) - isLonger(a))
    return best?.[0] ?? typed
  }

  // The words of our texts that have a term, the most frequent first.
  #spelled(term) {
    if (!this.spellings) {
      this.spellings = new Map()
      for (const text of [...this.pages.map(({ title }) => title), ...this.places.flatMap(({ heading, text }) => [heading, text])])
        for (const word of text.match(RUN) ?? [])
          if (!UNSPACED.test(word[0])) {
            const counts = entry(this.spellings, this.#termOf(word), () => new Map()), small = word.toLowerCase()
            counts.set(small, (counts.get(small) ?? 0) + 1)
          }
    }
    return [...(this.spellings.get(term) ?? [])].sort(([, a], [, b]) => b - a).map(([word]) => word)
  }

  // The sentence, step or cell of these places, as far as it is shown, whose terms are worth the most; "" where they are worth nothing. None
  // that leads to another page.
  #sentence(places, worth) {
    let best = "", most = 0
    for (const place of new Set(places))
      for (const { line, seen, terms } of (place.lines ??= this.#readable(place.text))) {
        let held = 0
        for (const term of terms) held += worth.get(term) ?? 0
        if (held > most && !this.pages.some(({ title }) => line.includes(title))) [best, most] = [seen, held]
      }
    return best
  }

  // A text as pieces, every second one marked.
  #marked(text, shown) {
    const pieces = []
    let end = 0
    for (const [from, to] of this.#hits(text, shown)) {
      if (from > end || !pieces.length) pieces.push(text.slice(end, from), text.slice(from, to))
      else if (to > end) pieces[pieces.length - 1] += text.slice(end, to)
      end = Math.max(end, to)
    }
    return [...pieces, text.slice(end)]
  }

  // [from, to] of each word or pair of Han characters in a text that is to be marked.
  #hits(text, shown) {
    const hits = []
    const look = (from, to) => shown.has(this.#termOf(text.slice(from, to))) && hits.push([from, to])
    for (const { 0: run, index } of text.matchAll(RUN)) {
      const end = index + run.length
      if (!UNSPACED.test(run[0])) look(index, end)
      else for (let i = index; i < end; i++) if (i + 1 === end || !look(i, i + 2)) look(i, i + 1)
    }
    return hits
  }

  // The term of a word, or a pair of Han characters, of our texts. Kept: nine tenths of a search were finding them again.
  #termOf(word) {
    return entry(this.termOfWord, word, () => (UNSPACED.test(word[0]) ? this.analyzer.folded(word) : this.#terms(word)[0]))
  }
}

// The value of a key, which is made where there is none.
function entry(map, key, make) {
  let value = map.get(key)
  if (value === undefined) map.set(key, (value = make()))
  return value
}

// What is learned, out of its file: the weights of features as terms and postings are packed, and the rarity of each.
function taught({ terms, postings, classes, rarity }) {
  const weights = new Map(lines(terms, postings)), rarities = rarity.split(" ").map(Number)
  return new Learned((feature) => unpacked(weights, feature), classes, new Map([...weights.keys()].map((feature, i) => [feature, rarities[i]])))
}

// [term, its line] of all that is packed: a term is written as the number of letters that it shares with the one before, as one digit, and
// the rest.
function* lines(terms, packed) {
  const postings = packed.split("\n")
  let term = ""
  for (const [i, line] of terms.split("\n").entries()) {
    term = term.slice(0, DIGITS.indexOf(line[0])) + line.slice(1)
    yield [term, postings[i]]
  }
}

// [number, weight, number, weight …] of a term, in order; what is packed becomes numbers where somebody asks.
function unpacked(postings, term) {
  const packed = postings.get(term)
  if (typeof packed !== "string") return packed ?? []
  const numbers = packed.split(" ").map(Number)
  for (let i = 0, last = -1; i < numbers.length; i += 2) numbers[i] = last += numbers[i] + 1
  postings.set(term, numbers)
  return numbers
}

// [a, b, c, d …] two by two.
function* couples(numbers) {
  for (let i = 0; i < numbers.length; i += 2) yield [numbers[i], numbers[i + 1]]
}

// Where a key stands in a text, Latin words as a whole; -1 where it does not.
function placeOf(key, text) {
  for (let at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + 1)) {
    const before = text[at - 1] ?? " ", after = text[at + key.length] ?? " "
    const cutsWord = (inWord(key[0]) && inWord(before)) || (inWord(key.at(-1)) && inWord(after))
    if (!cutsWord) return at
  }
  return -1
}

// How many edits may lie between two words for one to be meant by the other: one, from 8 letters on two. The longer of them counts: what was
// typed may lack a letter.
function mostEdits(a, b) {
  const longer = Math.max(a.length, b.length)
  return longer >= 8 ? 2 : longer >= 4 ? 1 : 0
}

function isMeant(word, typed) {
  const most = mostEdits(word, typed)
  return editsBetween(typed, word, most) <= most
}

// How many edits lead from one word to another (optimal string alignment); `most` + 1 for any number above `most`.
function editsBetween(a, b, most) {
  let beforeLast = [], last, row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    ;[beforeLast, last, row] = [last ?? [], row, [i]]
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] !== b[j - 1]))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], beforeLast[j - 2] + 1)
    }
    if (Math.min(...row) > most) return most + 1
  }
  return row[b.length]
}
