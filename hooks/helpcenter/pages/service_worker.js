// The service worker: keeps what a reader in an emergency needs, and the pages that were read, for when there is no connection.
//
// Above stand RELEASE, PLACES (language → addresses of the pages that are kept from the first visit on, the emergencies first) and
// PREFIXES (language → what its addresses begin with), all below the scope, the root of the site. A page comes from the network whenever it can. A saved one is replaced by nothing
// but a whole page of this site that says it is the page of that address: not by an error, a redirect or what stands in for the site.
// Whatever carries a query is not looked at: what readers tell goes past this script.

const SAVED = "help-center:" + registration.scope // begins the names of the caches
const KEPT = SAVED + "kept", READ = SAVED + "read", ASSETS = SAVED + "assets"
const MOST_READ = 60, MOST_ASSETS = 200 // the newest stay
const PATIENCE = 4000 // ms for which a reader waits for the network where the page is saved
const DATE = "x-saved"
const RELEASED = "released?" // what the caches remember of a language: the release that its pages are of

addEventListener("install", () => skipWaiting())
addEventListener("activate", (event) => event.waitUntil(clients.claim()))
addEventListener("message", (event) => event.waitUntil(Promise.all([keep(String(event.data.language)), visited(event.source.url)])))
addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request
  if (method !== "GET" || !url.startsWith(registration.scope) || new URL(url).search) return
  if (mode === "navigate") event.respondWith(page(event))
  else if (url.startsWith(registration.scope + "assets/") || url.startsWith(registration.scope + "search/")) event.respondWith(asset(event))
})

// ---- Pages

async function page(event) {
  const address = event.request.url.split("#")[0]
  const saved = await savedPage(address).catch(() => undefined)
  const arrived = fromNetwork(event.request, address)
  event.waitUntil(arrived.catch(() => {}))
  try {
    const response = await inTime(arrived, saved)
    // A page that has moved or gone is no failure of the site.
    if (response && (response.sound || !saved || response.type === "opaqueredirect" || [404, 410].includes(response.status))) return response
    return dated(saved)
  } catch {
    return saved ? dated(saved) : Response.redirect(await rescue(address), 302)
  }
}

// What arrives; undefined where something is saved and it does not arrive in time.
function inTime(arrived, saved) {
  return saved ? Promise.race([arrived, new Promise((resolve) => setTimeout(resolve, PATIENCE))]) : arrived
}

// The answer of the network, marked `sound` and saved where it is a page of ours.
async function fromNetwork(request, address) {
  const response = await fetch(request, { cache: "no-cache" }) // the host says whether it is still the same
  const text = await ownPage(response, address)
  if (text !== null) {
    response.sound = true
    await save(address, text).catch(() => {}) // a full device shows pages all the same
  }
  return response
}

// The text of a response if it is the whole page of this address; else null.
async function ownPage(response, address) {
  if (response.status !== 200 || response.type !== "basic" || response.redirected || response.url.split("#")[0] !== address) return null
  if (!(response.headers.get("content-type") ?? "").startsWith("text/html")) return null
  const text = await response.clone().text().catch(() => "") // broken off
  const place = address.slice(registration.scope.length).replace(/index\.html$/, "")
  return text.includes(`<meta name="help-center" content="${place}">`) && text.trimEnd().endsWith("</html>") ? text : null
}

// Saves the page that is open, and what it has loaded, if it came before this script.
async function visited(url) {
  const address = url.split("#")[0]
  if (!url.startsWith(registration.scope) || new URL(url).search || (await savedPage(address))) return
  try {
    if (!(await fromNetwork(address, address)).sound) return
    for (const name of loaded(await (await savedPage(address)).text(), address)) if (!(await savedFile(name))) await saveFile(name, await fetch(name))
  } catch { /* no connection */ }
}

async function save(address, text) {
  const read = await caches.open(READ)
  const kept = await caches.open(KEPT)
  const cache = (await kept.match(address)) ? kept : read
  await cache.put(address, stamped(text)) // in place of the one before, and behind all others
  await trim(read, MOST_READ)
}

function stamped(text) {
  return new Response(text, { headers: { "content-type": "text/html; charset=utf-8", [DATE]: new Date().toISOString() } })
}

async function savedPage(address) {
  return (await (await caches.open(KEPT)).match(address)) ?? (await caches.open(READ)).match(address)
}

// A saved page, which says since when.
async function dated(saved) {
  const text = (await saved.text()).replace("<html", `<html data-saved="${saved.headers.get(DATE)}"`)
  return new Response(text, { headers: { "content-type": saved.headers.get("content-type") } })
}

// Where a reader is led whose page is not saved: to the emergencies of a language that is; an error of the browser, where none is.
async function rescue(address) {
  const kept = await caches.open(KEPT)
  const place = address.slice(registration.scope.length)
  const languages = Object.keys(PLACES).sort((one, other) => PREFIXES[other].length - PREFIXES[one].length) // the root comes last
  const own = languages.filter((language) => place.startsWith(PREFIXES[language]))
  for (const language of [...own, ...languages]) {
    const emergencies = registration.scope + PLACES[language][0]
    if (await kept.match(emergencies)) return emergencies + "#not-saved"
  }
  throw new TypeError("nothing is saved")
}

// ---- What is kept from the first visit on

async function keep(language) {
  const kept = await caches.open(KEPT)
  const mark = registration.scope + RELEASED + language
  const before = await kept.match(mark)
  if (!PLACES[language] || (before && (await before.text()) === RELEASE)) return
  let whole = true
  for (const place of PLACES[language]) {
    const address = registration.scope + place
    try {
      const text = await ownPage(await fetch(address, { cache: "no-cache" }), address)
      if (text === null) throw new TypeError(`no page of ours: ${address}`)
      await keepAssets(text, address)
      await kept.put(address, stamped(text))
    } catch { whole = false } // the one from before stays; the next page asks again
  }
  if (!whole) return
  await kept.put(mark, new Response(RELEASE))
  await forget(kept)
}

// Takes out of what is kept the pages and files of releases before that no saved page names.
async function forget(kept) {
  const wanted = new Set(Object.values(PLACES).flat().map((place) => registration.scope + place))
  for (const cache of [kept, await caches.open(READ)]) {
    for (const { url } of await cache.keys()) if (isPage(url)) for (const name of loaded(await (await cache.match(url)).text(), url)) wanted.add(name)
  }
  const folders = new Set([...wanted].map(folder).filter(named)) // of scripts that import each other
  for (const { url } of await kept.keys()) if (!url.includes(RELEASED) && !wanted.has(url) && !folders.has(folder(url))) await kept.delete(url)
}

function folder(url) {
  return url.slice(0, url.lastIndexOf("/") + 1)
}

async function keepAssets(text, address) {
  const kept = await caches.open(KEPT)
  for (const url of loaded(text, address)) {
    if (named(url) && (await kept.match(url))) continue
    const response = await fetch(url, { cache: "no-cache" })
    if (!isFile(response, url)) throw new TypeError(`no file of ours: ${url}`)
    if (url.endsWith(".js")) await keepAssets(await response.clone().text(), url)
    await kept.put(url, response)
  }
}

// The addresses of the style sheets, scripts and images of a page, or of what a script imports.
function loaded(text, address) {
  const names = [...text.matchAll(isPage(address) ? /[ -](?:src|href)="([^"#?]*\bassets\/[^"#?]+)"/g : /^import\b.*"(\.\/[\w-]+\.js)"/gm)]
  return names.map(([, name]) => new URL(name, address).href).filter((url) => url.startsWith(registration.scope))
}

function isPage(url) {
  return !url.includes(RELEASED) && !url.startsWith(registration.scope + "assets/")
}

// ---- Files that pages load, and the index of the search

async function asset(event) {
  const { url } = event.request
  const saved = await savedFile(url).catch(() => undefined)
  if (saved && named(url)) return saved
  const arrived = fetch(event.request).then((response) => {
    if (!isFile(response, url)) return saved ?? response
    event.waitUntil(saveFile(url, response.clone()))
    return response
  })
  try {
    return (await inTime(arrived, saved)) ?? saved
  } catch (error) {
    if (saved) return saved
    throw error
  }
}

async function savedFile(url) {
  return (await (await caches.open(KEPT)).match(url)) ?? (await caches.open(ASSETS)).match(url)
}

async function saveFile(url, response) {
  if (!isFile(response, url)) return
  const assets = await caches.open(ASSETS)
  await assets.put(url, response)
  await trim(assets, MOST_ASSETS)
}

// Whether the name of a file holds a hash, so that it never changes.
function named(url) {
  return /\.[0-9a-f]{8}\.\w+$|-[0-9a-f]{8}\//.test(url)
}

// Whether a response is a file of this address, and no page that stands in for it.
function isFile(response, url) {
  const kind = response.headers.get("content-type") ?? ""
  return response.status === 200 && response.type === "basic" && !response.redirected && response.url === url && !kind.startsWith("text/html")
}

async function trim(cache, most) {
  const keys = await cache.keys()
  for (const key of keys.slice(0, Math.max(0, keys.length - most))) await cache.delete(key)
}
