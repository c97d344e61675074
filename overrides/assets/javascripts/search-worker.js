// The search of one language. It reads two files: what finds the page first, then what finds the section; nothing typed leaves it.
// The analyzer is that of hooks/helpcenter/search/analyzer.py, and a test holds them equal.
"use strict"

var HAN = /[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]/
var RUN = /[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+|[a-z0-9]+/g
var DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"
var MOST_CHARACTERS = 200, MOST_TERMS = 24, MOST_PAGES = 20, MOST_SECTIONS = 2, EXCERPTS = 8
var SYNONYM = .6, PREFIX = .5, FUZZY = .5, SINGLE = 2
var PAGE = 2, SECTION = 1, SECOND = .1, BODY = .8 // how the score of a page is made: BODY is what a word counts that only the text holds

// ---- Analyzer

function analyzer(particles, simplified, traditional) {
  var table = new Map(), split = new RegExp("[" + particles + "]+"), simple = Array.from(simplified)
  Array.from(traditional).forEach(function (c, i) { if (c !== simple[i]) table.set(c, simple[i]) })
  function folded(text) {
    text = text.replace(/[\u200b-\u200d\u2060\ufeff\u00ad]/g, "").normalize("NFKC").toLowerCase()
    text = text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC").replace(/['’‘`´]/g, "")
    return Array.from(text, function (c) { return table.get(c) || c }).join("")
  }
  function terms(text, language) {
    var found = []
    ;(folded(text).match(RUN) || []).forEach(function (run) {
      if (!HAN.test(run[0])) return found.push(stem(run, language))
      run.split(split).forEach(function (piece) {
        var characters = Array.from(piece)
        if (characters.length === 1) found.push(piece)
        for (var i = 0; i + 1 < characters.length; i++) found.push(characters[i] + characters[i + 1])
      })
    })
    return found
  }
  return { folded: folded, terms: terms }
}

function stem(word, language) {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word
  return language === "es" ? spanish(word) : english(word)
}

function english(word) {
  if (word.endsWith("ies") && word.length > 4) word = word.slice(0, -3) + "y"
  else if (/(sses|shes|ches|xes)$/.test(word)) word = word.slice(0, -2)
  else if (word.endsWith("s") && !/(ss|us|is)$/.test(word)) word = word.slice(0, -1)
  for (var ending of ["ing", "ed"]) {
    var root = word.slice(0, -ending.length)
    if (word.endsWith(ending) && root.length > 2 && /[aeiouy]/.test(root)) {
      var last = root[root.length - 1]
      word = last === root[root.length - 2] && !"lsz".includes(last) ? root.slice(0, -1) : root
      break
    }
  }
  if (word.length > 3 && word.endsWith("e")) word = word.slice(0, -1)
  return word.length > 3 && word.endsWith("y") ? word.slice(0, -1) + "i" : word
}

function spanish(word) {
  if (word.endsWith("ces")) word = word.slice(0, -3) + "z"
  else if (word.endsWith("es") && word.length > 5 && !"aeiou".includes(word[word.length - 3])) word = word.slice(0, -2)
  else if (word.endsWith("s")) word = word.slice(0, -1)
  for (var ending of ["ando", "iendo", "ado", "ada", "ido", "ida", "ar", "er", "ir"])
    if (word.endsWith(ending) && word.length - ending.length > 2) return word.slice(0, -ending.length)
  return word.length > 4 && "aeo".includes(word[word.length - 1]) ? word.slice(0, -1) : word
}

// ---- Index

// What is found has a number: first come the pages, then the places, which are their sections and summaries.
function Index(first, words) {
  var self = this, last = ""
  self.data = first
  self.analyze = analyzer(first.particles, words.simplified, words.traditional)
  self.pairs = new Map() // Han character → pairs of the first tier that hold it
  self.known = new Map() // word → term
  self.singles = new Map() // Han character → page → weight, for those that were asked for
  self.postings = new Map() // term → array of number, weight, number, weight …
  var lines = first.postings.split("\n")
  first.terms.split("\n").forEach(function (line, i) {
    last = last.slice(0, DIGITS.indexOf(line[0])) + line.slice(1)
    self.postings.set(last, lines[i])
    if (last.length === 2 && HAN.test(last[0])) new Set(last).forEach(function (c) { self.pairs.set(c, (self.pairs.get(c) || []).concat(last)) })
  })
  self.places = []
  self.pageOf = first.pages.map(function (page, number) { return number })
  self.questions = new Set(first.questions)
  self.learn(first.synonyms)
}

// Postings stay text until somebody asks for them.
Index.prototype.at = function (term) {
  var found = this.postings.get(term)
  if (typeof found !== "string") return found || []
  var numbers = found.split(" ").map(Number), last = -1
  for (var i = 0; i < numbers.length; i += 2) { last += numbers[i] + 1; numbers[i] = last }
  this.postings.set(term, numbers)
  return numbers
}

// Groups of words that mean the same: [those of this language, those of the others]. A word of another language stands for
// all words of its group in this one. Words of questions (the, el, me) expand nothing.
Index.prototype.learn = function (groups) {
  var self = this, language = self.data.language, keys = new Map(), empty = new Set()
  self.questions.forEach(function (word) { if (!HAN.test(word[0])) empty.add(self.analyze.terms(word, language)[0]) })
  self.groups = groups.map(function (words, number) {
    var seen = new Set(), here = words[0].map(function (word) {
      return self.analyze.terms(word, language).filter(function (term) { return !empty.has(term) })
    }).filter(function (terms) { return terms.length && !seen.has(terms.join()) && seen.add(terms.join()) })
    ;(here.length > 1 ? words[0].concat(words[1]) : words[1]).forEach(function (key) {
      if (key.length < 2) return
      if (!keys.has(key)) keys.set(key, new Set())
      keys.get(key).add(number)
    })
    return here
  })
  self.keys = Array.from(keys).sort(function (a, b) { return b[0].length - a[0].length || (a[0] < b[0] ? -1 : 1) })
}

// Further places, weighed with those that are known as lunr does: BM25 of heading and text.
Index.prototype.add = function (places) {
  var self = this, pages = self.data.pages.length, w = self.data.weights, sums = new Map()
  self.places = places = self.places.concat(places)
  self.pageOf = self.pageOf.slice(0, pages).concat(places.map(function (place) { return place[0] }))
  ;[2, 3].forEach(function (field) {
    var counts = new Map(), total = 0
    var lengths = places.map(function (place, i) {
      var all = place[field] ? self.analyze.terms(place[field], self.data.language) : []
      all.forEach(function (term) {
        var at = counts.get(term)
        if (!at) counts.set(term, at = new Map())
        at.set(i, (at.get(i) || 0) + 1)
      })
      total += all.length
      return all.length
    })
    var average = total / (places.length || 1)
    counts.forEach(function (at, term) {
      var idf = Math.log(1 + Math.abs((places.length - at.size + .5) / (at.size + .5))), sum = sums.get(term)
      if (!sum) sums.set(term, sum = new Map())
      at.forEach(function (tf, i) {
        var weight = idf * (w.k1 + 1) * tf / (w.k1 * (1 - w.b + w.b * lengths[i] / average) + tf)
        sum.set(pages + i, (sum.get(pages + i) || 0) + weight * (field === 2 ? w.heading : places[i][1] ? w.text : w.summary))
      })
    })
  })
  sums.forEach(function (sum, term) {
    var known = self.at(term), numbers = []
    for (var i = 0; i < known.length && known[i] < pages; i += 2) numbers.push(known[i], known[i + 1])
    sum.forEach(function (weight, number) { numbers.push(number, weight) })
    self.postings.set(term, numbers)
  })
  self.vocabulary = null
}

// The numbers of the files whose texts a search needs: those of the pages that it shows with a section; where the first page holds
// less than a third of the words, all of them.
Index.prototype.needs = function (found, words) {
  var starts = this.data.shards, held = words.filter(function (word) { return found.length && word.pages.has(found[0].number) })
  if (held.length * 3 < words.length || !found.length) return starts.map(function (start, i) { return i })
  return found.slice(0, EXCERPTS).map(function (each) {
    return starts.filter(function (start) { return start <= each.number }).length - 1
  })
}

// The pages whose pairs of the first tier hold a Han character, by how many of them do: 收 finds 收款 and 收到.
Index.prototype.single = function (character) {
  var self = this, most = self.data.pages.length, counts = new Map(), weights = new Map()
  if (self.singles.has(character)) return self.singles.get(character)
  ;(self.pairs.get(character) || []).forEach(function (pair) {
    var at = self.at(pair)
    for (var i = 0; i < at.length; i += 2) if (at[i] < most) counts.set(at[i], (counts.get(at[i]) || 0) + 1)
  })
  var idf = Math.log(1 + most / (counts.size || 1))
  counts.forEach(function (count, page) { weights.set(page, SINGLE * idf * count) })
  self.singles.set(character, weights)
  return weights
}

Index.prototype.words = function () {
  return this.vocabulary || (this.vocabulary = Array.from(this.postings.keys()).sort())
}

Index.prototype.prefixed = function (prefix) {
  var words = this.words(), low = 0, high = words.length, found = []
  while (low < high) { var middle = (low + high) >> 1; words[middle] < prefix ? low = middle + 1 : high = middle }
  for (; low < words.length && words[low].startsWith(prefix) && found.length < 30; low++) found.push(words[low])
  return found
}

// The words within one edit, from 8 letters on two; an exchange of neighbours is one. The longer of the two counts: what was
// typed may lack a letter.
Index.prototype.near = function (word) {
  var found = []
  if (word.length < 3 || !/^[a-z0-9]+$/.test(word)) return found
  this.words().forEach(function (other) {
    var longer = Math.max(other.length, word.length), most = longer >= 8 ? 2 : longer >= 4 ? 1 : 0
    if (Math.abs(other.length - word.length) > most || !most || HAN.test(other[0])) return
    var far = distance(word, other, most)
    if (far <= most) found.push([other, far])
  })
  found.sort(function (a, b) { return a[1] - b[1] || (a[0][0] !== word[0]) - (b[0][0] !== word[0]) })
  return found.filter(function (each) { return each[1] === found[0][1] }).slice(0, 6)
}

function distance(a, b, most) {
  var before = [], row = [], i, j
  for (j = 0; j <= b.length; j++) row[j] = j
  for (i = 1; i <= a.length; i++) {
    var last = row, best = row = [i]
    for (j = 1; j <= b.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] !== b[j - 1]))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1)
    }
    if (Math.min.apply(null, row) > most) return most + 1
    before = last
  }
  return row[b.length]
}

// ---- Query

// A clause is what one word of the query, or a synonym of some of them, may match: terms with weights.
Index.prototype.clauses = function (query) {
  var self = this, language = self.data.language
  var text = self.analyze.folded(query.slice(0, MOST_CHARACTERS)), clauses = [], corrected = new Map()
  var bare = self.withoutQuestions(text)
  var words = self.analyze.terms(bare, language).filter(function (t, i, all) { return all.indexOf(t) === i }).slice(0, MOST_TERMS)
  words.forEach(function (term, i) {
    var variants = new Map()
    if (self.postings.has(term)) variants.set(term, 1)
    var latin = !HAN.test(term[0]), lastOne = i === words.length - 1
    if (latin && ((lastOne && term.length > 1) || (!variants.size && term.length > 3)))
      self.prefixed(term).forEach(function (other) { if (!variants.has(other)) variants.set(other, PREFIX) })
    if (latin && !variants.size) self.near(term).forEach(function (other) {
      variants.set(other[0], FUZZY)
      if (!corrected.has(term)) corrected.set(term, other[0])
    })
    clauses.push({ terms: variants, own: true, term: term })
  })
  // Synonyms: the longest first; what one has taken no other takes.
  var free = text
  self.keys.forEach(function (entry) {
    var key = entry[0], at = place(free, key)
    if (at < 0) return
    free = free.slice(0, at) + "\n".repeat(key.length) + free.slice(at + key.length)
    var covers = new Set(self.analyze.terms(key, language).concat(self.analyze.terms(key, "en")))
    var own = self.analyze.terms(key, language).join()
    entry[1].forEach(function (number) {
      self.groups[number].forEach(function (other) {
        if (other.join() === own) return
        clauses.push({ terms: new Map(), all: other, weight: SYNONYM / Math.sqrt(other.length), covers: covers, key: key })
      })
    })
  })
  var singles = new Set(Array.from(bare).filter(function (c) { return HAN.test(c) && !self.data.particles.includes(c) }))
  return { clauses: clauses, corrected: corrected, singles: singles }
}

Index.prototype.withoutQuestions = function (text) {
  var self = this, bare = text
  self.data.questions.forEach(function (word) {
    if (HAN.test(word[0])) bare = bare.split(word).join(" ")
  })
  bare = bare.replace(/[a-z0-9]+/g, function (word) { return self.questions.has(word) ? " " : word })
  return /[a-z0-9\u3400-\u9fff]/.test(bare) ? bare : text
}

// Where a key stands in a text: Latin words as a whole.
function place(text, key) {
  for (var at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + 1)) {
    var before = text[at - 1] || " ", after = text[at + key.length] || " "
    var startsWord = /[a-z0-9]/.test(key[0]) && /[a-z0-9]/.test(before), endsWord = /[a-z0-9]/.test(key[key.length - 1]) && /[a-z0-9]/.test(after)
    if (!startsWord && !endsWord) return at
  }
  return -1
}

Index.prototype.search = function (query) {
  var self = this, asked = self.clauses(query), pages = self.data.pages
  var scores = new Float64Array(self.pageOf.length), shown = new Set()
  var own = asked.clauses.filter(function (c) { return c.own }), weights = 0
  own.forEach(function (clause) {
    var titled = new Set(), on = new Set(), best = new Map()
    clause.terms.forEach(function (weight, term) {
      var at = self.at(term)
      shown.add(term)
      for (var i = 0; i < at.length; i += 2) best.set(at[i], Math.max(best.get(at[i]) || 0, at[i + 1] * weight))
    })
    best.forEach(function (weight, at) {
      scores[at] += weight
      on.add(self.pageOf[at])
      if (at < pages.length) titled.add(at)
    })
    clause.weight = Math.log(1 + pages.length / (on.size || .5))
    clause.titled = titled
    clause.pages = on
    weights += clause.weight
  })
  asked.singles.forEach(function (character) {
    self.single(character).forEach(function (weight, page) { scores[page] += weight })
  })
  // Of the synonyms for one key the best counts.
  var keys = new Map()
  asked.clauses.forEach(function (clause) {
    if (clause.own) return
    var sum = new Map(), hits = new Map()
    clause.all.forEach(function (term) {
      var at = self.at(term)
      for (var i = 0; i < at.length; i += 2) {
        sum.set(at[i], (sum.get(at[i]) || 0) + at[i + 1] * clause.weight)
        hits.set(at[i], (hits.get(at[i]) || 0) + 1)
      }
    })
    var best = keys.get(clause.key)
    if (!best) keys.set(clause.key, best = { places: new Map(), pages: new Set(), covers: clause.covers, terms: new Set() })
    sum.forEach(function (weight, at) {
      if (hits.get(at) < clause.all.length) weight *= .3
      else { best.pages.add(self.pageOf[at]); clause.all.forEach(function (t) { best.terms.add(t) }) }
      best.places.set(at, Math.max(best.places.get(at) || 0, weight))
    })
  })
  keys.forEach(function (best) {
    best.places.forEach(function (weight, at) { scores[at] += weight })
    best.terms.forEach(function (term) { shown.add(term) })
  })
  var byPage = pages.map(function () { return { page: 0, sections: [] } })
  scores.forEach(function (score, at) {
    if (!score) return
    var entry = byPage[self.pageOf[at]], held = at < pages.length ? null : self.places[at - pages.length]
    if (held && held[1]) entry.sections.push([score, held])
    else entry.page += score
  })
  var found = []
  byPage.forEach(function (entry, number) {
    if (!entry.page && !entry.sections.length) return
    entry.sections.sort(function (a, b) { return b[0] - a[0] })
    var covered = 0
    own.forEach(function (clause) {
      var by = clause.titled.has(number) ? 1 : clause.pages.has(number) ? BODY : 0
      if (by < 1) keys.forEach(function (best) { if (best.covers.has(clause.term) && best.pages.has(number)) by = 1 })
      covered += by * clause.weight
    })
    var coverage = weights ? covered / weights : 1, s = entry.sections
    var score = PAGE * entry.page + SECTION * (s[0] ? s[0][0] : 0) + SECOND * (s[1] ? s[1][0] : 0)
    found.push({ number: number, score: score * coverage, sections: s })
  })
  found.sort(function (a, b) {
    return Math.round((b.score - a.score) * 1e6) || pages[a.number][3] - pages[b.number][3] || a.number - b.number
  })
  return {
    results: found.slice(0, MOST_PAGES).map(function (each, i) { return self.result(each, shown, i < EXCERPTS) }),
    total: found.length,
    needs: self.needs(found, own),
    corrected: self.correction(query, asked),
  }
}

Index.prototype.correction = function (query, asked) {
  var self = this
  if (!asked.corrected.size) return ""
  return query.replace(/[\p{L}\p{N}]+/gu, function (word) {
    var found = asked.corrected.get(self.analyze.terms(word, self.data.language)[0])
    return found ? self.spelled(found) || word : word
  })
}

// A word that stems to the term, as a title or heading writes it.
Index.prototype.spelled = function (term) {
  var self = this, found = ""
  self.data.pages.map(function (page) { return page[1] }).concat((self.places || []).map(function (place) { return place[2] })).some(function (text) {
    found = (text.match(/[a-záéíóúñü0-9]+/gi) || []).filter(function (word) { return stem(self.analyze.folded(word), self.data.language) === term })[0]
    return found
  })
  return found ? found.toLowerCase() : ""
}

Index.prototype.result = function (each, shown, whole) {
  var self = this, page = self.data.pages[each.number]
  return {
    url: page[0], title: self.marked(page[1], shown), kind: page[2], incident: page[5] === 1,
    sections: each.sections.slice(0, whole ? MOST_SECTIONS : 0).map(function (section) {
      var place = section[1]
      return { anchor: place[1], title: self.marked(place[2], shown), text: place[3] ? self.marked(self.window(place[3], shown), shown) : [] }
    }),
  }
}

// The part of a text, at most 120 characters, that holds the most of the words.
Index.prototype.window = function (text, shown) {
  var hits = this.hits(text, shown), size = HAN.test(text) ? 60 : 120, best = 0, from = 0
  hits.forEach(function (hit, i) {
    var held = 0
    for (var j = i; j < hits.length && hits[j][1] <= hit[0] + size; j++) held++
    if (held > best) { best = held; from = hit[0] }
  })
  if (text.length <= size) return text
  var start = Math.max(0, from - 20)
  while (start > 0 && start < from && /[a-záéíóúñü0-9]/i.test(text[start - 1])) start++
  return (start ? "…" : "") + text.slice(start, start + size) + (start + size < text.length ? "…" : "")
}

Index.prototype.hits = function (text, shown) {
  var found = [], pattern = /[\p{Script=Han}]+|[\p{L}\p{N}]+/gu, run
  while ((run = pattern.exec(text))) {
    if (!HAN.test(run[0][0])) {
      if (shown.has(this.term(run[0]))) found.push([run.index, run.index + run[0].length])
      continue
    }
    for (var i = 0; i < run[0].length; i++)
      for (var n of [2, 1]) {
        var piece = run[0].substr(i, n)
        if (piece.length === n && shown.has(n === 2 ? this.term(piece) : piece)) { found.push([run.index + i, run.index + i + n]); break }
      }
  }
  return found
}

// The term of a word, or a pair of Han characters, of our texts. Kept: nine tenths of a search were finding them again.
Index.prototype.term = function (word) {
  var term = this.known.get(word)
  if (term === undefined) this.known.set(word, term = HAN.test(word[0]) ? this.analyze.folded(word) : this.analyze.terms(word, this.data.language)[0])
  return term
}

// A text as pieces, every second one marked.
Index.prototype.marked = function (text, shown) {
  var pieces = [], end = 0
  this.hits(text, shown).forEach(function (hit) {
    if (hit[0] < end) {
      if (hit[1] > end) { pieces[pieces.length - 1] += text.slice(end, hit[1]); end = hit[1] }
      return
    }
    if (hit[0] === end && pieces.length) pieces[pieces.length - 1] += text.slice(hit[0], hit[1])
    else pieces.push(text.slice(end, hit[0]), text.slice(hit[0], hit[1]))
    end = hit[1]
  })
  pieces.push(text.slice(end))
  return pieces
}

// An error message, or the number of an article, that stands in the query.
Index.prototype.named = function (query) {
  var self = this, text = self.analyze.folded(query).trim().replace(/\s+/g, " "), found = []
  Object.keys(self.data.errors).forEach(function (code) {
    if (text === code || (code.length > 5 && text.includes(code))) self.data.errors[code].forEach(function (n) { if (!found.includes(n)) found.push(n) })
  })
  var id = /^#?(\d{4})$/.exec(text)
  if (id) self.data.pages.forEach(function (page, n) { if (page[4] === +id[1] && !found.includes(n)) found.push(n) })
  return found.map(function (n) { return self.result({ number: n, sections: [] }, new Set()) })
}

// ---- Messages: {names, folder, words, secrets} once, where `secrets` is the script of the guard; then {query, number}, each answered by its number, and again when texts have come.
// `names` are the files of an index in `folder`: `first`, and of the second tier one, or many, of which those are read that a
// search needs. So the host may see by the files which pages were found, as it sees which are opened; never what was typed.

var SETTLED = 200 // ms: words that are still being typed call for no texts
var opened, asked, settling
self.onmessage = function (event) {
  var message = event.data
  if (message.names) {
    importScripts(message.secrets)
    var url = function (name) { return new URL(name, message.folder).href }, files = message.names.second.map(url)
    opened = Promise.all([fetch(url(message.names.first)).then(json), fetch(message.words).then(json)]).then(function (got) {
      var made = { index: new Index(got[0], got[1]), guard: new Secrets.Guard(got[1].secrets), files: files, wanted: new Set(), read: 0 }
      // Only now, so that on a slow network the texts do not hold up what the first answer needs.
      if (files.length === 1) read(made, [0])
      return made
    })
    opened.catch(function () { self.postMessage({ failed: true }) })
  } else if (opened) {
    asked = message
    opened.then(answer, function () {})
  }
}

// Reads the files with these numbers, each once, and answers again.
function read(made, numbers) {
  var missing = Array.from(new Set(numbers)).filter(function (number) { return !made.wanted.has(number) })
  if (!missing.length) return
  missing.forEach(function (number) { made.wanted.add(number) })
  Promise.all(missing.map(function (number) {
    return fetch(made.files[number]).then(json).catch(function () { return { places: [] } })
  })).then(function (got) {
    made.read += got.length
    made.index.add(got.flatMap(function (second) { return second.places }))
    if (asked) answer(made)
  })
}

function readSoon(made, numbers) { settling = setTimeout(read, SETTLED, made, numbers) }

function json(response) {
  if (!response.ok) throw new Error(response.status)
  return response.json()
}

function answer(made) {
  clearTimeout(settling) // what stood in the field before calls for nothing any more
  if (!asked) return // it was a secret, and is forgotten
  var query = asked.query, number = asked.number, index = made.index
  var secret = query.length > made.guard.table.most_characters ? "long" : made.guard.kind(query)
  if (secret && !(secret === "code" && index.named(query).length)) { // the number of an article is no code
    asked = null // forgotten
    return self.postMessage({ number: number, secret: secret })
  }
  var at = made.guard.network(query)
  if (at) return self.postMessage({ number: number, network: at, results: [], total: 0, named: [] })
  var text = Secrets.decoded(query.trim()) || query
  var found = index.search(text), named = index.named(text)
  var others = found.results.filter(function (result) { return !named.some(function (n) { return n.url === result.url }) })
  self.postMessage({ number: number, results: others, total: found.total, corrected: found.corrected, named: named })
  readSoon(made, found.needs)
}
