// The staff page: finds articles with the search of the site, copies their link or their ready reply. Nothing typed leaves it.

const config = JSON.parse(document.getElementById("config").textContent)
const texts = config.s
const field = document.getElementById("question")
const list = document.getElementById("found")
const status = document.getElementById("status")
const masked = document.getElementById("masked")
const panel = document.querySelector(".st-reply")
const preview = document.getElementById("text")

const MOST_SHOWN = 8
const workers = {} // language → promise of its worker
let replies = null // language → address of a page → its article
let secrets = null // the guard of the search box
let number = 0 // of the last query
let rendered = -1 // number of the query whose answer is shown
let shown = [] // the articles that are listed
let active = -1 // place of the chosen one
let moved = "" // the article that a person moved the selection to; until then it is on the first row

if (matchMedia("(prefers-color-scheme: dark)").matches) document.documentElement.setAttribute("data-scheme", "dark")

function url(path) {
  return new URL(config.up + path, location.href).href
}

async function json(path) {
  const response = await fetch(url(path), { cache: "no-cache" })
  return response.ok ? response.json() : Promise.reject(new Error(response.status))
}

const ready = Promise.all([json("replies.json"), json(config.words), import(url(config.secrets))]).then(([articles, words, { Guard }]) => {
  replies = articles
  secrets = new Guard(words.secrets)
  ask()
})

// ---- What must not be kept

const MASKS = { phrase: "[phrase]", key: "[key]", code: "[code]", number: "[number]", maybe: "[key-or-TxID]", mail: "[e-mail]" }
const MASK = /\[[\w-]+\]/g
const HOST = /@[^\s@<>()"']{1,190}\.[a-z]{2,24}/gi, LONGEST_NAME = 64 // of an e-mail address, which is looked for from its @
const NUMBER = /(?<![\w.])\d(?:[ -]?[\dXx]){5,24}(?!\w)/g

// What stands there instead, and what was found: {text, kinds}. It yields, so that a long ticket never blocks the page.
function* masking(whole) {
  const text = whole.slice(0, secrets.table.most_characters)
  const spans = yield* secrets.finding(text.replace(MASK, (mask) => " ".repeat(mask.length)))
  for (const { 0: host, index } of text.matchAll(HOST)) {
    const name = /[^\s@<>()"']+$/.exec(text.slice(Math.max(0, index - LONGEST_NAME), index))
    if (name) spans.push({ from: index - name[0].length, to: index + host.length, kind: "mail" })
  }
  yield
  for (const { 0: written, index } of text.matchAll(NUMBER)) {
    const digits = written.replace(/[ -]/g, "").length
    if (digits < 6 || /^\d{4}-\d\d-\d\d$/.test(written)) continue
    spans.push({ from: index, to: index + written.length, kind: digits <= 8 ? "code" : "number", guess: true })
  }
  spans.sort((a, b) => a.from - b.from || b.to - a.to)
  const kinds = new Set()
  let safe = "", end = 0
  for (const { from, to, kind, guess } of spans) {
    if (to <= end) continue
    if (from >= end) safe += text.slice(end, from) + MASKS[kind]
    kinds.add(guess || kind === "mail" ? "number" : kind) // a number alone says nothing of a theft
    end = to
  }
  return { text: safe + text.slice(end), kinds }
}

// Calls `done` with what a generator returns; between its steps the page may paint.
function inSlices(work, done) {
  const step = work.next()
  if (step.done) done(step.value)
  else setTimeout(() => inSlices(work, done))
}

// Calls `done` with what may be kept of a text, unless another one has come meanwhile.
let looks = 0
async function guard(text, done) {
  const mine = ++looks
  await ready
  inSlices(masking(text), (found) => {
    if (mine !== looks) return
    tellMasked(found, text.length > secrets.table.most_characters)
    done(found.text)
  })
}

function tellMasked({ text, kinds }, cut) {
  let kind = kinds.size ? "other" : ""
  if (kinds.has("maybe")) kind = "maybe"
  if (["phrase", "key", "code"].some((each) => kinds.has(each))) kind = "secret"
  if (!kind && text.includes("[")) kind = masked.dataset.kept ?? ""
  const sentence = { secret: texts.masked, maybe: texts.masked_maybe, other: texts.masked_only }[kind]
  masked.hidden = !kind && !cut
  masked.textContent = [sentence, cut ? texts.cut : ""].filter(Boolean).join(" ")
  masked.className = `hc-notice hc-notice--${kind === "secret" ? "danger" : "info"}`
  if (kind) masked.dataset.kept = kind
  else delete masked.dataset.kept
}

field.addEventListener("paste", (event) => {
  const text = event.clipboardData?.getData("text/plain")
  if (!text) return
  event.preventDefault() // it stands in the field only when it has been looked at
  const before = field.value.slice(0, field.selectionStart), after = field.value.slice(field.selectionEnd)
  status.textContent = texts.checking
  choose(-1) // what is listed answers another text
  field.readOnly = true
  guard(before + text + after, (safe) => {
    field.readOnly = false
    status.textContent = ""
    field.value = safe
    ask()
  })
})
field.addEventListener("input", () =>
  guard(field.value, (safe) => {
    if (safe !== field.value) field.value = safe
    ask()
  }),
)

// ---- Language and search

// Words that tell English and Spanish apart.
const COMMON = {
  es: "el la los las que de mi en no una un para por con se me es como porque billetera cuenta hola".split(" "),
  en: "the my is to of a i and it not can how what have was for in on wallet account hello".split(" "),
}

function detected(text) {
  if (/[\u3400-\u9fff]/.test(text)) return "zh"
  if (/[ñ¿¡áéíóúü]/i.test(text)) return "es"
  const words = text.toLowerCase().match(/[a-z]+/g) ?? []
  const count = (code) => words.filter((word) => COMMON[code].includes(word)).length
  return count("es") > count("en") ? "es" : "en"
}

function language() {
  const chosen = document.querySelector("input[name=language]:checked").value
  const guess = detected(field.value)
  const codes = Object.keys(config.names)
  const found = codes.find((code) => code === guess) ?? codes.find((code) => code.split("-")[0] === guess) ?? codes[0]
  document.getElementById("detected").textContent = field.value.trim() ? config.names[found] : ""
  return chosen || found
}

// The worker of a language, which knows the files of its index.
function worker(code) {
  const trusted = import(new URL("trusted.js", url(config.worker)))
  return (workers[code] ??= Promise.all([json(config.indexes[code]), trusted]).then(([names, { scriptAddress }]) => {
    const made = new Worker(scriptAddress(url(config.worker)), { type: "module" })
    made.postMessage({ names, folder: url(config.indexes[code]), words: url(config.words) })
    made.addEventListener("message", ({ data }) => {
      if (data.number === number) render(code, [...(data.named ?? []), ...(data.results ?? [])])
    })
    return made
  }))
}

async function ask() {
  if (!replies) return
  const code = language(), mine = ++number
  const query = field.value.replace(MASK, " ").replace(/[^\S\n]+/g, " ").trim()
  if (!query) {
    render(code, [])
    return
  }
  const made = await worker(code)
  if (mine === number) made.postMessage({ query, number: mine })
}

for (const radio of document.querySelectorAll("input[name=language]"))
  radio.addEventListener("change", () => {
    ask()
    field.focus()
  })

// ---- The list, and what is copied

function isOverdue({ due }) {
  return Math.floor((Date.now() - new Date(`${due}T00:00:00Z`)) / 864e5) > 0
}

function element(tag, name = "", text = "") {
  const made = document.createElement(tag)
  if (name) made.className = name
  if (text) made.textContent = text
  return made
}

// Shows what the search has found: {url, sections} of each article, the best first.
function render(code, results) {
  const again = rendered === number // the answer comes twice, without and with the texts: what was told stays
  rendered = number
  shown = listed(code, results)
  list.replaceChildren(...shown.map(row))
  if (!again || !shown.length) status.textContent = shown.length || !field.value.trim() ? "" : texts.none
  const at = shown.findIndex((article) => article.path === moved)
  if (at < 0) moved = ""
  choose(shown.length ? Math.max(0, at) : -1)
}

// The articles to list. Who has shown a secret needs the one on that, whatever else was asked.
function listed(code, results) {
  const articles = replies[code], sections = new Map() // address → best section
  if (masked.dataset.kept === "secret" && !masked.hidden)
    for (const [path, { id }] of Object.entries(articles)) if (id === config.exposed) sections.set(path, null)
  for (const result of results) if (articles[result.url] && !sections.get(result.url)) sections.set(result.url, result.sections[0])
  return [...sections].slice(0, MOST_SHOWN).map(([path, section]) => {
    const article = { code, path, ...articles[path] }
    return section ? { ...article, section: `${article.link}#${section.anchor}`, heading: section.title.join("") } : article
  })
}

function row(article, place) {
  const made = element("div", "st-option")
  made.id = `option-${place}`
  made.setAttribute("role", "option")
  made.lang = article.code
  made.append(element("b", "", article.title))
  if (article.heading) made.append(element("span", "st-section", `§ ${article.heading}`))
  const facts = [article.id, texts.reviewed.replace("{date}", article.reviewed), texts[article.severity], article.first_reply]
  made.append(element("span", "", facts.join(" · ")))
  if (article.told) made.append(element("span", "", ` · ${article.told}`))
  if (article.stale) made.append(element("span", "st-bad", ` · ${texts.stale}`))
  if (isOverdue(article)) made.append(element("span", "st-bad", ` · ${texts.overdue}`))
  made.addEventListener("click", () => {
    move(place)
    field.focus()
  })
  return made
}

function move(place) {
  moved = shown[place].path
  choose(place)
}

// Chooses the article at a place, or none with -1; the focus stays in the field.
function choose(place) {
  active = place
  const rows = [...list.children]
  rows.forEach((each, at) => each.setAttribute("aria-selected", String(at === place)))
  panel.hidden = place < 0
  if (place < 0) {
    field.removeAttribute("aria-activedescendant")
    return
  }
  field.setAttribute("aria-activedescendant", `option-${place}`)
  rows[place].scrollIntoView({ block: "nearest" })
  preview.textContent = shown[place].text
  preview.lang = shown[place].code
  panel.querySelector("[data-copy=section]").hidden = !shown[place].section
  panel.querySelector("[data-open]").href = new URL(shown[place].path, config.public).href
}

async function copy(what) {
  if (active < 0) return
  const article = shown[active]
  const label = { link: texts.link, section: texts.section_link }[what] ?? texts.reply.toLowerCase()
  try {
    await navigator.clipboard.writeText(article[what])
    status.textContent = texts.copied.replace("{what}", label).replace("{id}", article.id).replace("{language}", config.names[article.code])
  } catch { // no clipboard, or none that we may use
    status.textContent = texts.failed
    getSelection().selectAllChildren(preview)
  }
}

field.addEventListener("keydown", (event) => {
  if (event.isComposing || active < 0) return
  if (event.key === "ArrowDown") move((active + 1) % shown.length)
  else if (event.key === "ArrowUp") move((active + shown.length - 1) % shown.length)
  else if (event.key === "Enter") copy(event.shiftKey ? "text" : event.altKey && shown[active].section ? "section" : "link")
  else return
  event.preventDefault()
})
panel.addEventListener("click", (event) => {
  const what = event.target.getAttribute?.("data-copy")
  if (what) copy(what)
})

// A bookmarklet of any help desk opens this page and hands over the selected text, in no address, which the browser would keep. It knocks
// with empty messages; once this page can look at a text it answers "ready", and takes one into the empty field.
if (window.opener)
  addEventListener("message", async function take(event) {
    if (event.source !== window.opener || typeof event.data !== "string" || field.value) return
    if (event.data) {
      removeEventListener("message", take)
      guard(event.data, (safe) => {
        field.value = safe
        ask()
      })
    } else {
      await ready
      event.source.postMessage("ready", event.origin)
    }
  })
field.focus()
