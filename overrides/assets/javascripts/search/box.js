// The search box: what is typed goes to the worker of a language, what that finds becomes a list of links. Loaded when the box first opens.

import { scriptAddress } from "./trusted.js"

// The modules of the worker, asked for at once with it: when it runs, they are here. So is the style of what it finds.
for (const name of ["index.js", "analyzer.js", "learned.js", "secrets.js", "results.css"]) {
  const asked = document.createElement("link")
  asked.rel = name.endsWith(".css") ? "stylesheet" : "modulepreload"
  asked.href = new URL(name, import.meta.url)
  document.head.append(asked)
}

const SETTLED = 1500 // ms: words that stand so long were a search
const OWN = "" // stands for the language of the page

class SearchBox {
  constructor(dialog) {
    this.dialog = dialog
    this.texts = dialog.dataset // addresses, and all words that are shown
    this.field = dialog.querySelector("input")
    this.list = dialog.querySelector("[role=listbox]")
    this.status = dialog.querySelector("[role=status]")
    this.notice = dialog.querySelector("[data-notice]")
    this.languages = JSON.parse(this.texts.others) // {lang, name, index, text} of the others
    this.finders = new Map() // language → {worker, ready, failed}
    this.asked = OWN // the language that was asked last
    this.number = 0 // of the last query
    this.rendered = 0 // number of the query whose answer is shown
    this.active = -1 // place of the chosen link among the options
    this.searches = [] // since the last click on a result: the words of each, as they stood last
    this.reported = new Set() // searches that the team knows
  }

  start() {
    const form = this.dialog.querySelector("form")
    this.field.addEventListener("input", (event) => event.isComposing || this.ask(OWN))
    this.field.addEventListener("compositionend", () => this.ask(OWN))
    this.field.addEventListener("keydown", (event) => this.press(event))
    form.addEventListener("submit", (event) => event.preventDefault())
    form.addEventListener("reset", () => setTimeout(() => { // when the field is empty
      this.forget()
      this.field.focus()
    }))
    this.dialog.addEventListener("close", () => {
      this.field.value = ""
      this.forget()
    })
    this.list.addEventListener("click", (event) => {
      if (!event.target.closest("a")) return
      this.searches = []
      if (!event.ctrlKey && !event.metaKey) this.dialog.close()
    })
    this.open(OWN, this.texts.index)
  }

  // ---- Question and answer

  // Starts the search of one language: that of the page, or by its code another one, which the reader asks for.
  open(language, index) {
    if (this.finders.has(language)) return
    const finder = { worker: new Worker(scriptAddress(new URL("worker.js", import.meta.url)), { type: "module" }), ready: false, failed: false }
    this.finders.set(language, finder)
    const fail = () => {
      finder.failed = true
      if (this.asked === language) this.show(this.texts.failed)
    }
    finder.worker.addEventListener("error", fail) // a module did not come
    finder.worker.addEventListener("message", ({ data: found }) => {
      if (found.failed) fail()
      else if (found.number !== this.number) return
      else if (found.secret) this.warn(found.secret)
      else this.render(found, language)
    })
    // Which files are the index of today; asked for while the worker's modules are on their way.
    fetch(address(index), { cache: "no-cache" })
      .then((response) => (response.ok ? response.json() : Promise.reject(new Error(response.status))))
      .then((names) => {
        finder.worker.postMessage({ names, folder: address(index), words: address(this.texts.words) })
        finder.ready = true
        if (this.field.value && this.asked === language) this.ask(language)
      })
      .catch(fail)
  }

  ask(language) {
    clearTimeout(this.settling)
    this.asked = language
    this.number++
    const { worker, ready, failed } = this.finders.get(language)
    if (failed) this.show(this.texts.failed)
    else if (!this.field.value.trim()) this.clear()
    else if (ready) worker.postMessage({ query: this.field.value, number: this.number, tells: Boolean(this.texts.endpoint), suggests: true })
  }

  forget() {
    clearTimeout(this.settling)
    this.number++ // no answer that is on its way is shown
    this.clear()
  }

  // ---- What is shown

  clear() {
    this.list.textContent = ""
    this.tell({})
    this.show(this.texts.start)
    this.choose(-1)
  }

  // The links of the list, those in a group too.
  get options() {
    return [...this.list.querySelectorAll("[role=option]")]
  }

  show(sentence, first = "") {
    const found = this.list.children.length > 0
    this.status.textContent = sentence
    if (first) this.status.prepend(element("b", "hc-search__first", first), " ")
    this.field.setAttribute("aria-expanded", String(found))
    this.dialog.classList.toggle("hc-search--found", found)
  }

  tell({ text = "", links = [], danger = false }) {
    this.notice.className = danger ? "hc-search__notice hc-search__notice--danger" : "hc-search__notice"
    this.notice.textContent = ""
    if (text) this.notice.append(element("p", "", text))
    for (const [href, words] of links) this.notice.append(link(href, "hc-search__lead", words))
    this.notice.hidden = !this.notice.children.length
  }

  // Something secret stood in the field, or what may be: it is gone, and the reader learns what to do.
  warn(kind) {
    const { long, hash, secret, check, hashCheck, exposed, hashExposed, secretExposed, hashTitle, secretTitle } = this.texts
    this.field.value = this.list.textContent = ""
    this.choose(-1)
    if (kind === "long") this.tell({ text: long })
    else if (kind === "maybe") this.tell({ text: hash, links: [[check, hashCheck], [exposed, hashExposed]] })
    else this.tell({ text: secret, links: [[exposed, secretExposed]], danger: true })
    this.show(kind === "maybe" ? hashTitle : secretTitle)
  }

  // The answer comes twice, without and with the texts: what the reader has chosen stays chosen.
  render(found, language) {
    clearTimeout(this.settling)
    const chosen = found.number === this.rendered && this.active >= 0 ? this.options[this.active].href : ""
    const other = this.languages.find(({ lang }) => lang === language)
    const pages = [...found.named, ...found.results]
    this.rendered = found.number
    this.list.textContent = ""
    this.choose(-1)
    this.tell({ links: found.network ? [[this.texts.check, this.texts.address.replace("{network}", found.network)]] : [] })
    if (found.doubtful) this.tell({ links: [[this.texts.contact, this.texts.contactText]] })
    if (found.corrected) this.offerCorrection(found.corrected, language)
    for (const [i, page] of pages.entries()) {
      this.renderPage(page, other)
      if (!i) this.renderSuggestions(found.suggestions, other) // the best page stays in sight above them
    }
    if (!pages.length && !found.network) this.offerLanguages(this.languages.filter((each) => each !== other))
    if (this.texts.endpoint && !found.network) this.offerToTell(found, !pages.length || found.doubtful)
    if (chosen) this.choose(this.options.findIndex(({ href }) => href === chosen))
    const urgent = !found.doubtful && pages[0]?.action // the reader to whom it has happened need not open the page to begin
    this.show(found.doubtful ? this.texts.doubtful : this.told(pages.length, found.network), urgent ? this.texts.first.replace("{step}", () => urgent) : "")
  }

  told(count, network) {
    if (count === 1) return this.texts.one
    if (count) return this.texts.other.replace("{n}", count)
    return network ? "" : this.texts.none
  }

  // A page as a link, and its best sections as links; `other` is the language that the reader asked for, if not the page's own.
  renderPage(page, other) {
    const href = address(this.texts.root + page.url)
    const entry = link(href, "hc-search__page")
    entry.append(element("span", page.action ? "hc-kind hc-kind--red" : "hc-kind", other ? `${other.name} · ${page.kind}` : page.kind))
    entry.append(marked(element("b"), page.title))
    if (page.text.length) entry.append(marked(element("span", "hc-search__text"), page.text))
    this.addOption(entry, other)
    for (const { anchor, title } of page.sections)
      if (title.length) this.addOption(marked(link(`${href}#${anchor}`, "hc-search__section"), title), other)
  }

  // What others ask in these words, as links to what answers it.
  renderSuggestions(suggestions, other) {
    if (!suggestions?.length) return
    const group = element("div", "hc-search__suggested"), label = element("span", "", this.texts.suggested)
    group.setAttribute("role", "group")
    group.setAttribute("aria-label", this.texts.suggested)
    label.setAttribute("aria-hidden", "true") // the group says it
    group.append(label)
    this.list.append(group)
    for (const { url, anchor, text } of suggestions)
      this.addOption(link(address(this.texts.root + url) + (anchor && `#${anchor}`), "hc-search__section", text), other, group)
  }

  addOption(made, other, into = this.list) {
    if (other) made.lang = made.hreflang = other.lang
    made.setAttribute("role", "option")
    made.id = `hc-option-${this.options.length}`
    made.tabIndex = -1
    into.append(made)
  }

  offerCorrection(words, language) {
    this.offer(this.texts.meant.replace("{q}", words), () => {
      this.field.value = words
      this.field.focus()
      this.ask(language)
    })
  }

  // The same words in the other languages, here: what was typed never becomes an address, which the browser would keep.
  offerLanguages(languages) {
    for (const { lang, index, text } of languages) {
      const button = this.offer(text, () => {
        this.open(lang, index)
        this.field.focus()
        this.ask(lang)
      })
      button.dataset.language = lang
    }
  }

  // Telling the team what nothing answers: at once where no article fits, else after two searches without a click.
  offerToTell(found, unanswered) {
    const words = this.field.value.trim()
    if (unanswered) this.renderTelling(found.refused, words)
    this.settling = setTimeout(() => {
      const last = this.searches.at(-1)
      if (last !== undefined && (words.startsWith(last) || last.startsWith(words))) this.searches.pop() // the same search, typed on
      this.searches.push(words)
      if (!unanswered && this.searches.length > 1) this.renderTelling(found.refused, words)
    }, SETTLED)
  }

  // The words on the button are what is sent. Where the guard refuses them, the reason stands in its place.
  renderTelling(refused, words) {
    const { tell, whatIsSent, privacy, sent, notSent, endpoint, feedback } = this.texts
    const telling = element("div", "hc-search__tell"), said = element("p", "", whatIsSent)
    said.setAttribute("role", "status")
    if (this.reported.has(words)) said.textContent = sent
    else if (refused) said.textContent = this.texts[`tell${refused[0].toUpperCase()}${refused.slice(1)}`]
    else {
      const button = element("button", "hc-search__lead", tell.replace("{q}", () => words)), kept = element("p", "", privacy)
      button.type = "button"
      button.addEventListener("click", async () => {
        button.disabled = true
        try {
          const { send } = await import(address(feedback))
          await send(endpoint, { k: "search", l: this.dialog.lang, q: words })
          this.reported.add(words)
          button.remove()
          kept.remove()
          said.textContent = sent
          this.field.focus()
        } catch {
          button.disabled = false
          said.textContent = notSent
        }
      })
      telling.append(button, kept)
    }
    telling.insertBefore(said, telling.children[1] ?? null) // below the button
    this.notice.append(telling)
    this.notice.hidden = false
  }

  offer(words, accept) {
    const button = element("button", "hc-search__lead", words)
    button.type = "button"
    button.addEventListener("click", accept)
    this.notice.append(button)
    this.notice.hidden = false
    return button
  }

  // ---- Keyboard

  // Chooses the link at a place, or none with -1; the focus stays in the field.
  choose(place) {
    const links = this.options
    this.active = place
    links.forEach((each, i) => each.setAttribute("aria-selected", String(i === place)))
    if (place < 0) {
      this.field.removeAttribute("aria-activedescendant")
      return
    }
    this.field.setAttribute("aria-activedescendant", links[place].id)
    links[place].scrollIntoView({ block: "nearest" })
  }

  press(event) {
    const last = this.options.length - 1
    if (event.isComposing || last < 0) return
    if (event.key === "ArrowDown") this.choose(this.active < last ? this.active + 1 : 0)
    else if (event.key === "ArrowUp") this.choose(this.active > 0 ? this.active - 1 : last)
    else if (event.key === "Enter") {
      this.options[Math.max(this.active, 0)].click()
      if (event.ctrlKey || event.metaKey) return
    } else return
    event.preventDefault()
  }
}

function address(path) {
  return new URL(path, location.href).href
}

function element(tag, name = "", text = "") {
  const made = document.createElement(tag)
  if (name) made.className = name
  if (text) made.textContent = text
  return made
}

function link(href, name, text) {
  const made = element("a", name, text)
  made.href = href
  return made
}

// Appends pieces of text to an element, every second one marked.
function marked(into, pieces) {
  pieces.forEach((piece, i) => piece && into.append(i % 2 ? element("mark", "", piece) : piece))
  return into
}

const box = new SearchBox(document.querySelector("dialog.hc-search"))
box.start()
