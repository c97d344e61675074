// What a page can do beyond reading: every part works without the others, and no part is needed to read. It runs before the body is there,
// so that nothing changes its looks or its place once it is seen. No module, since a browser loads none from a file, and pages can be read from files.
"use strict"
{
  const root = document.documentElement
  const all = (selector) => [...document.querySelectorAll(selector)]
  // What a browser keeps for the reader; storage may be null or throw.
  const kept = (storage, key) => { try { return window[storage].getItem(key) } catch { return null } }
  const keep = (storage, key, value) => { try { window[storage].setItem(key, value) } catch { /* blocked */ } }

  // Light and dark: the reader's choice, else the system's
  const paint = (dark) => root.setAttribute("data-scheme", dark ? "dark" : "light")
  const chosen = kept("localStorage", "hc-scheme")
  paint(chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches)
  root.className = "js"

  // This page in the browser's own language, once per tab; by language and script: zh-TW and zh-Hant are one, zh-CN is another.
  const named = (tag) => {
    try {
      const { language, script } = new Intl.Locale(tag).maximize()
      return `${language}-${script}`
    } catch { return tag.split("-")[0] }
  }
  const offerLanguage = (offer) => {
    const links = [...offer.querySelectorAll("[hreflang]")], wanted = (navigator.languages ?? [navigator.language]).map(named)
    const link = kept("sessionStorage", "hc-offer") ? null : wanted.map((name) => links.find((each) => named(each.hreflang) === name)).find(Boolean)
    if (link) offer.hidden = link.hidden = link.hasAttribute("data-hc-current")
    offer.querySelector("button").addEventListener("click", () => {
      offer.hidden = true
      document.getElementById("hc-content").focus()
      keep("sessionStorage", "hc-offer", "dismissed")
    })
  }
  new MutationObserver((_, observer) => { // sees it as soon as it is read, with what follows it: before it is painted
    const offer = document.querySelector(".hc-offer")
    if (!offer?.nextElementSibling) return
    observer.disconnect()
    offerLanguage(offer)
  }).observe(root, { childList: true, subtree: true })

  document.addEventListener("DOMContentLoaded", () => {
    // Links to another language keep the section. In the capture phase: before anyone else follows the link.
    const keepSection = (event) => {
      const link = event.target.closest && event.target.closest("a[data-hc-language]")
      if (link) link.hash = location.hash
    }
    for (const type of ["click", "auxclick", "contextmenu"]) document.addEventListener(type, keepSection, true)

    all("[data-hc-scheme]").forEach((button) => button.addEventListener("click", () => {
      paint(root.getAttribute("data-scheme") === "light")
      keep("localStorage", "hc-scheme", root.getAttribute("data-scheme"))
    }))

    // Topics menu: closes on Escape and on a press elsewhere
    all(".hc-menu").forEach((menu) => {
      document.addEventListener("click", (event) => { if (!menu.contains(event.target)) menu.open = false })
      menu.addEventListener("keydown", (event) => {
        if (event.key !== "Escape" || !menu.open) return
        menu.open = false
        menu.querySelector("summary").focus()
      })
    })

    // Search: its modules come when the box first opens. From a file there can be no worker; then the link to all articles stays.
    const dialog = document.querySelector("dialog.hc-search"), offline = location.protocol === "file:"
    if (offline) all(".hc-offline").forEach((sentence) => { sentence.hidden = false })
    else if (dialog && dialog.showModal && window.Worker) {
      const field = dialog.querySelector("input")
      let loaded = false
      const open = () => {
        if (!dialog.open) { dialog.showModal(); field.focus() }
        if (loaded) return
        loaded = true
        const box = new URL(dialog.getAttribute("data-script"), location.href)
        // The box imports the first: asked for at once, not one after the other.
        for (const module of [new URL("trusted.js", box), box]) import(module).catch(() => { loaded = false })
      }
      dialog.addEventListener("click", (event) => {
        if (event.target === dialog || event.target.closest("[data-hc-close]")) dialog.close()
      })
      document.addEventListener("keydown", (event) => {
        if ((event.key !== "/" && event.key !== "s") || event.metaKey || event.ctrlKey || event.altKey || event.target.closest("input, textarea, select, [contenteditable]")) return
        event.preventDefault()
        open()
      })
      all("a[data-hc-search]").forEach((link) => {
        const button = document.createElement("button")
        button.type = "button"
        button.className = link.className
        button.setAttribute("aria-haspopup", "dialog")
        button.append(...link.childNodes)
        button.addEventListener("click", open)
        link.replaceWith(button)
      })
    }

    // Copy the short link: the word changes in place, and a live region says it.
    all("[data-hc-copy]").forEach((button) => {
      const word = button.textContent, status = document.querySelector("[data-hc-status]")
      const copied = () => {
        button.textContent = status.textContent = button.getAttribute("data-hc-copied")
        setTimeout(() => { button.textContent = word; status.textContent = "" }, 2000)
      }
      const select = () => getSelection().selectAllChildren(document.querySelector(".hc-meta__link"))
      button.addEventListener("click", () => {
        const link = button.getAttribute("data-hc-copy")
        // The clipboard exists on secure origins only; then the link that stands beside the button is selected instead.
        if (navigator.clipboard) navigator.clipboard.writeText(link).then(copied, select)
        else select()
      })
    })
    // Every heading of an article can be linked: the short link with its section.
    const linker = document.querySelector("template[data-hc-section]")
    if (linker && navigator.clipboard) all(".hc-text :is(h2, h3)").forEach((heading) => {
      const summary = heading.closest("summary"), id = summary ? summary.nextElementSibling.id : heading.id, whole = document.querySelector("[data-hc-copy]"), status = document.querySelector("[data-hc-status]")
      const button = linker.content.firstElementChild.cloneNode(true), word = button.getAttribute("aria-label")
      if (summary) summary.after(button) // a button in a button could not be pressed
      else heading.append(button)
      button.addEventListener("click", () => {
        navigator.clipboard.writeText(whole.getAttribute("data-hc-copy") + "#" + id).then(() => {
          button.classList.add("hc-section-link--copied")
          button.title = status.textContent = whole.getAttribute("data-hc-copied")
          setTimeout(() => { button.classList.remove("hc-section-link--copied"); button.title = word; status.textContent = "" }, 2000)
        }, () => {})
      })
    })
    // A term says what it means: on a touch, under the pointer, or when the keyboard comes to it. Escape and a press elsewhere close it.
    const terms = all("a[data-hc-gloss]")
    if (terms.length && document.body.showPopover) {
      const gloss = document.body.appendChild(document.createElement("div"))
      gloss.id = gloss.className = "hc-gloss"
      gloss.popover = "auto"
      let shown = null, leaving = 0
      const show = (term) => {
        clearTimeout(leaving)
        if (shown === term) return
        if (shown) gloss.hidePopover()
        gloss.textContent = term.getAttribute("data-hc-gloss")
        gloss.showPopover()
        shown = term
        term.setAttribute("aria-expanded", "true")
        const word = term.getClientRects()[0], box = gloss.getBoundingClientRect(), below = word.bottom + 6
        gloss.style.left = Math.max(8, Math.min(word.left, innerWidth - box.width - 8)) + "px"
        gloss.style.top = (below + box.height > innerHeight ? Math.max(8, word.top - box.height - 6) : below) + "px"
      }
      const hide = () => { if (shown) gloss.hidePopover() }
      const leave = () => { clearTimeout(leaving); leaving = setTimeout(hide, 300) } // time to move onto it
      gloss.addEventListener("beforetoggle", (event) => {
        if (event.newState === "closed" && shown) { shown.setAttribute("aria-expanded", "false"); shown = null }
      })
      gloss.addEventListener("pointerenter", () => clearTimeout(leaving))
      gloss.addEventListener("pointerleave", leave)
      addEventListener("scroll", hide, { passive: true })
      terms.forEach((term) => {
        term.setAttribute("role", "button")
        term.setAttribute("aria-expanded", "false")
        term.setAttribute("aria-description", term.getAttribute("data-hc-gloss"))
        term.addEventListener("pointerenter", (event) => { if (event.pointerType === "mouse") show(term) })
        term.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse") leave() })
        term.addEventListener("focus", () => { if (term.matches(":focus-visible")) show(term) })
        term.addEventListener("blur", hide)
        term.addEventListener("click", (event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return
          event.preventDefault()
          show(term)
        })
        term.addEventListener("keydown", (event) => { if (event.key === " ") { event.preventDefault(); show(term) } })
      })
    }
    // Cases are open on paper, and open when a link leads into them: current browsers see to both, older ones are helped.
    const cases = (within) => all("details.case").filter(within)
    const reveal = () => {
      const place = location.hash && document.getElementById(location.hash.slice(1))
      if (!place) return
      const folded = cases((one) => !one.open && one.contains(place))
      folded.forEach((one) => { one.open = true })
      if (folded.length) place.scrollIntoView()
    }
    addEventListener("hashchange", reveal)
    document.addEventListener("click", (event) => { if (event.target.closest('a[href^="#"]')) setTimeout(reveal) })
    reveal()
    let forPaper = []
    addEventListener("beforeprint", () => { forPaper = cases((one) => !one.open); forPaper.forEach((one) => { one.open = true }) })
    addEventListener("afterprint", () => forPaper.forEach((one) => { one.open = false }))
    all("[data-hc-print]").forEach((button) => button.addEventListener("click", () => print()))

    // What a reader needs in an emergency, and what was read, is saved for when there is no connection.
    const bar = document.querySelector("[data-hc-saved]")
    if (bar && navigator.serviceWorker && !offline) addEventListener("load", () => { import(new URL(bar.getAttribute("data-src"), location.href)).catch(() => {}) })

    // A copy of the page on another host says so, and where the page really is. From a file, and at home, nobody needs to be told.
    const note = document.querySelector("template[data-hc-real]"), here = location.hostname.replace(/\.$/, "")
    const below = (names) => names.some((name) => name && (here === name || here.endsWith("." + name)))
    const tellOfCopy = () => {
      const [page, home, ...ours] = atob(note.getAttribute("data-hc-real")).split(" ")
      if (below([...ours, "localhost", "local", "127.0.0.1", "[::1]"])) return
      const known = below(note.getAttribute("data-hc-known").split(" "))
      const said = note.content.children[known ? 1 : 0], link = said.querySelector("a")
      link.href = page
      link.textContent = home
      said.setAttribute("role", known ? "status" : "alert")
      document.body.prepend(said)
    }
    if (note && here && location.protocol.startsWith("http")) tellOfCopy()

    // The 404 page of all languages: that of the path comes first
    const path = location.pathname.split("/")
    const block = all(".hc-not-found + .hc-not-found").find((each) => path.includes(each.lang))
    if (block) block.parentNode.insertBefore(block, document.querySelector(".hc-not-found"))
  })
}
