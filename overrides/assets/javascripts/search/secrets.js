// Finds what must not be kept: recovery phrases, keys, codes, cards. One guard for the search box and the staff page. It knows no secret by
// itself: what to look for comes as a table, hooks/helpcenter/wallet/secret_shapes.yml with the word lists of secret_shapes.py. Every
// pattern takes time linear in the text, and of a long text only the beginning is read.

const SLICE = 4000 // tokens at a time: then the page may paint
const MOST_JOINED = 1000, MOST_STREAMS = 200 // letters without spaces that are taken apart, and such strings in a text
const MOST_KNOWN = 50_000 // words whose lists are kept
const MEMORY = 24 // Han characters: what came so short a while ago comes again in a sentence
const WORST = ["phrase", "key", "code", "number", "maybe"] // `maybe`: a key, or a transaction; `number`: of a card or a person
const INVISIBLE = /[\u00ad\u034f\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\u3164\ufeff\uffa0]|\p{M}/gu
const TOKEN = /\p{Script=Han}|[\p{Script=Hiragana}\p{Script=Katakana}ー]+|\p{Script=Hangul}+|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}])[\p{L}\p{N}@$])+/gu
const HAN = /^\p{Script=Han}/u
const SHARE = /(?<![\p{L}\p{N}])0x[0-9a-f]{3}/iu // of an address, or of a hash
const CHINESE = 1 << 11 // the list of both Chinese scripts, in the numbers of secret_shapes.py
const RANDOM = /\d|[a-z][^]*[A-Z]/ // a key has a digit, or both cases: a word has not
const ROMAN = /^(?:x{0,3}(?:ix|iv|v?i{0,3}))$/
const LEET = { 0: "o", 1: "i", 3: "e", 4: "a", 5: "s", 7: "t", 8: "b", "@": "a", $: "s" }
// What stands between the words of a list: spaces and marks, and the number of the next one.
const BETWEEN_WORDS = /^[\s\p{N},;、，・/_|()-]{1,8}$|^\p{N}?[\s\n]{0,3}\p{N}{1,2}[.):][\s]{0,2}$|^[\s]{0,2}\p{N}{1,2}[.):][\s]{0,2}$/u
const BETWEEN_CHARACTERS = /^[^\p{L}]{1,12}$/u

export class Guard {
  constructor(table) {
    this.table = table
    this.bits = Uint8Array.from(atob(table.filter), (character) => character.charCodeAt(0))
    this.known = new Map() // word → the lists that hold it, one bit each
    this.letters = new Map(Object.entries(table.letters))
    this.sentenceWords = new Set(table.sentence_words.split(" "))
    this.ordinaryHan = new Set(table.ordinary_han)

    const shape = ({ begins, of, least, most }) => `(?:${begins.map(escaped).join("|")})[${table.alphabets[of]}]{${least},${most}}`
    const anyOf = (shapes) => shapes.map(shape).join("|")
    const glue = "[\\s:=#\"'(,-]{0,3}"
    const between = `(?:${glue}${wholeWords(table.between)}){0,4}${glue}`
    this.keys = new RegExp(`(?<![A-Za-z0-9])(?:${anyOf(table.keys)})(?![A-Za-z0-9])`, "g")
    this.wholeKey = new RegExp(`^(?:${anyOf(table.keys)})$`)
    this.address = new RegExp(`^(?:${anyOf(table.addresses)})$`)
    this.networks = table.addresses.filter((each) => each.network).map((each) => [new RegExp(`^${shape(each)}$`), each.network])
    this.links = new RegExp(`(?:${table.links.flatMap((link) => link.begins).map(escaped).join("|")})[^\\s]*`, "gi")
    this.keystore = new RegExp(`(?:${table.keystores.join("|")})["'\\\\]{0,3}\\s?[:=]`, "i")
    this.block = new RegExp(`-----BEGIN (?!(?:[A-Z0-9]{1,20} ){0,4}(?:${table.public_blocks.join("|")}))[A-Z0-9 ]{1,60}-----`, "g")
    this.transactionWord = new RegExp(wholeWords(table.transaction))
    this.keyWord = new RegExp(wholeWords(table.key))
    this.codesAfterWord = [
      new RegExp(`${wholeWords(table.pin)}${between}(\\d{3,8})(?![\\d])`, "g"),
      new RegExp(`${wholeWords(table.code)}${between}(\\d{6,8}|\\d{3}[ -]\\d{3}|\\d{4}[ -]\\d{4})(?![\\d])`, "g"),
    ]
    this.codeBeforeWord = new RegExp(`(?<![\\d.,])(\\d{6,8}|\\d{3}[ -]\\d{3})(?![\\d.,])${between}${wholeWords([...table.code, ...table.pin])}`, "g")
    this.noCode = new RegExp(`${wholeWords(table.no_code)}[\\s]{0,2}(?:${wholeWords(["de", "del", "of"])}\\s{0,2})?$`)
    const { names, at, dot, digits, han_digits: han, number } = table.not_told
    const digit = `(?:\\p{Nd}|[${han}]|${wholeWords(digits)})`
    this.told = {
      name: new RegExp(`[\\p{L}\\p{N}]\\.(?:${names.join("|")})(?![\\p{L}\\p{N}])`, "iu"),
      mail: new RegExp(`${wholeWords(at)}.{1,40}${wholeWords(dot)}`, "u"),
      number: new RegExp(`${digit}(?:[^\\p{L}\\p{Nd}]{0,3}${digit}){${number - 1}}`, "u"),
    }
    this.password = new RegExp(`${wholeWords(table.password)}(?:\\s{0,2}${wholeWords(table.is)}){0,2}[\\s:="']{0,3}([\\x21-\\x7e]{6,64})`, "g")
  }

  // ---- What is asked

  // The spans of a text, {from, to, kind}, in order and apart.
  find(text, nested = false) {
    const work = this.finding(text, nested)
    let step
    do step = work.next()
    while (!step.done)
    return step.value
  }

  // The same as a generator, which yields now and then, so that a long text does not hold up a page. `nested` is set within a text that was
  // itself decoded: then nothing is decoded again.
  *finding(original, nested = false) {
    const { text, at } = this.#read(original.slice(0, this.table.most_characters))
    const spans = []
    const found = (from, to, kind) => spans.push({ from, to, kind })
    yield
    yield* this.#keysIn(text, nested, found)
    yield* this.#numbersIn(text, found)
    const phrases = yield* this.#phrasesIn(without(text, spans)) // a key is no row of words
    for (const [from, to] of phrases) found(from, to, "phrase")
    if (isCodeAlone(text)) found(text.search(/\S/), text.trimEnd().length, "code")
    return apart(spans.map(({ from, to, kind }) => ({ from: at[from], to: at[to], kind })))
  }

  // The worst that a text holds: "phrase", "key", "code", "number", "maybe" or "".
  kind(text) {
    const kinds = new Set(this.find(text).map((span) => span.kind))
    return WORST.find((kind) => kinds.has(kind)) ?? ""
  }

  // Why words may not be sent on: "secret", "address", "mail", "number" or "long"; "" where they may. Stricter than the guard of a search, which
  // stays on the device.
  refusal(text) {
    const plain = (decoded(text.trim()) || text.replace(/(?:%[0-9A-Fa-f]{2})+/g, unescaped)).normalize("NFKC").replace(INVISIBLE, "")
    if (plain.length > this.table.not_told.most_characters) return "long"
    if (this.kind(text) || this.kind(plain) || this.#isPartOfPhrase(plain)) return "secret"
    if (this.told.name.test(plain) || SHARE.test(plain) || plain.split(/[^\p{L}\p{N}]+/u).some((piece) => this.address.test(piece) || isMixed(piece))) return "address"
    if (plain.includes("@") || this.told.mail.test(lowered(plain))) return "mail"
    return this.told.number.test(lowered(plain)) ? "number" : ""
  }

  // Whether there are words of one list and no others, two of them words that a question hardly holds.
  #isPartOfPhrase(text) {
    const words = [...lowered(text).matchAll(TOKEN)].map(([written]) => written).filter((word) => !HAN.test(word) && word.length > 1)
    const lists = words.map((word) => this.lists(word)), ordinary = 1 << this.table.ordinary_list
    return words.length > 2 && (lists.reduce((all, each) => all & each) & ~ordinary) > 0 && lists.filter((each) => !(each & ordinary)).length > 1
  }

  // The network of an address that stands alone, or "".
  network(text) {
    return this.networks.find(([pattern]) => pattern.test(text.trim()))?.[1] ?? ""
  }

  // ---- The text as it is read

  // {text, at}: the text without accents, marks, width and invisible characters, percent signs decoded, and for each of its characters
  // where it stands in the original.
  #read(original) {
    const parts = [], at = [], folds = new Map()
    const add = (part, from, step) => {
      for (let i = 0; i < part.length; i++) at.push(from + i * step)
      parts.push(part)
    }
    const folded = (piece) => {
      if (!folds.has(piece)) {
        const bare = piece.normalize("NFKD").replace(INVISIBLE, "")
        folds.set(piece, this.letters.get(bare) || bare)
      }
      return folds.get(piece)
    }
    let begin = 0
    original.split(/((?:%[0-9A-Fa-f]{2})+|(?:\\u[0-9A-Fa-f]{4})+)/).forEach((piece, i) => {
      if (i % 2) add(folded(unescaped(piece)), begin, 0)
      else
        for (const { 0: run, index } of piece.matchAll(/[\x00-\x7f\u4e00-\u9fff]+|[^]/gu)) {
          if (/[\x00-\x7f\u4e00-\u9fff]/.test(run[0])) add(run, begin + index, 1) // these stay as they are
          else add(folded(run), begin + index, 0)
        }
      begin += piece.length
    })
    at.push(original.length)
    return { text: parts.join(""), at }
  }

  // ---- Word lists

  // The lists that hold a folded word, as bits: a Bloom filter, made by secret_shapes.py.
  lists(word) {
    const known = this.known.get(word)
    if (known !== undefined) return known
    let found = 0, value = 0x811c9dc5
    for (let i = 0; i < word.length; i++) value = Math.imul(value ^ word.charCodeAt(i), 0x01000193)
    for (let list = 1; list <= this.table.ordinary_list; list++) if (this.#holds(list, value)) found |= 1 << list
    if (found === 1 << this.table.ordinary_list) found = 0 // what only the list of ordinary words holds is in none
    if (this.known.size > MOST_KNOWN) this.known.clear()
    this.known.set(word, found)
    return found
  }

  // Whether a list holds the word with this hash.
  #holds(list, hash) {
    const size = this.bits.length * 8
    const first = mixed(hash ^ Math.imul(list, 0x9e3779b1)), step = mixed(first ^ 0x85ebca6b) | 1
    for (let i = 0; i < this.table.hashes; i++) {
      const place = ((first + Math.imul(i, step)) >>> 0) % size
      if (!((this.bits[place >> 3] >> (place & 7)) & 1)) return false
    }
    return true
  }

  // The words of a text: {word, lists, from, to, han, filler}; `lists` is -1 where one says nothing (a number, one letter, a filler). A
  // filler stands between the words, or is a word of all lists.
  *#tokens(text) {
    const tokens = [], counts = new Map()
    for (const { 0: written, index } of lowered(text).matchAll(TOKEN)) {
      const han = written >= "\u2e80" && HAN.test(written)
      const token = han ? { word: written, lists: this.lists(written) & CHINESE } : this.#word(written)
      tokens.push({ ...token, han, from: index, to: index + written.length })
      counts.set(token.word, (counts.get(token.word) ?? 0) + 1)
      if (tokens.length % SLICE === 0) yield
    }
    for (const token of tokens) {
      const count = counts.get(token.word)
      token.filler = !token.han && count >= 4 && count * 6 >= tokens.length
      if (!token.lists && token.filler) token.lists = -1
    }
    return tokens
  }

  // {word, lists} of a token in letters: as it is written, or as it reads where digits stand for letters or number the word.
  #word(written) {
    let word = written
    if (/[a-z]/.test(word) && /[^\x00-\x7f]/.test(word)) // a letter of another alphabet among Latin ones
      word = word.replace(/[^\x00-\x7f]/g, (letter) => (this.table.looks[letter] || letter).toLowerCase())
    if (/^\p{N}+$/u.test(word) || word.length === 1 || ROMAN.test(word)) return { word, lists: -1 }
    if (!/[\d@$]/.test(word)) return { word, lists: this.lists(word) }
    const bare = word.replace(/^\d+|\d+$/g, "")
    const readings = ["i", "l"].map((one) => word.replace(/[\d@$]/g, (sign) => (sign === "1" ? one : LEET[sign] || sign)))
    const lists = [bare, ...readings].reduce((all, each) => (each.length > 2 ? all | this.lists(each) : all), 0)
    return { word: bare.length > 2 ? bare : readings[0], lists }
  }

  // ---- Phrases

  // [from, to] of each row of words that may be a recovery phrase.
  *#phrasesIn(text) {
    const tokens = yield* this.#tokens(text)
    const words = tokens.filter((token) => !token.han), han = tokens.filter((token) => token.han)
    const said = words.filter((token) => token.lists >= 0).length
    const spans = []
    for (let list = 1; list < this.table.lists; list++) {
      this.#ofOneList(list, tokens, words, said + han.length, spans)
      yield
    }
    this.#ofNoList(text, words, spans)
    this.#ofShortWords(text, words, spans)
    yield
    const strings = this.#strings(text, words, !spans.length)
    for (let i = 0; i < Math.min(strings.length, MOST_STREAMS); i++) {
      this.#joined(strings[i], spans)
      if (i % 20 === 19) yield
    }
    const fillers = words.filter((token) => token.filler)
    yield* this.#ofHan(without(text, fillers), han, said, spans)
    return spans
  }

  // Words of one list of BIP-39. `said` counts all tokens that say something.
  #ofOneList(list, tokens, words, said, spans) {
    const { short, few, long, others, unknown, ordinary } = this.table.phrase
    const held = (token) => token.lists > 0 && token.lists & (1 << list)
    if (words.filter(held).length < short) return
    const weight = (token) => {
      if (token.lists < 0) return 0
      if (!held(token)) return token.filler ? 0 : unknown
      if (token.lists & (1 << this.table.ordinary_list)) return ordinary
      return this.sentenceWords.has(token.word) ? unknown : 1 // the filter errs now and then
    }
    for (const run of heavyRuns(tokens, weight, short)) {
      const count = tokens.slice(run.first, run.last + 1).filter(held).length
      if (run.score >= (said - count > others || count < few ? long : short)) spans.push(this.#widened(tokens, run))
    }
  }

  // A phrase has one of some lengths: what lacks a word or two takes its neighbours with it, for they may be misspelt.
  #widened(tokens, { first, last }) {
    const said = tokens.slice(first, last + 1).filter((token) => token.lists >= 0).length
    const missing = (this.table.phrase.lengths.find((length) => length >= said) ?? said) - said
    const more = missing <= 2 ? missing : 0
    return [tokens[Math.max(0, first - more)].from, tokens[Math.min(tokens.length - 1, last + more)].to]
  }

  // Words of no list that we have, without any that makes a sentence: SLIP-39, Monero, other languages.
  #ofNoList(text, words, spans) {
    const fits = ({ word }) => word.length > 1 && word.length < 16 && !/\d/.test(word) && !this.sentenceWords.has(word)
    for (const row of rows(text, words, BETWEEN_WORDS, (token) => (token.lists < 0 ? 0 : fits(token) ? 1 : -1)))
      if (row.length >= this.table.phrase.listed && isVaried(row) && isEven(text, row)) spans.push(extent(row))
  }

  // Words of four letters at most: what somebody abbreviates.
  #ofShortWords(text, words, spans) {
    const { abbreviated, short_words } = this.table.phrase
    const fits = ({ word }) => word.length < 5 && !/\d/.test(word) && !this.sentenceWords.has(word)
    for (const row of rows(text, words, BETWEEN_WORDS, (token) => (token.lists < 0 ? 0 : fits(token) ? 1 : -1))) {
      const ofFour = row.filter(({ word }) => word.length === 4).length
      const enough = (row.length >= abbreviated && ofFour * 5 >= row.length * 3) || (row.length >= short_words && ofFour === row.length)
      if (enough && isVaried(row)) spans.push(extent(row))
    }
  }

  // Rows of tokens that may be words without spaces, or with spaces in the wrong places: of a short text without a phrase all of them as
  // one row, else each long one.
  #strings(text, words, none) {
    const speakable = (token) => isSpeakable(text.slice(token.from, token.to))
    if (text.length <= 2000 && none) return [words.filter((token) => !/^\p{N}+$/u.test(token.word) && speakable(token))]
    return words.filter((token) => token.to - token.from >= 20 && speakable(token)).map((token) => [token])
  }

  // The letters of tokens, whatever stands between them: a chain of words of one list. Where there are several tokens, a word begins and
  // ends with one, and those of one token count nothing: a text has many.
  #joined(tokens, spans) {
    const p = this.table.phrase, several = tokens.length > 1
    const at = [], begins = new Set() // where each letter stands in the text; which letters begin a token
    let letters = ""
    for (const token of tokens) {
      begins.add(letters.length)
      const exact = token.word.length === token.to - token.from
      for (let i = 0; i < token.word.length; i++)
        if (!/[\d@$]/.test(token.word[i])) {
          letters += token.word[i]
          at.push(exact ? token.from + i : token.from)
        }
    }
    begins.add(letters.length)
    const end = Math.min(letters.length, MOST_JOINED)
    const shortest = /^[a-z\u0400-\u04ff]/.test(letters) ? 3 : 2, longest = /^[\u1100-\u11ff]/.test(letters) ? 12 : 9
    // For each place and list: how many words the best chain up to there has, and where that begins.
    const chains = Array.from({ length: end + 1 }, () => new Uint8Array(this.table.lists))
    const starts = Array.from({ length: end + 1 }, (_, i) => new Uint16Array(this.table.lists).fill(i))
    for (let from = 0; from < end; from++)
      for (let length = shortest; length <= longest && from + length <= end; length++) {
        const to = from + length
        if (several && !(begins.has(from) && begins.has(to))) continue
        const lists = this.lists(letters.slice(from, to))
        if (!lists) continue
        const counts = !several || someWithin(begins, from, to) ? 1 : 0
        for (let list = 1; list < this.table.lists; list++)
          if (lists & (1 << list) && chains[from][list] + counts >= chains[to][list]) {
            chains[to][list] = Math.min(255, chains[from][list] + counts)
            starts[to][list] = starts[from][list]
          }
      }
    const perWord = p.joined_letters * (/^\p{Script=Hiragana}/u.test(letters) ? 0.7 : 1)
    chains.forEach((counts, to) =>
      counts.forEach((count, list) => {
        const from = starts[to][list]
        const enough = several ? count >= p.joined_apart : count >= p.joined && to - from >= count * perWord
        if (enough) spans.push([at[from], at[to - 1] + 1])
      }),
    )
  }

  // Han characters: apart from each other, or in a row with too few of the frequent ones for a sentence. `words` counts the other words.
  *#ofHan(text, han, words, spans) {
    const p = this.table.phrase
    if (han.length < p.apart) return
    const touch = (a, b) => a && b && a.to === b.from
    const alone = han.filter((token, i) => !touch(han[i - 1], token) && !touch(token, han[i + 1]))
    for (const row of rows(text, alone, BETWEEN_CHARACTERS, (token) => (token.lists & CHINESE ? 1 : -1))) {
      const distinct = new Set(row.map((token) => token.word)).size
      if (row.length >= p.apart && distinct * 4 >= row.length * 3) spans.push(extent(row))
    }
    yield
    let least = this.keyWord.test(text) ? p.han_key : p.han_long
    if (!words && p.lengths.includes(han.length)) least = Math.min(least, Math.max(p.han_short, han.length / 3))
    const seen = new Map(), weights = new Map()
    han.forEach((token, i) => {
      const again = seen.has(token.word) && i - seen.get(token.word) < MEMORY
      weights.set(token, !(token.lists & CHINESE) || this.ordinaryHan.has(token.word) ? -1 : again ? -0.5 : 1)
      seen.set(token.word, i)
    })
    for (const run of heavyRuns(han, (token) => weights.get(token), p.han_short)) if (run.score >= least) spans.push(withNeighbours(han, run))
  }

  // ---- Keys

  // Calls `found(from, to, kind)` for each key of a text.
  *#keysIn(text, nested, found) {
    const lower = text.toLowerCase()
    // A key or a transaction: what stands beside it tells. `kind` is what it is where nothing does.
    const foundBeside = (from, to, kind) => {
      const before = lower.slice(Math.max(0, from - 48), from), after = lower.slice(to, to + 24)
      const chunk = text.slice(Math.max(0, from - 200), from).split(/\s/).pop()
      if (/:\/\/|\/tx\//.test(chunk)) return
      const isTransaction = this.transactionWord.test(before)
      if (this.keyWord.test(before) || (this.keyWord.test(after) && !isTransaction)) found(from, to, "key")
      else if (!isTransaction && !this.transactionWord.test(after)) found(from, to, kind)
    }
    for (const { 0: key, index } of text.matchAll(this.keys)) if (RANDOM.test(key)) found(index, index + key.length, "key")
    for (const { 0: link, index } of text.matchAll(this.links)) found(index, index + link.length, "key")
    this.#keyFilesIn(text, found)
    yield
    yield* this.#stringsIn(text, nested, found, foundBeside)
    yield
    yield* this.#groupsIn(text, foundBeside)
    this.#linesIn(text, found, foundBeside)
  }

  // PEM blocks and keystore files.
  #keyFilesIn(text, found) {
    for (const { index } of text.matchAll(this.block)) {
      const end = text.indexOf("-----END", index), close = end < 0 ? -1 : text.indexOf("-----", end + 8)
      found(index, close < 0 ? text.length : close + 5, "key")
      if (close < 0) break
    }
    const keystore = this.keystore.exec(text)
    if (keystore) {
      const open = text.indexOf("{"), close = text.lastIndexOf("}")
      const from = open >= 0 && open < keystore.index ? open : keystore.index
      found(from, close > keystore.index ? close + 1 : text.length, "key")
    }
  }

  // Strings without spaces.
  *#stringsIn(text, nested, found, foundBeside) {
    const whole = text.trim()
    let seen = 0
    for (const { 0: written, index: from } of text.matchAll(/[A-Za-z0-9+/_=-]{16,}/g)) {
      if (++seen % 200 === 0) yield
      const to = from + written.length
      const inner = nested ? "" : decoded(written)
      if (inner) {
        const [first] = this.find(inner, true)
        if (first) found(from, to, first.kind)
        continue
      }
      if (/:\/\//.test(written) || /:\/\/\S*$/.test(text.slice(Math.max(0, from - 200), from))) continue
      const kind = this.#kindOfString(written, written === whole)
      if (kind === "maybe") foundBeside(from, to, kind)
      else if (kind) found(from, to, kind)
      else this.#partsOf(written, from, foundBeside)
    }
  }

  // Keys within a string that is none itself.
  #partsOf(written, from, foundBeside) {
    for (const { 0: digits, index } of written.matchAll(/[0-9a-fA-F]{62,}/g))
      if (this.#kindOfString(digits, false)) foundBeside(from + index, from + index + digits.length, "maybe")
    for (const part of written.split(/[^A-Za-z0-9]/)) {
      if (part === written || part.length < 16 || this.address.test(written)) continue
      const kind = this.#kindOfString(part, false), begin = from + written.indexOf(part)
      if (kind) foundBeside(begin, begin + part.length, kind)
    }
  }

  // What a string without spaces is: "key", "maybe", or "". `whole` tells whether nothing stands beside it.
  #kindOfString(text, whole) {
    const digits = text.replace(/^0[xX]/, ""), length = digits.length
    if (this.wholeKey.test(text) && RANDOM.test(text)) return "key"
    if (/^[0-9]+$/.test(digits)) return isSeedQr(digits) ? "phrase" : ""
    if (/^[0-9a-fA-F]+$/.test(digits)) {
      const distinct = new Set(digits.toLowerCase()).size
      if (distinct < 6 || /0{14}/.test(digits)) return length === 64 && distinct > 1 ? "maybe" : ""
      if (length >= 127 && length <= 128) return "key"
      return length >= 62 || (whole && (length === 32 || length === 48)) ? "maybe" : ""
    }
    const isBase32 = /^[A-Z2-7]{16,128}=*$/.test(text) || /^[a-z2-7]{16,128}$/.test(text)
    if (isBase32 && changes(text) >= (whole && text === text.toUpperCase() ? 2 : 4) && /[2-7]/.test(text)) return "key"
    if (this.address.test(text)) return ""
    if (length >= 86 && length <= 88 && /^[1-9A-HJ-NP-Za-km-z]+$/.test(text) && changes(text) > 30) return "maybe"
    return length >= 40 && /\d/.test(text) && /[a-z]/i.test(text) && changes(text) >= length * 0.38 ? "key" : ""
  }

  // Strings that were cut into groups of one length.
  *#groupsIn(text, foundBeside) {
    let seen = 0
    for (const { 0: written, index } of text.matchAll(/(?<![A-Za-z0-9])([A-Za-z0-9]{2,8})(?:[ :\n\r-]{1,2}[A-Za-z0-9]{1,8}){3,80}(?![A-Za-z0-9])/g)) {
      if (++seen % 200 === 0) yield
      const groups = [...written.matchAll(/[A-Za-z0-9]+/g)].map((group) => ({ text: group[0], from: index + group.index }))
      let first = 0
      for (let i = 1; i <= groups.length; i++) {
        const size = groups[first].text.length, next = groups[i]?.text.length ?? 0
        if (next === size) continue
        const shorterLast = next && next < size && i - first >= 5
        this.#joinedGroups(groups.slice(first, shorterLast ? i + 1 : i), foundBeside)
        first = i
      }
    }
  }

  #joinedGroups(groups, foundBeside) {
    if (groups.length < 4) return
    const joined = groups.map((group) => group.text).join("")
    const kind = joined.length < 16 || /^[0-9]+$/.test(joined) ? "" : this.#kindOfString(joined, false)
    const last = groups.at(-1)
    if (kind) foundBeside(groups[0].from, last.from + last.text.length, kind)
  }

  // Strings that were cut at the end of a line.
  #linesIn(text, found, foundBeside) {
    for (const { 0: written, index: from } of text.matchAll(/(?<![A-Za-z0-9])[A-Za-z0-9]{10,}(?:\s{1,4}[A-Za-z0-9]{6,}){1,6}(?![A-Za-z0-9])/g)) {
      const lines = written.split(/\s+/), joined = lines.join(""), to = from + written.length
      if (lines.some((line) => /^(?:0x)?(?:[0-9a-fA-F]{40}|[0-9a-fA-F]{64})$/.test(line))) continue
      if (/^(?:0x)?[0-9a-fA-F]{64}$/.test(joined)) foundBeside(from, to, "maybe")
      else if (this.wholeKey.test(joined) && !lines.some((line) => this.address.test(line))) found(from, to, "key")
    }
  }

  // ---- Numbers and codes

  // Calls `found(from, to, kind)` for each number of a card or a person, each phrase or key in numbers, each code and password.
  *#numbersIn(text, found) {
    const lower = text.toLowerCase()
    for (const { 0: written, index } of text.matchAll(/(?<![\w.])\d(?:[ -]?\d){12,18}(?![\w])(?:[ ,;]{0,3}(?:exp )?(?:\d\d)?\/\d{2,4})?(?:[ ,;]{1,3}(?:cvv |cvc )?\d{3,4}(?!\d))?/gi))
      if (isCard(written)) found(index, index + written.length, "number")
    for (const { 0: written, index } of text.matchAll(/(?<![\w])[1-9]\d{5}(?:19|20)\d{9}[\dXx](?![\w])/g))
      if (isIdentity(written)) found(index, index + written.length, "number")
    for (const { 0: written, index } of text.matchAll(/(?<![\w.])\d{1,4}(?:[\s,;\][]{1,3}\d{1,4}){11,1000}(?![\w])/g)) {
      const numbers = written.split(/\D+/).filter(Boolean).map(Number)
      if (this.#arePlaces(numbers)) found(index, index + written.length, numbers.length > 30 ? "key" : "phrase")
    }
    // Six digits again and again: codes of recovery.
    for (const { 0: written, index } of text.matchAll(/(?<![\w])(?:[A-Ha-h][\s.:)]{0,3})?\d{6}(?:[\s,;]{1,3}(?:[A-Ha-h][\s.:)]{0,3})?\d{6}){5,9}(?![\w])/g))
      found(index, index + written.length, "key")
    // Bytes in hexadecimal, and places of words as bits.
    for (const { 0: written, index } of text.matchAll(/(?:(?:0x|\\x)[0-9a-fA-F]{1,2}[\s,;]{0,3}){16,300}|(?<![\w])[01]{11}(?:\s{1,2}[01]{11}){11,40}(?![\w])/g))
      found(index, index + written.trimEnd().length, "key")
    yield
    this.#codesIn(lower, found)
    for (const { 0: written, 1: password, index } of lower.matchAll(this.password)) {
      const to = index + written.length
      const random = /\d/.test(password) && /[a-z]/.test(password)
      if (random && !/:\/\/|^(?:bip|usdt|trc|erc|iphone|android|ios|face|win)/.test(password)) found(to - password.length, to, "code")
    }
  }

  // Whether numbers are places of words in a list, or bytes of a key.
  #arePlaces(numbers) {
    const steps = numbers.filter((number, i) => i && number === numbers[i - 1] + 1).length
    return numbers.length >= this.table.phrase.numbers && numbers.every((number) => number <= 2048) && steps * 2 < numbers.length && new Set(numbers).size > 6
  }

  // Codes beside a word that says so.
  #codesIn(lower, found) {
    const isOther = (index) => this.noCode.test(lower.slice(Math.max(0, index - 24), index))
    for (const pattern of this.codesAfterWord)
      for (const { 0: written, 1: code, index } of lower.matchAll(pattern)) {
        const to = index + written.length
        if (!isOther(index)) found(to - code.length, to, "code")
      }
    for (const { 0: written, 1: code, index } of lower.matchAll(this.codeBeforeWord))
      if (!isOther(index) && !this.noCode.test(written.replace(/\S+$/, ""))) found(index, index + code.length, "code")
  }
}

// The text that hexadecimal digits or Base64 stand for, if it is one; "" otherwise. Messages of TRON come like this.
export function decoded(text) {
  let plain = ""
  if (/^(0x)?([0-9a-fA-F]{2}){4,400}$/.test(text))
    plain = text.replace(/^0x/, "").replace(/../g, (pair) => String.fromCharCode(parseInt(pair, 16)))
  else if (/^[A-Za-z0-9+/]{8,800}={0,2}$/.test(text) && /[A-Z]/.test(text.slice(1)) && /[a-z]/.test(text))
    try {
      plain = atob(text)
    } catch {
      return "" // not of a length that Base64 has
    }
  return /^[\x20-\x7e]+$/.test(plain) && /[a-z]{3}/i.test(plain) ? plain : ""
}

// ---- Reading

function escaped(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
}

// A pattern of any of these words: Latin ones as a whole.
function wholeWords(words) {
  const pattern = (word) => {
    if (!/^[a-z]/.test(word)) return escaped(word)
    return `(?<![a-z0-9])${escaped(word)}${/[a-z0-9]$/.test(word) ? "(?![a-z0-9])" : ""}`
  }
  return `(?:${words.map(pattern).join("|")})`
}

// A row of percent signs or \u with their digits, as the text that it stands for; a space where it stands for none.
function unescaped(piece) {
  const ofCode = (_, code) => encodeURIComponent(String.fromCharCode(parseInt(code, 16)))
  try {
    return decodeURIComponent(piece.replace(/\\u(....)/g, ofCode))
  } catch {
    return " "
  }
}

// In lower case, every character at its place.
function lowered(text) {
  const lower = text.toLowerCase()
  return lower.length === text.length ? lower : text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
}

// The finalizer of MurmurHash3, as in secret_shapes.py.
function mixed(value) {
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return value ^ (value >>> 16)
}

// How often the kind of character changes from one to the next: in random ones often, in words and names seldom.
function changes(text) {
  const kind = (c) => (c >= "0" && c <= "9" ? "0" : c >= "a" && c <= "z" ? "a" : c >= "A" && c <= "Z" ? "A" : "-")
  let found = 0
  for (let i = 1; i < text.length; i++) if (kind(text[i]) !== kind(text[i - 1])) found++
  return found
}

// Whether letters and digits take turns as in an address: `iPhone15` or `usdt2trc20` is none.
function isMixed(piece) {
  return piece.length >= 8 && /\d/.test(piece) && changes(piece) >= 5
}

// ---- Spans and rows

function extent(row) {
  return [row[0].from, row.at(-1).to]
}

// A text of the same length with spaces where the spans stand.
function without(text, spans) {
  let made = "", end = 0
  for (const { from, to } of [...spans].sort((a, b) => a.from - b.from)) {
    if (from >= end) made += text.slice(end, from)
    end = Math.max(end, to)
    made = made.padEnd(end)
  }
  return made + text.slice(end)
}

// Spans in order; where some overlap, one as bad as the worst.
function apart(spans) {
  const kept = []
  for (const span of spans.sort((a, b) => a.from - b.from || b.to - a.to)) {
    const last = kept.at(-1)
    if (!last || span.from >= last.to) kept.push(span)
    else {
      last.to = Math.max(last.to, span.to)
      if (WORST.indexOf(span.kind) < WORST.indexOf(last.kind)) last.kind = span.kind
    }
  }
  return kept
}

// The rows of tokens that all fit (1), with nothing but a gap between them; those that say nothing (0) stand in it, others (-1) end it.
function rows(text, tokens, gap, fit) {
  const found = []
  let row = [], end = 0
  for (const token of tokens) {
    const by = fit(token)
    if (by === 0) continue
    if (row.length && (by < 0 || !gap.test(text.slice(end, token.from).slice(0, 12)))) {
      found.push(row)
      row = []
    }
    if (by > 0) row.push(token)
    end = token.to
  }
  if (row.length) found.push(row)
  return found
}

// {score, first, last} for each part of the tokens that weighs `least` or more and cannot weigh more.
function* heavyRuns(tokens, weight, least) {
  let sum = 0, first = 0, best = 0, last = -1
  for (let i = 0; i <= tokens.length; i++) {
    const by = i < tokens.length ? weight(tokens[i]) : -Infinity
    if (sum <= 0 && by > 0) [sum, first, best, last] = [0, i, 0, i]
    sum += by
    if (sum > best) [best, last] = [sum, i]
    if (sum <= 0 || sum < best - 3.5) {
      if (best >= least) {
        yield { score: best, first, last }
        i = last
      }
      sum = best = 0
    }
  }
}

// [from, to] of a run of Han characters with what stands beside it: nobody can tell where it begins.
function withNeighbours(han, run) {
  let { first, last } = run
  while (first > 0 && run.first - first < MEMORY && han[first].from - han[first - 1].to <= 1) first--
  while (last + 1 < han.length && last - run.last < MEMORY && han[last + 1].from - han[last].to <= 1) last++
  return [han[first].from, han[last].to]
}

// Whether a set has a number between two others.
function someWithin(numbers, from, to) {
  for (let i = from + 1; i < to; i++) if (numbers.has(i)) return true
  return false
}

// Whether a string may be words and no random letters and digits.
function isSpeakable(text) {
  return text.length < 20 || (!/^[0-9a-fx]+$/i.test(text) && new Set(text).size > 5 && changes(text) < text.length * 0.42)
}

// In a phrase a word rarely comes twice …
function isVaried(row) {
  return new Set(row.map((token) => token.word)).size >= row.length - 1 - row.length / 12
}

// … and the same stands between all of them.
function isEven(text, row) {
  const counts = new Map()
  row.slice(1).forEach((token, i) => {
    const between = text.slice(row[i].to, token.from).replace(/\p{N}+/gu, "").replace(/\s+/g, " ")
    counts.set(between, (counts.get(between) ?? 0) + 1)
  })
  return Math.max(...counts.values()) >= (row.length - 1) * 0.85
}

// ---- Numbers

// Whether digits are the places of a phrase's words, four each (SeedQR).
function isSeedQr(digits) {
  return /^(?:48|60|72|84|96)$/.test(digits.length) && digits.match(/..../g).every((place) => place < 2048)
}

// Whether the first groups of digits are the number of a card.
function isCard(written) {
  const groups = written.split(/[ -]/)
  return groups.some((_, i) => {
    const digits = groups.slice(0, i + 1).join("").replace(/\D.*/, "")
    return /^[2-6]\d{12,18}$/.test(digits) && new Set(digits).size > 1 && luhn(digits)
  })
}

function luhn(digits) {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = digits[digits.length - 1 - i] * (i % 2 ? 2 : 1)
    sum += digit > 9 ? digit - 9 : digit
  }
  return sum % 10 === 0
}

// Whether this is a Chinese identity number, by its check (GB 11643, ISO 7064 MOD 11-2).
function isIdentity(text) {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  const sum = weights.reduce((all, weight, i) => all + text[i] * weight, 0)
  return "10X98765432"[sum % 11] === text[17].toUpperCase()
}

// A code that stands alone.
function isCodeAlone(text) {
  const bare = text.trim()
  const number = /^[^\d\p{L}]?(\d{3}[ -]?\d{3,5}|\d{4}-\d{4})$/u.exec(bare)
  if (number) return /^\d{6,8}$/.test(number[1].replace(/\D/g, ""))
  return /^(?:[a-z0-9]{4,6}-){1,7}[a-z0-9]{4,6}$/i.test(bare) && changes(bare.replace(/-/g, "")) >= 4
}
