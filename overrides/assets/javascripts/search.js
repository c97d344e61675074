// The search box: what is typed goes to the worker, what it finds becomes a list of links. Loaded when the box first opens.
(function () {
  var dialog = document.querySelector("dialog.hc-search"), data = dialog.dataset
  var field = dialog.querySelector("input"), list = dialog.querySelector("[role=listbox]"), status = dialog.querySelector("[role=status]")
  var notice = dialog.querySelector("[data-notice]"), number = 0, rendered = 0, active = -1
  var OWN = "", others = JSON.parse(data.others), finders = {}, asked = OWN

  function url(path) { return new URL(path, location.href).href }
  // The search of one language: that of the page, or by its code another one, which the reader asks for.
  function finder(language, index) {
    if (finders[language]) return finders[language]
    var made = finders[language] = { worker: new Worker(url(data.worker)), ready: false, failed: false }
    function fail() { made.failed = true; if (asked === language) show(data.failed) }
    // Which files are the index of today; asked for while the worker's script is on its way.
    fetch(url(index), { cache: "no-cache" }).then(function (response) { return response.ok ? response.json() : Promise.reject() }).then(function (names) {
      made.worker.postMessage({ names: names, folder: url(index), words: url(data.words), secrets: url(data.secrets) })
      made.ready = true
      if (field.value && asked === language) ask(language)
    }).catch(fail)
    made.worker.onmessage = function (event) {
      var found = event.data
      if (found.failed) return fail()
      if (found.number !== number) return
      found.secret ? warn(found.secret) : render(found, language)
    }
    return made
  }
  finder(OWN, data.index)

  function ask(language) {
    var made = finders[asked = language]
    number++
    if (made.failed) return show(data.failed)
    if (!field.value.trim()) return clear()
    if (made.ready) made.worker.postMessage({ query: field.value, number: number })
  }
  field.addEventListener("input", function (event) { if (!event.isComposing) ask(OWN) })
  field.addEventListener("compositionend", function () { ask(OWN) })
  dialog.querySelector("form").addEventListener("submit", function (event) { event.preventDefault() })
  dialog.querySelector("form").addEventListener("reset", function () { setTimeout(function () { number++; clear(); field.focus() }) })
  dialog.addEventListener("close", function () { field.value = ""; number++; clear() })

  function element(tag, name, text) {
    var made = document.createElement(tag)
    if (name) made.className = name
    if (text) made.textContent = text
    return made
  }
  function link(href, name, text) {
    var made = element("a", name, text)
    made.href = href
    return made
  }
  function marked(into, pieces) {
    pieces.forEach(function (piece, i) { if (piece) into.appendChild(i % 2 ? element("mark", "", piece) : document.createTextNode(piece)) })
    return into
  }

  function clear() {
    list.textContent = notice.textContent = ""
    notice.hidden = true
    show(data.start)
    choose(-1)
  }
  function show(text) {
    status.textContent = text
    field.setAttribute("aria-expanded", String(!!list.children.length))
    dialog.classList.toggle("hc-search--found", !!list.children.length)
  }
  function tell(title, text, links) {
    notice.textContent = ""
    if (title) notice.appendChild(element("b", "", title))
    if (text) notice.appendChild(element("p", "", text))
    links.forEach(function (each) { notice.appendChild(link(each[0], "hc-search__lead", each[1])) })
    notice.hidden = !notice.children.length
  }

  // Something secret stood in the field, or what may be: it is gone, and the reader learns what to do.
  function warn(kind) {
    field.value = list.textContent = ""
    choose(-1)
    notice.className = "hc-search__notice" + (kind === "maybe" || kind === "long" ? "" : " hc-search__notice--danger")
    if (kind === "long") tell("", data.long, [])
    else if (kind === "maybe") tell("", data.hash, [[data.check, data.hashCheck], [data.exposed, data.hashExposed]])
    else tell("", data.secret, [[data.exposed, data.secretExposed]])
    show(kind === "maybe" ? data.hashTitle : data.secretTitle)
  }

  // The answer comes twice, without and with the texts: what the reader has chosen stays chosen.
  function render(found, language) {
    var chosen = found.number === rendered && active >= 0 ? list.children[active].href : ""
    rendered = found.number
    list.textContent = ""
    choose(-1)
    notice.className = "hc-search__notice"
    var links = []
    if (found.network) links.push([data.check, data.address.replace("{network}", found.network)])
    tell("", "", links)
    if (found.corrected) {
      var again = element("button", "hc-search__lead", data.meant.replace("{q}", found.corrected))
      again.type = "button"
      again.addEventListener("click", function () { field.value = found.corrected; field.focus(); ask(language) })
      notice.appendChild(again)
      notice.hidden = false
    }
    var all = found.named.concat(found.results)
    var other = others.find(function (each) { return each.lang === language })
    function option(made) {
      if (other) made.lang = made.hreflang = language
      made.setAttribute("role", "option")
      made.id = "hc-option-" + list.children.length
      made.tabIndex = -1
      return list.appendChild(made)
    }
    all.forEach(function (result) {
      var page = url(data.root + result.url), entry = option(link(page, "hc-search__page"))
      entry.appendChild(element("span", "hc-kind" + (result.incident ? " hc-kind--red" : ""), other ? other.name + " · " + result.kind : result.kind))
      entry.appendChild(marked(element("b"), result.title))
      var best = result.sections[0]
      if (best && best.text.length) entry.appendChild(marked(element("span", "hc-search__text"), best.text))
      result.sections.forEach(function (section) {
        marked(option(link(page + "#" + section.anchor, "hc-search__section")), section.title)
      })
    })
    if (!all.length && !found.network) offer(others.filter(function (each) { return each !== other }))
    if (chosen) choose(Array.prototype.findIndex.call(list.children, function (each) { return each.href === chosen }))
    show(all.length === 1 ? data.one : all.length ? data.other.replace("{n}", all.length) : found.network ? "" : data.none)
  }
  // The same words in the other languages, here: what was typed never becomes an address, which the browser would keep.
  function offer(languages) {
    languages.forEach(function (other) {
      var made = element("button", "hc-search__lead", other.text)
      made.type = "button"
      made.dataset.language = other.lang
      made.addEventListener("click", function () { finder(other.lang, other.index); field.focus(); ask(other.lang) })
      notice.appendChild(made)
    })
    notice.hidden = !notice.children.length
  }

  function choose(index) {
    active = index
    Array.prototype.forEach.call(list.children, function (each, i) { each.setAttribute("aria-selected", String(i === index)) })
    if (index < 0) return field.removeAttribute("aria-activedescendant")
    field.setAttribute("aria-activedescendant", list.children[index].id)
    list.children[index].scrollIntoView({ block: "nearest" })
  }
  field.addEventListener("keydown", function (event) {
    if (event.isComposing) return
    var last = list.children.length - 1
    if (event.key === "ArrowDown" && last >= 0) choose(active < last ? active + 1 : 0)
    else if (event.key === "ArrowUp" && last >= 0) choose(active > 0 ? active - 1 : last)
    else if (event.key === "Enter" && last >= 0) { list.children[Math.max(active, 0)].click(); if (event.ctrlKey || event.metaKey) return }
    else return
    event.preventDefault()
  })
  list.addEventListener("click", function (event) { if (event.target.closest("a") && !event.ctrlKey && !event.metaKey) dialog.close() })
})()
