// Finds what must not be kept: recovery phrases, keys, codes, cards. One guard for the search box and the staff page; its table is
// hooks/helpcenter/secret_shapes.yml. Every pattern takes time linear in the text, and of a long text only the beginning is read.
"use strict"

var Secrets = (function () {
  var SLICE = 4000 // tokens or matches at a time: then the page may paint
  var MOST_JOINED = 1000, MOST_STREAMS = 200 // letters without spaces that are taken apart, and such strings in a text
  var WORST = ["phrase", "key", "code", "number", "maybe"] // `maybe`: a key, or a transaction; `number`: of a card or a person
  var INVISIBLE = /[\u00ad\u034f\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\u3164\ufeff\uffa0]|\p{M}/gu
  var TOKEN = /\p{Script=Han}|[\p{Script=Hiragana}\p{Script=Katakana}ー]+|\p{Script=Hangul}+|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}])[\p{L}\p{N}@$])+/gu
  var HAN = /^\p{Script=Han}/u, CHINESE = 1 << 11 // the list of both Chinese scripts, in the numbers of secret_shapes.py
  var RANDOM = /\d|[a-z][^]*[A-Z]/ // a key has a digit, or both cases: a word has not
  var ROMAN = /^(?:x{0,3}(?:ix|iv|v?i{0,3}))$/
  var LEET = { 0: "o", 1: "i", 3: "e", 4: "a", 5: "s", 7: "t", 8: "b", "@": "a", $: "s" }

  function Guard(table) {
    this.table = table
    this.bits = Uint8Array.from(atob(table.filter), function (c) { return c.charCodeAt(0) })
    this.known = new Map() // word → the lists that hold it, one bit each
    this.letters = new Map(Object.entries(table.letters))
    this.sentence = new Set(table.sentence_words.split(" "))
    this.ordinary = new Set(table.ordinary_han)
    var alphabets = table.alphabets
    function shape(each) { return "(?:" + each.begins.map(escaped).join("|") + ")[" + alphabets[each.of] + "]{" + each.least + "," + each.most + "}" }
    function any(shapes) { return shapes.map(shape).join("|") }
    function words(list) { // Latin words as a whole
      return "(?:" + list.map(function (word) { return /^[a-z]/.test(word) ? "(?<![a-z0-9])" + escaped(word) + (/[a-z0-9]$/.test(word) ? "(?![a-z0-9])" : "") : escaped(word) }).join("|") + ")"
    }
    var glue = "[\\s:=#\"'(,-]{0,3}", between = "(?:" + glue + words(table.between) + "){0,4}" + glue
    this.keys = new RegExp("(?<![A-Za-z0-9])(?:" + any(table.keys) + ")(?![A-Za-z0-9])", "g")
    this.wholeKey = new RegExp("^(?:" + any(table.keys) + ")$")
    this.address = new RegExp("^(?:" + any(table.addresses) + ")$")
    this.networks = table.addresses.filter(function (each) { return each.network }).map(function (each) { return [new RegExp("^" + shape(each) + "$"), each.network] })
    this.links = new RegExp("(?:" + table.links.flatMap(function (link) { return link.begins }).map(escaped).join("|") + ")[^\\s]*", "gi")
    this.keystore = new RegExp("(?:" + table.keystores.join("|") + ")[\"'\\\\]{0,3}\\s?[:=]", "i")
    this.block = new RegExp("-----BEGIN (?!(?:[A-Z0-9]{1,20} ){0,4}(?:" + table.public_blocks.join("|") + "))[A-Z0-9 ]{1,60}-----", "g")
    this.transaction = new RegExp(words(table.transaction))
    this.key = new RegExp(words(table.key))
    this.codes = [
      new RegExp(words(table.pin) + between + "(\\d{3,8})(?![\\d])", "g"),
      new RegExp(words(table.code) + between + "(\\d{6,8}|\\d{3}[ -]\\d{3}|\\d{4}[ -]\\d{4})(?![\\d])", "g"),
      new RegExp("(?<![\\d.,])(\\d{6,8}|\\d{3}[ -]\\d{3})(?![\\d.,])" + between + words(table.code.concat(table.pin)), "g"),
    ]
    this.noCode = new RegExp(words(table.no_code) + "[\\s]{0,2}(?:" + words(["de", "del", "of"]) + "\\s{0,2})?$")
    this.password = new RegExp(words(table.password) + "(?:\\s{0,2}" + words(table.is) + "){0,2}[\\s:=\"']{0,3}([\\x21-\\x7e]{6,64})", "g")
  }
  function escaped(text) { return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&") }

  // ---- The text as it is read

  // {text, at}: the text without accents, marks, width and invisible characters, percent signs decoded, and for each of its
  // characters where it stands in the original.
  Guard.prototype.read = function (original) {
    var text = "", at = [], letters = this.letters, pieces = original.split(/((?:%[0-9A-Fa-f]{2})+|(?:\\u[0-9A-Fa-f]{4})+)/), begin = 0, parts = [], folds = new Map()
    function add(made, from, step) {
      for (var i = 0; i < made.length; i++) at.push(from + (step ? i : 0))
      parts.push(made)
    }
    pieces.forEach(function (piece, number) {
      if (number % 2) {
        var decoded = piece
        try { decoded = decodeURIComponent(piece.replace(/\\u/g, "%u").replace(/%u(....)/g, function (all, code) { return encodeURIComponent(String.fromCharCode(parseInt(code, 16))) })) } catch (broken) { decoded = " " }
        add(fold(decoded), begin, false)
      } else {
        var run = /[\x00-\x7f\u4e00-\u9fff]+|[^]/gu, found // these stay as they are
        while ((found = run.exec(piece))) /[\x00-\x7f\u4e00-\u9fff]/.test(found[0][0]) ? add(found[0], begin + found.index, true) : add(fold(found[0]), begin + found.index, false)
      }
      begin += piece.length
    })
    function fold(piece) {
      var made = folds.get(piece)
      if (made === undefined) {
        made = piece.normalize("NFKD").replace(INVISIBLE, "")
        folds.set(piece, made = letters.get(made) || made)
      }
      return made
    }
    at.push(original.length)
    text = parts.join("")
    return { text: text, at: at }
  }

  // ---- Word lists

  // The lists that hold a folded word, as bits.
  Guard.prototype.lists = function (word) {
    var found = this.known.get(word)
    if (found !== undefined) return found
    found = 0
    var value = 0x811c9dc5, size = this.bits.length * 8
    for (var i = 0; i < word.length; i++) value = Math.imul(value ^ word.charCodeAt(i), 0x01000193)
    for (var list = 1; list <= this.table.ordinary_list; list++) {
      var first = mixed(value ^ Math.imul(list, 0x9e3779b1)), step = mixed(first ^ 0x85ebca6b) | 1, held = true
      for (i = 0; held && i < this.table.hashes; i++) {
        var place = ((first + Math.imul(i, step)) >>> 0) % size
        held = (this.bits[place >> 3] >> (place & 7)) & 1
      }
      if (held) found |= 1 << list
    }
    // What only the list of ordinary words holds is in none.
    if (found === 1 << this.table.ordinary_list) found = 0
    if (this.known.size > 50000) this.known.clear()
    this.known.set(word, found)
    return found
  }
  function mixed(value) {
    value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
    value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
    return value ^ (value >>> 16)
  }

  // The words of a text: {word, lists, from, to}; `lists` is -1 where a token says nothing (a number, one letter, a filler).
  Guard.prototype.tokens = function* (text) {
    var self = this, found = [], counts = new Map(), match, lower = text.toLowerCase()
    if (lower.length !== text.length) lower = text.replace(/[A-Z]/g, function (c) { return c.toLowerCase() })
    TOKEN.lastIndex = 0
    while ((match = TOKEN.exec(lower))) {
      var han = match[0] >= "\u2e80" && HAN.test(match[0]), token = han ? { word: match[0], lists: self.lists(match[0]) & CHINESE } : self.token(match[0])
      token.han = han
      token.from = match.index
      token.to = match.index + match[0].length
      found.push(token)
      counts.set(token.word, (counts.get(token.word) || 0) + 1)
      if (found.length % SLICE === 0) yield
    }
    found.forEach(function (token) {
      var count = counts.get(token.word)
      token.filler = !token.han && count >= 4 && count * 6 >= found.length // it stands between the words, or is a word of all lists
      if (!token.lists && token.filler) token.lists = -1
    })
    return found
  }
  Guard.prototype.token = function (written) {
    var self = this, word = written
    if (/[a-z]/.test(word) && /[^\x00-\x7f]/.test(word)) // a letter of another alphabet among Latin ones
      word = word.replace(/[^\x00-\x7f]/g, function (c) { return (self.table.looks[c] || c).toLowerCase() })
    if (/^\p{N}+$/u.test(word) || word.length === 1 || ROMAN.test(word)) return { word: word, lists: -1 }
    if (!/[\d@$]/.test(word)) return { word: word, lists: self.lists(word) }
    var bare = word.replace(/^\d+|\d+$/g, ""), tries = [bare].concat(["i", "l"].map(function (one) {
      return word.replace(/[\d@$]/g, function (c) { return c === "1" ? one : LEET[c] || c })
    }))
    return { word: bare.length > 2 ? bare : tries[1], lists: tries.reduce(function (all, each) { return each.length > 2 ? all | self.lists(each) : all }, 0) }
  }

  // ---- Phrases

  Guard.prototype.phrases = function* (text) {
    var self = this, p = self.table.phrase, all = yield* self.tokens(text), spans = []
    var words = all.filter(function (token) { return !token.han }), han = all.filter(function (token) { return token.han })
    var said = words.filter(function (token) { return token.lists >= 0 }).length
    // Words of one list.
    for (var list = 1; list < self.table.lists; list++) {
      var bit = 1 << list, ordinary = 1 << self.table.ordinary_list
      if (words.filter(function (token) { return token.lists > 0 && token.lists & bit }).length < p.short) continue
      runs(all, function (token) {
        if (token.lists < 0) return 0
        if (!(token.lists & bit)) return token.filler ? 0 : p.unknown
        return token.lists & ordinary ? p.ordinary : self.sentence.has(token.word) ? p.unknown : 1 // the filter errs now and then
      }, function (run) {
        var held = run.tokens.filter(function (token) { return token.lists > 0 && token.lists & bit }).length
        if (run.score >= (said + han.length - held > p.others ? p.long : held < p.few ? p.long : p.short)) spans.push(self.widened(all, run, held))
      }, p.short)
      yield
    }
    // Words of no list that we have: SLIP-39, Monero, other languages.
    var gap = /^[\s\p{N},;、，・\/_|()-]{1,8}$|^\p{N}?[\s\n]{0,3}\p{N}{1,2}[.):][\s]{0,2}$|^[\s]{0,2}\p{N}{1,2}[.):][\s]{0,2}$/u
    self.rows(text, words, gap, function (token) { return token.lists < 0 ? 0 : token.word.length > 1 && token.word.length < 16 && !/\d/.test(token.word) && !self.sentence.has(token.word) ? 1 : -1 }).forEach(function (row) {
      if (row.length >= p.listed && varied(row) && evenly(text, row)) spans.push([row[0].from, row[row.length - 1].to])
    })
    // Words of at most four letters.
    self.rows(text, words, gap, function (token) { return token.lists < 0 ? 0 : token.word.length < 5 && !/\d/.test(token.word) && !self.sentence.has(token.word) ? 1 : -1 }).forEach(function (row) {
      var four = row.filter(function (token) { return token.word.length === 4 }).length
      if (varied(row) && ((row.length >= p.abbreviated && four * 5 >= row.length * 3) || (row.length >= p.short_words && four === row.length))) spans.push([row[0].from, row[row.length - 1].to])
    })
    yield
    // Words without spaces, or with spaces in the wrong places.
    var streams = text.length <= 2000 && !spans.length ? [words.filter(function (token) { return !/^\p{N}+$/u.test(token.word) && speakable(text.slice(token.from, token.to)) })] : words.filter(function (token) { return token.to - token.from >= 20 && speakable(text.slice(token.from, token.to)) }).map(function (token) { return [token] })
    for (var i = 0; i < Math.min(streams.length, MOST_STREAMS); i++) {
      self.joined(streams[i], spans)
      if (i % 20 === 19) yield
    }
    var bare = "", end = 0
    words.forEach(function (token) { if (token.filler) { bare += text.slice(end, token.from); bare = bare.padEnd(end = token.to) } })
    yield* self.characters(bare + text.slice(end), han, words.filter(function (token) { return token.lists >= 0 }).length, spans)
    return spans
  }

  // Whether a string may be words and no random letters and digits.
  function speakable(text) { return text.length < 20 || (!/^[0-9a-fx]+$/i.test(text) && new Set(text).size > 5 && changes(text) < text.length * .42) }
  // In a phrase a word rarely comes twice, and the same stands between all of them.
  function varied(row) { return new Set(row.map(function (token) { return token.word })).size >= row.length - 1 - row.length / 12 }
  function evenly(text, row) {
    var counts = new Map()
    row.slice(1).forEach(function (token, i) {
      var between = text.slice(row[i].to, token.from).replace(/\p{N}+/gu, "").replace(/\s+/g, " ")
      counts.set(between, (counts.get(between) || 0) + 1)
    })
    return Math.max.apply(null, Array.from(counts.values())) >= (row.length - 1) * .85
  }

  // Calls `done` with {tokens, score, first, last} for each part of the tokens that weighs `least` or more and cannot weigh more.
  function runs(tokens, weight, done, least) {
    var sum = 0, first = 0, best = 0, last = -1
    for (var i = 0; i <= tokens.length; i++) {
      var by = i < tokens.length ? weight(tokens[i]) : -Infinity
      if (sum <= 0 && by > 0) { sum = 0; first = i; best = 0; last = i }
      sum += by
      if (sum > best) { best = sum; last = i }
      if (sum <= 0 || sum < best - 3.5) {
        if (best >= least) { done({ tokens: tokens.slice(first, last + 1), score: best, first: first, last: last }); i = last }
        sum = best = 0
      }
    }
  }

  // A phrase has one of some lengths: what lacks a word or two takes its neighbours with it, for they may be misspelt.
  Guard.prototype.widened = function (all, run, held) {
    var said = run.tokens.filter(function (token) { return token.lists >= 0 }).length
    var whole = this.table.phrase.lengths.filter(function (length) { return length >= said })[0] || said
    var more = whole - said <= 2 ? whole - said : 0, first = run.first, last = run.last
    for (var i = 0; i < more; i++) {
      if (first > 0) first--
      if (last + 1 < all.length) last++
    }
    return [all[first].from, all[last].to]
  }

  // The rows of tokens that are all `fit` (1), with nothing but a gap between them; those that are 0 stand in it.
  Guard.prototype.rows = function (text, tokens, gap, fit) {
    var rows = [], row = [], end = 0
    tokens.forEach(function (token) {
      var by = fit(token)
      if (by === 0) return
      if (row.length && (by < 0 || !gap.test(text.slice(end, token.from).slice(0, 12)))) { rows.push(row); row = [] }
      if (by > 0) row.push(token)
      end = token.to
    })
    rows.push(row)
    return rows.filter(function (each) { return each.length })
  }

  // The letters of tokens, whatever stands between them: a chain of words of one list. Where there are several tokens, a word
  // begins and ends with one, and those of one token count nothing: a text has many.
  Guard.prototype.joined = function (tokens, spans) {
    var self = this, p = self.table.phrase, letters = "", at = [], begins = new Set()
    tokens.forEach(function (token) {
      begins.add(letters.length)
      var exact = token.word.length === token.to - token.from
      for (var i = 0; i < token.word.length; i++) if (!/[\d@$]/.test(token.word[i])) { letters += token.word[i]; at.push(exact ? token.from + i : token.from) }
    })
    var n = Math.min(letters.length, MOST_JOINED), several = tokens.length > 1, kana = /^\p{Script=Hiragana}/u.test(letters)
    var least = /^[a-z\u0400-\u04ff]/.test(letters) ? 3 : 2, most = /^[\u1100-\u11ff]/.test(letters) ? 12 : 9, chains = [], starts = []
    begins.add(letters.length)
    for (var i = 0; i <= n; i++) { chains.push(new Uint8Array(self.table.lists)); starts.push(new Uint16Array(self.table.lists).fill(i)) }
    for (i = 0; i < n; i++)
      for (var length = least, inside = 0; length <= most && i + length <= n; length++) {
        if (several && !(begins.has(i) && begins.has(i + length))) continue
        var lists = self.lists(letters.slice(i, i + length)), by = 1
        if (several) for (by = 0, inside = 1; !by && inside < length; inside++) by = begins.has(i + inside) ? 1 : 0
        for (var list = 1; lists && list < self.table.lists; list++)
          if (lists & (1 << list) && chains[i][list] + by >= chains[i + length][list]) {
            chains[i + length][list] = Math.min(255, chains[i][list] + by)
            starts[i + length][list] = starts[i][list]
          }
      }
    chains.forEach(function (counts, end) {
      counts.forEach(function (count, list) {
        var begin = starts[end][list]
        if (several ? count >= p.joined_apart : count >= p.joined && end - begin >= count * p.joined_letters * (kana ? .7 : 1)) spans.push([at[begin], at[end - 1] + 1])
      })
    })
  }

  // Han characters: apart from each other, or in a row with too few of the frequent ones for a sentence.
  Guard.prototype.characters = function* (text, han, words, spans) {
    var self = this, p = self.table.phrase
    if (han.length < p.apart) return
    function near(a, b) { return a && b && a.to === b.from }
    var alone = han.filter(function (token, i) { return !near(han[i - 1], token) && !near(token, han[i + 1]) })
    var gap = /^[^\p{L}]{1,12}$/u
    self.rows(text, alone, gap, function (token) { return token.lists & CHINESE ? 1 : -1 }).forEach(function (row) {
      var distinct = new Set(row.map(function (token) { return token.word })).size
      if (row.length >= p.apart && distinct * 4 >= row.length * 3) spans.push([row[0].from, row[row.length - 1].to])
    })
    yield
    var least = self.key.test(text) ? p.han_key : p.han_long
    if (!words && p.lengths.includes(han.length)) least = Math.min(least, Math.max(p.han_short, han.length / 3))
    var seen = new Map(), weights = new Map()
    han.forEach(function (token, i) { // what came a moment ago comes again in a sentence
      var again = seen.has(token.word) && i - seen.get(token.word) < 24
      weights.set(token, !(token.lists & CHINESE) || self.ordinary.has(token.word) ? -1 : again ? -.5 : 1)
      seen.set(token.word, i)
    })
    function beside(run) { // with what stands beside it: nobody can tell where it begins
      var first = run.first, last = run.last
      while (first > 0 && run.first - first < 24 && han[first].from - han[first - 1].to <= 1) first--
      while (last + 1 < han.length && last - run.last < 24 && han[last + 1].from - han[last].to <= 1) last++
      return [han[first].from, han[last].to]
    }
    runs(han, function (token) { return weights.get(token) }, function (run) {
      if (run.score >= least) spans.push(beside(run))
    }, p.han_short)
  }

  // ---- Keys

  // The text that hexadecimal digits or Base64 stand for, if it is one; "" otherwise. Messages of TRON come like this.
  function decoded(text) {
    var plain = ""
    if (/^(0x)?([0-9a-fA-F]{2}){4,400}$/.test(text))
      plain = text.replace(/^0x/, "").replace(/../g, function (pair) { return String.fromCharCode(parseInt(pair, 16)) })
    else if (/^[A-Za-z0-9+/]{8,800}={0,2}$/.test(text) && /[A-Z]/.test(text.slice(1)) && /[a-z]/.test(text))
      try { plain = atob(text) } catch (none) {}
    return plain && /^[\x20-\x7e]+$/.test(plain) && /[a-z]{3}/i.test(plain) ? plain : ""
  }

  // How often the kind of character changes from one to the next: in random ones often, in words and names seldom.
  function changes(text) {
    var found = 0, last = ""
    for (var i = 0; i < text.length; i++) {
      var c = text[i], kind = c >= "0" && c <= "9" ? "0" : c >= "a" && c <= "z" ? "a" : c >= "A" && c <= "Z" ? "A" : "-"
      if (i && kind !== last) found++
      last = kind
    }
    return found
  }

  // What a string without spaces is: "key", "maybe", or "".
  Guard.prototype.named = function (text, whole) {
    var digits = text.replace(/^0[xX]/, ""), n = digits.length
    if (this.wholeKey.test(text) && RANDOM.test(text)) return "key"
    if (/^[0-9]+$/.test(digits)) return /^(?:48|60|72|84|96)$/.test(n) && (digits.match(/..../g) || []).every(function (each) { return each < 2048 }) ? "phrase" : ""
    if (/^[0-9a-fA-F]+$/.test(digits)) {
      if (new Set(digits.toLowerCase()).size < 6 || /0{14}/.test(digits)) return n === 64 && new Set(digits.toLowerCase()).size > 1 ? "maybe" : ""
      if (n >= 127 && n <= 128) return "key"
      return n >= 62 || (whole && (n === 32 || n === 48)) ? "maybe" : ""
    }
    if (/^[A-Z2-7]{16,128}=*$/.test(text) || /^[a-z2-7]{16,128}$/.test(text)) if (changes(text) >= (whole && text === text.toUpperCase() ? 2 : 4) && /[2-7]/.test(text)) return "key"
    if (this.address.test(text)) return ""
    if (n >= 86 && n <= 88 && /^[1-9A-HJ-NP-Za-km-z]+$/.test(text) && changes(text) > 30) return "maybe"
    return n >= 40 && /\d/.test(text) && /[a-z]/i.test(text) && changes(text) >= n * .38 ? "key" : ""
  }

  Guard.prototype.secretStrings = function* (text, deep, add) {
    var self = this, match, seen = 0, lower = text.toLowerCase()
    function around(from, to) { return [lower.slice(Math.max(0, from - 48), from), lower.slice(to, to + 24)] }
    function told(from, to, kind) { // a key or a transaction: what stands beside it tells
      var sides = around(from, to), chunk = text.slice(Math.max(0, from - 200), from).split(/\s/).pop()
      if (/:\/\/|\/tx\//.test(chunk)) return
      if (self.key.test(sides[0]) || (self.key.test(sides[1]) && !self.transaction.test(sides[0]))) return add(from, to, "key")
      if (!self.transaction.test(sides[0]) && !self.transaction.test(sides[1])) add(from, to, kind)
    }
    for (match of text.matchAll(self.keys)) if (RANDOM.test(match[0])) add(match.index, match.index + match[0].length, "key")
    for (match of text.matchAll(self.links)) add(match.index, match.index + match[0].length, "key")
    for (match of text.matchAll(self.block)) {
      var end = text.indexOf("-----END", match.index), close = end < 0 ? -1 : text.indexOf("-----", end + 8)
      add(match.index, close < 0 ? text.length : close + 5, "key")
      if (close < 0) break
    }
    if ((match = self.keystore.exec(text))) {
      var open = text.indexOf("{"), shut = text.lastIndexOf("}")
      add(open >= 0 && open < match.index ? open : match.index, shut > match.index ? shut + 1 : text.length, "key")
    }
    yield
    var whole = text.trim()
    for (match of text.matchAll(/[A-Za-z0-9+/_=-]{16,}/g)) {
      var written = match[0], from = match.index, to = from + written.length
      if (++seen % 200 === 0) yield
      var inner = deep ? decoded(written) : ""
      if (inner) {
        var kinds = self.find(inner, true)
        if (kinds.length) add(from, to, kinds[0].kind)
        continue
      }
      if (/:\/\//.test(written) || /:\/\/\S*$/.test(text.slice(Math.max(0, from - 200), from))) continue
      var kind = self.named(written, written === whole)
      if (kind === "maybe") { told(from, to, kind); continue }
      if (kind) { add(from, to, kind); continue }
      for (var digits of written.matchAll(/[0-9a-fA-F]{62,}/g)) {
        var start = from + digits.index
        if (self.named(digits[0], false)) told(start, start + digits[0].length, "maybe")
      }
      for (var part of written.split(/[^A-Za-z0-9]/)) if (part !== written && part.length >= 16 && !self.address.test(written)) {
        kind = self.named(part, false)
        if (kind) told(from + written.indexOf(part), from + written.indexOf(part) + part.length, kind)
      }
    }
    yield
    // Strings that were cut: into groups of one length, or at the end of a line.
    for (match of text.matchAll(/(?<![A-Za-z0-9])([A-Za-z0-9]{2,8})(?:[ :\n\r-]{1,2}[A-Za-z0-9]{1,8}){3,80}(?![A-Za-z0-9])/g)) {
      var groups = match[0].split(/[^A-Za-z0-9]+/), size = 0, first = 0
      for (var i = 0; i <= groups.length; i++) {
        if (i < groups.length && groups[i].length === size) continue
        var last = i < groups.length && groups[i].length < size && i - first >= 5 ? i + 1 : i
        cut(match, groups, first, last)
        first = i
        size = i < groups.length ? groups[i].length : 0
      }
      if (++seen % 200 === 0) yield
    }
    function cut(match, groups, first, last) {
      if (last - first < 4) return
      var joined = groups.slice(first, last).join(""), kind = joined.length < 16 || /^[0-9]+$/.test(joined) ? "" : self.named(joined, false)
      if (!kind) return
      var begin = match.index, end
      for (var i = 0; i < last; i++) {
        begin = text.indexOf(groups[i], i ? end : match.index)
        end = begin + groups[i].length
        if (i === first) var from = begin
      }
      told(from, end, kind)
    }
    for (match of text.matchAll(/(?<![A-Za-z0-9])[A-Za-z0-9]{10,}(?:\s{1,4}[A-Za-z0-9]{6,}){1,6}(?![A-Za-z0-9])/g)) {
      var lines = match[0].split(/\s+/), whole64 = lines.join("")
      if (lines.some(function (line) { return /^(?:0x)?(?:[0-9a-fA-F]{40}|[0-9a-fA-F]{64})$/.test(line) })) continue
      if (/^(?:0x)?[0-9a-fA-F]{64}$/.test(whole64)) told(match.index, match.index + match[0].length, "maybe")
      else if (self.wholeKey.test(whole64) && !lines.some(function (line) { return self.address.test(line) })) add(match.index, match.index + match[0].length, "key")
    }
  }

  // ---- Numbers and codes

  function luhn(digits) {
    var sum = 0
    for (var i = 0; i < digits.length; i++) {
      var d = +digits[digits.length - 1 - i] * (i % 2 ? 2 : 1)
      sum += d > 9 ? d - 9 : d
    }
    return sum % 10 === 0
  }
  // A Chinese identity number, by its check (GB 11643, ISO 7064 MOD 11-2).
  function identity(text) {
    var sum = 0
    for (var i = 0; i < 17; i++) sum += text[i] * [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2][i]
    return "10X98765432"[sum % 11] === text[17].toUpperCase()
  }

  Guard.prototype.numbers = function* (text, add) {
    var self = this, p = self.table.phrase, match, lower = text.toLowerCase()
    for (match of text.matchAll(/(?<![\w.])\d(?:[ -]?\d){12,18}(?![\w])(?:[ ,;]{0,3}(?:exp )?(?:\d\d)?\/\d{2,4})?(?:[ ,;]{1,3}(?:cvv |cvc )?\d{3,4}(?!\d))?/gi)) {
      var groups = match[0].split(/[ -]/), card = groups.some(function (group, i) {
        var digits = groups.slice(0, i + 1).join("").replace(/\D.*/, "")
        return digits.length >= 13 && digits.length <= 19 && /^[2-6]/.test(digits) && new Set(digits).size > 1 && luhn(digits)
      })
      if (card) add(match.index, match.index + match[0].length, "number")
    }
    for (match of text.matchAll(/(?<![\w])[1-9]\d{5}(?:19|20)\d{9}[\dXx](?![\w])/g)) if (identity(match[0])) add(match.index, match.index + match[0].length, "number")
    // Places of words, bytes of a key.
    for (match of text.matchAll(/(?<![\w.])\d{1,4}(?:[\s,;\]\[]{1,3}\d{1,4}){11,1000}(?![\w])/g)) {
      var numbers = match[0].split(/\D+/).filter(Boolean).map(Number), steps = numbers.filter(function (n, i) { return i && n === numbers[i - 1] + 1 }).length
      if (numbers.length >= p.numbers && numbers.every(function (n) { return n <= 2048 }) && steps * 2 < numbers.length && new Set(numbers).size > 6) add(match.index, match.index + match[0].length, numbers.length > 30 ? "key" : "phrase")
    }
    for (match of text.matchAll(/(?<![\w])(?:[A-Ha-h][\s.:)]{0,3})?\d{6}(?:[\s,;]{1,3}(?:[A-Ha-h][\s.:)]{0,3})?\d{6}){5,9}(?![\w])/g)) add(match.index, match.index + match[0].length, "key")
    for (match of text.matchAll(/(?:(?:0x|\\x)[0-9a-fA-F]{1,2}[\s,;]{0,3}){16,300}|(?<![\w])[01]{11}(?:\s{1,2}[01]{11}){11,40}(?![\w])/g)) add(match.index, match.index + match[0].trimEnd().length, "key") // bytes; places as bits
    yield
    self.codes.forEach(function (pattern, i) {
      for (var match of lower.matchAll(pattern)) {
        if (self.noCode.test(lower.slice(Math.max(0, match.index - 24), match.index)) || (i === 2 && self.noCode.test(match[0].replace(/\S+$/, "")))) continue
        var from = match.index + match[0].indexOf(match[1], i === 2 ? 0 : match[0].length - match[1].length)
        add(from, from + match[1].length, "code")
      }
    })
    for (match of lower.matchAll(self.password)) {
      var value = match[1]
      if (/\d/.test(value) && /[a-z]/.test(value) && !/:\/\/|^(?:bip|usdt|trc|erc|iphone|android|ios|face|win)/.test(value)) add(match.index + match[0].length - value.length, match.index + match[0].length, "code")
    }
  }

  // A code that stands alone.
  function alone(text) {
    text = text.trim()
    var number = /^[^\d\p{L}]?(\d{3}[ -]?\d{3,5}|\d{4}-\d{4})$/u.exec(text)
    if (number) return /^\d{6,8}$/.test(number[1].replace(/\D/g, ""))
    return /^(?:[a-z0-9]{4,6}-){1,7}[a-z0-9]{4,6}$/i.test(text) && changes(text.replace(/-/g, "")) >= 4
  }

  // ---- All of it

  // The spans of a text, {from, to, kind}, in order and apart. It yields, so that a long text does not hold up a page.
  Guard.prototype.finding = function* (original, deep) {
    var self = this, read = self.read(original.slice(0, self.table.most_characters)), text = read.text, spans = [], rest = []
    function add(from, to, kind) {
      rest.push([from, to])
      spans.push({ from: read.at[from], to: read.at[to], kind: kind })
    }
    yield
    yield* self.secretStrings(text, !deep, add)
    yield* self.numbers(text, add)
    var words = "", end = 0 // a key is no row of words
    rest.sort(function (a, b) { return a[0] - b[0] }).forEach(function (span) {
      if (span[0] >= end) words += text.slice(end, span[0])
      words = words.padEnd(end = Math.max(end, span[1]))
    })
    var phrases = yield* self.phrases(words + text.slice(end))
    phrases.forEach(function (span) { add(span[0], span[1], "phrase") })
    if (alone(text)) add(text.search(/\S/), text.trimEnd().length, "code")
    spans.sort(function (a, b) { return a.from - b.from || b.to - a.to })
    return spans.reduce(function (apart, span) {
      var last = apart[apart.length - 1]
      if (!last || span.from >= last.to) return apart.concat(span)
      last.to = Math.max(last.to, span.to)
      if (WORST.indexOf(span.kind) < WORST.indexOf(last.kind)) last.kind = span.kind
      return apart
    }, [])
  }
  Guard.prototype.find = function (text, deep) {
    var work = this.finding(text, deep), step
    do step = work.next(); while (!step.done)
    return step.value
  }
  // The worst that a text holds: "phrase", "key", "code", "number", "maybe" or "".
  Guard.prototype.kind = function (text) {
    var kinds = this.find(text).map(function (span) { return span.kind })
    return WORST.filter(function (kind) { return kinds.includes(kind) })[0] || ""
  }
  // The network of an address that stands alone, or "".
  Guard.prototype.network = function (text) {
    var found = this.networks.filter(function (each) { return each[0].test(text.trim()) })[0]
    return found ? found[1] : ""
  }

  return { Guard: Guard, decoded: decoded }
})()
