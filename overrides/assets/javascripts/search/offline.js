// Starts the service worker, tells it the reader's language, and says of a saved page how old it is. Loaded when the page is complete.

import { scriptAddress } from "./trusted.js"

const bar = document.querySelector("[data-hc-saved]")
const saved = document.documentElement.dataset.saved

if (saved || location.hash === "#not-saved") {
  const date = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" })
  const words = location.hash === "#not-saved" ? bar.dataset.missing : navigator.onLine ? bar.dataset.unreached : bar.dataset.offline
  bar.textContent = words.replace("{date}", saved ? date.format(new Date(saved)) : "")
}

const worker = navigator.serviceWorker
const spares = navigator.connection?.saveData // such a reader gets what they open, and nothing ahead of it
const tell = () => spares || worker.controller?.postMessage({ language: document.documentElement.lang })
worker.addEventListener("controllerchange", tell) // the first one, or that of a new release
worker.register(scriptAddress(new URL("../../../sw.js", import.meta.url)), { updateViaCache: "none" }).then(tell, () => {}) // blocked: the site works without
