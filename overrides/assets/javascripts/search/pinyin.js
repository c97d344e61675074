// Chinese in Latin letters, read as Han: `zhujici`, `zhu ji ci` and, where a query is nothing else, the initials `zjc`. What they may
// stand for comes from hooks/helpcenter/search/pinyin.py. Of the characters of syllables the likeliest are taken, by how often the
// question bank has each beside the one before; of the words of initials as few as will do.

import { UNSPACED } from "./analyzer.js"

const LONGEST = 6 // letters of a syllable: zhuang
const INITIALS = /^[a-hj-tw-z]{3,24}$/ // fewer may be anything
const WORD = [4, 3, 2] // initials of one word
const KEPT = 16 // readings of what stands before a letter
const APART = 24 // what two neighbours cost that the bank does not have beside each other: in eighths of a binary logarithm, as rarity is

export class Pinyin {
  // `syllables` is syllable → its characters, `initials` letters → a word, `rarity` by character and pair (learned.py); `particles` make no pairs.
  constructor({ syllables, initials }, rarity, particles) {
    this.syllables = new Map(Object.entries(syllables))
    this.initials = new Map(Object.entries(initials))
    this.rarity = rarity
    this.particles = particles
  }

  // A folded text with Han for the pinyin in it. `known` tells of a word that it means something as it is; a short one beside pinyin is
  // pinyin all the same, like `you`.
  read(text, known) {
    const inHan = UNSPACED.test(text)
    return text.replace(/[a-z]+(?: +[a-z]+)*/g, (run) => {
      const words = run.split(/ +/)
      const strange = words.map((word) => !known(word) && this.#isCut(word))
      const cut = words.map((word, i) => strange[i] || ((strange[i - 1] || strange[i + 1]) && this.syllables.has(word)))
      const read = []
      for (let i = 0, end; i < words.length; i = end) {
        end = i + 1
        while (cut[i] && cut[end]) end++
        const part = words.slice(i, end)
        read.push((cut[i] ? this.#ofSyllables(part) : inHan || known(part[0]) ? "" : this.#ofInitials(part[0])) || part.join(" "))
      }
      return read.join(" ")
    })
  }

  // Whether a word is nothing but syllables.
  #isCut(word) {
    const ends = new Set([0])
    for (let at = 0; at < word.length; at++) if (ends.has(at)) for (const [end] of this.#syllablesAt(word, at)) ends.add(end)
    return ends.has(word.length)
  }

  // [where it ends, its characters] of each syllable that begins there.
  #syllablesAt(letters, at) {
    const found = []
    for (let end = at + 1; end <= Math.min(letters.length, at + LONGEST); end++) {
      const characters = this.syllables.get(letters.slice(at, end))
      if (characters) found.push([end, characters])
    }
    return found
  }

  // The cheapest reading of words that are cut; "" where no two neighbours of it are known: it is another language.
  #ofSyllables(words) {
    let readings = [{ text: "", last: "", cost: 0, pairs: 0 }]
    for (const word of words) {
      const at = Array.from({ length: word.length + 1 }, () => [])
      at[0] = readings
      for (let i = 0; i < word.length; i++) {
        if (!at[i].length) continue
        at[i] = cheapest(at[i])
        for (const [end, characters] of this.#syllablesAt(word, i))
          for (const character of characters) at[end].push(this.#next(at[i], character))
      }
      readings = cheapest(at[word.length])
    }
    const [{ text, pairs }] = readings
    return pairs ? text : ""
  }

  // The cheapest of the readings with a character after it.
  #next(readings, character) {
    const alone = this.rarity.get(character) ?? APART, particle = this.particles.includes(character)
    let best
    for (const { text, last, cost, pairs } of readings) {
      const pair = last && this.rarity.get(last + character)
      const joins = pair || !last || particle || this.particles.includes(last)
      const sum = cost + (pair ? Math.max(0, pair - this.rarity.get(last)) : joins ? alone : alone + APART)
      if (best && sum >= best.cost) continue
      best = { text: text + character, last: character, cost: sum, pairs: pairs + (pair ? 1 : 0) }
    }
    return best
  }

  // The fewest words whose initials these are; "" where there are none.
  #ofInitials(letters) {
    if (!INITIALS.test(letters) || this.rarity.has(letters)) return ""
    const at = [[], ...Array.from(letters, () => null)] // the words of the letters before
    for (let i = 0; i < letters.length; i++)
      for (const length of at[i] ? WORD : []) {
        const word = this.initials.get(letters.slice(i, i + length)), end = i + length
        if (word && end <= letters.length && (!at[end] || at[i].length + 1 < at[end].length)) at[end] = [...at[i], word]
      }
    return (at[letters.length] ?? []).join("")
  }
}

function cheapest(readings) {
  return readings.sort((a, b) => a.cost - b.cost || (a.text < b.text ? -1 : 1)).slice(0, KEPT)
}
