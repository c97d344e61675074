// The staff page: finds articles with the search of the site, copies their link or their ready reply. Nothing typed leaves it.
"use strict"
;(function () {
  var config = JSON.parse(document.getElementById("config").textContent), s = config.s
  var field = document.getElementById("question"), list = document.getElementById("found"), status = document.getElementById("status")
  var masked = document.getElementById("masked"), panel = document.querySelector(".st-reply"), preview = document.getElementById("text")
  var replies = null, secrets = null, workers = {}, number = 0, active = -1, shown = [], rendered = -1
  var moved = "" // the article that a person moved the selection to; until then it is on the first row

  if (matchMedia("(prefers-color-scheme: dark)").matches) document.body.setAttribute("data-md-color-scheme", "slate")
  function url(path) { return new URL(config.up + path, location.href).href }
  function json(path) {
    return fetch(url(path), { cache: "no-cache" }).then(function (response) { return response.ok ? response.json() : Promise.reject(response.status) })
  }
  var ready = Promise.all([json("replies.json"), json(config.words)]).then(function (got) {
    replies = got[0]
    secrets = new Secrets.Guard(got[1].secrets)
    ask()
  })

  // ---- What must not be kept

  var MASKS = { phrase: "[phrase]", key: "[key]", code: "[code]", number: "[number]", maybe: "[key-or-TxID]", mail: "[e-mail]" }
  var HOST = /@[^\s@<>()"']{1,190}\.[a-z]{2,24}/gi, LONGEST_NAME = 64 // of an e-mail address, which is looked for from its @
  var NUMBER = /(?<![\w.])\d(?:[ -]?[\dXx]){5,24}(?!\w)/g

  // What stands there instead, and what was found: {text, kinds}. It yields, so that a long ticket never blocks the page.
  function* masking(text) {
    text = text.slice(0, secrets.table.most_characters)
    var spans = yield* secrets.finding(text.replace(/\[[\w-]+\]/g, function (mask) { return " ".repeat(mask.length) }))
    for (var host of text.matchAll(HOST)) {
      var name = /[^\s@<>()"']+$/.exec(text.slice(Math.max(0, host.index - LONGEST_NAME), host.index))
      if (name) spans.push({ from: host.index - name[0].length, to: host.index + host[0].length, kind: "mail" })
    }
    yield
    for (var number of text.matchAll(NUMBER)) {
      var digits = number[0].replace(/[ -]/g, "").length
      if (digits >= 6 && !/^\d{4}-\d\d-\d\d$/.test(number[0])) spans.push({ from: number.index, to: number.index + number[0].length, kind: digits <= 8 ? "code" : "number", guess: true })
    }
    spans.sort(function (a, b) { return a.from - b.from || b.to - a.to })
    var pieces = [], end = 0, kinds = new Set()
    spans.forEach(function (span) {
      if (span.to <= end) return
      if (span.from >= end) pieces.push(text.slice(end, span.from), MASKS[span.kind])
      kinds.add(span.guess || span.kind === "mail" ? "number" : span.kind) // a number alone says nothing of a theft
      end = span.to
    })
    return { text: pieces.join("") + text.slice(end), kinds: kinds }
  }
  function inSlices(work, done) {
    var step = work.next()
    if (step.done) done(step.value)
    else setTimeout(function () { inSlices(work, done) })
  }
  // Calls `done` with what may be kept of a text, unless another one has come meanwhile.
  var looks = 0
  function guard(text, done) {
    var mine = ++looks
    ready.then(function () {
      inSlices(masking(text), function (found) {
        if (mine !== looks) return
        var cut = text.length > secrets.table.most_characters, kept = masked.dataset.kept
        var kind = ["phrase", "key", "code"].some(function (each) { return found.kinds.has(each) }) ? "secret" : found.kinds.has("maybe") ? "maybe" : found.kinds.size ? "other" : ""
        if (!kind && kept && found.text.includes("[")) kind = kept
        masked.hidden = !kind && !cut
        masked.textContent = [{ secret: s.masked, maybe: s.masked_maybe, other: s.masked_only }[kind], cut ? s.cut : ""].filter(Boolean).join(" ")
        masked.className = "hc-notice hc-notice--" + (kind === "secret" ? "danger" : "info")
        if (kind) masked.dataset.kept = kind
        else delete masked.dataset.kept
        done(found.text)
      })
    })
  }
  field.addEventListener("paste", function (event) {
    var text = event.clipboardData && event.clipboardData.getData("text/plain")
    if (!text) return
    event.preventDefault() // it stands in the field only when it has been looked at
    var from = field.selectionStart, rest = [field.value.slice(0, from), field.value.slice(field.selectionEnd)]
    status.textContent = s.checking
    choose(-1) // what is listed answers another text
    field.readOnly = true
    guard(rest[0] + text + rest[1], function (safe) { field.readOnly = false; status.textContent = ""; field.value = safe; ask() })
  })
  field.addEventListener("input", function () {
    guard(field.value, function (safe) {
      if (safe !== field.value) field.value = safe
      ask()
    })
  })

  // ---- Language and search

  function detected(text) {
    if (/[\u3400-\u9fff]/.test(text)) return "zh"
    if (/[ñ¿¡áéíóúü]/i.test(text)) return "es"
    var all = text.toLowerCase().match(/[a-z]+/g) || []
    function count(some) { return all.filter(function (word) { return some.includes(word) }).length }
    var spanish = count(["el", "la", "los", "las", "que", "de", "mi", "en", "no", "una", "un", "para", "por", "con", "se", "me", "es", "como", "porque", "billetera", "cuenta", "hola"])
    var english = count(["the", "my", "is", "to", "of", "a", "i", "and", "it", "not", "can", "how", "what", "have", "was", "for", "in", "on", "wallet", "account", "hello"])
    return spanish > english ? "es" : "en"
  }
  function language() {
    var chosen = document.querySelector("input[name=language]:checked").value, found = detected(field.value)
    if (!config.names[found]) found = Object.keys(config.names)[0]
    document.getElementById("detected").textContent = field.value.trim() ? config.names[found] : ""
    return chosen || found
  }
  function worker(code) {
    if (!workers[code]) workers[code] = json(config.indexes[code]).then(function (names) {
      var made = new Worker(url(config.worker))
      made.postMessage({ names: names, folder: url(config.indexes[code]), words: url(config.words), secrets: url(config.secrets) })
      made.onmessage = function (event) {
        if (event.data.number !== number) return
        render(code, (event.data.named || []).concat(event.data.results || []))
      }
      return made
    })
    return workers[code]
  }
  function ask() {
    if (!replies) return
    var code = language(), mine = ++number, query = field.value.replace(/\[[\w-]+\]/g, " ").replace(/\s+/g, " ").trim().slice(0, 200)
    if (!query) return render(code, [])
    worker(code).then(function (made) { if (mine === number) made.postMessage({ query: query, number: mine }) })
  }
  document.querySelectorAll("input[name=language]").forEach(function (radio) {
    radio.addEventListener("change", function () { ask(); field.focus() })
  })

  // ---- The list, and what is copied

  function days(date) { return Math.floor((Date.now() - new Date(date + "T00:00:00Z")) / 864e5) }
  function element(tag, name, text) {
    var made = document.createElement(tag)
    if (name) made.className = name
    if (text) made.textContent = text
    return made
  }
  // Shows what the search has found: {url, sections} of each article, the best first.
  function render(code, results) {
    // The answer comes twice, without and with the texts: what was told stays.
    var every = replies[code], again = rendered === number, best = new Map()
    rendered = number
    if (masked.dataset.kept === "secret" && !masked.hidden)
      Object.keys(every).forEach(function (path) { if (every[path].id === config.exposed) best.set(path, null) })
    results.forEach(function (result) { if (every[result.url] && !best.get(result.url)) best.set(result.url, result.sections[0]) })
    shown = Array.from(best).slice(0, 8).map(function (found) {
      var article = Object.assign({ code: code, path: found[0] }, every[found[0]])
      return found[1] ? Object.assign(article, { section: article.link + "#" + found[1].anchor, heading: found[1].title.join("") }) : article
    })
    list.textContent = ""
    shown.forEach(function (article, i) {
      var row = element("div", "st-option"), facts = element("span", "", [article.id, s.reviewed.replace("{date}", article.reviewed), s[article.severity], article.first_reply].join(" · "))
      row.id = "option-" + i
      row.setAttribute("role", "option")
      row.lang = code
      row.appendChild(element("b", "", article.title))
      if (article.heading) row.appendChild(element("span", "st-section", "§ " + article.heading))
      row.appendChild(facts)
      if (article.stale) row.appendChild(element("span", "st-bad", " · " + s.stale))
      if (days(article.due) > 0) row.appendChild(element("span", "st-bad", " · " + s.overdue))
      row.addEventListener("click", function () { move(i); field.focus() })
      list.appendChild(row)
    })
    if (!again || !shown.length) status.textContent = shown.length || !field.value.trim() ? "" : s.none
    var at = shown.findIndex(function (article) { return article.path === moved })
    if (at < 0) moved = ""
    choose(shown.length ? Math.max(0, at) : -1)
  }
  function move(i) {
    moved = shown[i].path
    choose(i)
  }
  function choose(i) {
    active = i
    Array.from(list.children).forEach(function (row, at) { row.setAttribute("aria-selected", String(at === i)) })
    panel.hidden = i < 0
    if (i < 0) return field.removeAttribute("aria-activedescendant")
    field.setAttribute("aria-activedescendant", "option-" + i)
    list.children[i].scrollIntoView({ block: "nearest" })
    preview.textContent = shown[i].text
    preview.lang = shown[i].code
    panel.querySelector("[data-copy=section]").hidden = !shown[i].section
    panel.querySelector("[data-open]").href = new URL(shown[i].path, config.public).href
  }
  function copy(what) {
    if (active < 0) return
    var article = shown[active], label = { link: s.link, section: s.section_link }[what] || s.reply.toLowerCase()
    var told = s.copied.replace("{what}", label).replace("{id}", article.id).replace("{language}", config.names[article.code])
    Promise.resolve(navigator.clipboard ? navigator.clipboard.writeText(article[what]) : Promise.reject()).then(
      function () { status.textContent = told },
      function () { status.textContent = s.failed; getSelection().selectAllChildren(preview) })
  }
  field.addEventListener("keydown", function (event) {
    if (event.isComposing) return
    if (event.key === "ArrowDown" && active >= 0) move((active + 1) % shown.length)
    else if (event.key === "ArrowUp" && active >= 0) move((active + shown.length - 1) % shown.length)
    else if (event.key === "Enter" && active >= 0) copy(event.shiftKey ? "text" : event.altKey && shown[active].section ? "section" : "link")
    else return
    event.preventDefault()
  })
  panel.addEventListener("click", function (event) {
    var what = event.target.getAttribute && event.target.getAttribute("data-copy")
    if (what) copy(what)
  })

  // A bookmarklet of any help desk opens this page and hands over the selected text, in no address, which the browser would keep.
  // It knocks with empty messages; once this page can look at a text it answers "ready", and takes one into the empty field.
  if (window.opener) addEventListener("message", function take(event) {
    if (event.source !== window.opener || typeof event.data !== "string" || field.value) return
    if (!event.data) return ready.then(function () { event.source.postMessage("ready", event.origin) })
    removeEventListener("message", take)
    guard(event.data, function (safe) { field.value = safe; ask() })
  })
  field.focus()
})()
