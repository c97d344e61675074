// What a page can do beyond reading. It runs after Material's script; every part works without the others, and no part is needed to read.
(function () {
  var all = function (selector) { return Array.prototype.slice.call(document.querySelectorAll(selector)) }

  // Links to another language keep the section. In the capture phase: before anyone else follows the link.
  function keepSection(event) {
    var link = event.target.closest && event.target.closest("a[data-hc-language]")
    if (link) link.hash = location.hash
  }
  ["click", "auxclick", "contextmenu"].forEach(function (type) { document.addEventListener(type, keepSection, true) })

  // Light and dark
  all("[data-hc-scheme]").forEach(function (button) {
    button.addEventListener("click", function () {
      var scheme = document.body.getAttribute("data-md-color-scheme") === "slate" ? "default" : "slate"
      document.body.setAttribute("data-md-color-scheme", scheme)
      try { localStorage.setItem("hc-scheme", scheme) } catch (blocked) {}
    })
  })

  // Topics menu: closes on Escape and on a press elsewhere
  all(".hc-menu").forEach(function (menu) {
    document.addEventListener("click", function (event) { if (!menu.contains(event.target)) menu.open = false })
    menu.addEventListener("keydown", function (event) {
      if (event.key !== "Escape" || !menu.open) return
      menu.open = false
      menu.querySelector("summary").focus()
    })
  })

  // Search: its script comes when the box first opens. From a file there can be no worker; then the link to all articles stays.
  var dialog = document.querySelector("dialog.hc-search"), offline = location.protocol === "file:"
  if (offline) all(".hc-offline").forEach(function (sentence) { sentence.hidden = false })
  else if (dialog && dialog.showModal && window.Worker) {
    var field = dialog.querySelector("input"), loaded = false
    var open = function () {
      if (!dialog.open) { dialog.showModal(); field.focus() }
      if (loaded) return
      loaded = true
      document.head.appendChild(document.createElement("script")).src = dialog.getAttribute("data-script")
    }
    dialog.addEventListener("click", function (event) {
      if (event.target === dialog || event.target.closest("[data-hc-close]")) dialog.close()
    })
    document.addEventListener("keydown", function (event) {
      if ((event.key !== "/" && event.key !== "s") || event.metaKey || event.ctrlKey || event.altKey || event.target.closest("input, textarea, select, [contenteditable]")) return
      event.preventDefault()
      open()
    })
    all("a[data-hc-search]").forEach(function (link) {
      var button = document.createElement("button")
      button.type = "button"
      button.className = link.className
      button.setAttribute("aria-haspopup", "dialog")
      button.innerHTML = link.innerHTML
      button.addEventListener("click", open)
      link.replaceWith(button)
    })
  }

  // Copy the short link: the word changes in place, and a live region says it.
  all("[data-hc-copy]").forEach(function (button) {
    var word = button.textContent, status = document.querySelector("[data-hc-status]")
    function copied() {
      button.textContent = status.textContent = button.getAttribute("data-hc-copied")
      setTimeout(function () { button.textContent = word; status.textContent = "" }, 2000)
    }
    button.addEventListener("click", function () {
      var link = button.getAttribute("data-hc-copy")
      // The clipboard exists on secure origins only; then the link that stands beside the button is selected instead.
      if (navigator.clipboard) navigator.clipboard.writeText(link).then(copied, select)
      else select()
    })
    function select() { getSelection().selectAllChildren(document.querySelector(".hc-meta__link")) }
  })
  // Every heading of an article can be linked: the short link with its section.
  var linker = document.querySelector("template[data-hc-section]")
  if (linker && navigator.clipboard) all(".hc-text h2[id], .hc-text h3[id]").forEach(function (heading) {
    var whole = document.querySelector("[data-hc-copy]"), status = document.querySelector("[data-hc-status]")
    var button = heading.appendChild(linker.content.firstElementChild.cloneNode(true)), word = button.getAttribute("aria-label")
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(whole.getAttribute("data-hc-copy") + "#" + heading.id).then(function () {
        button.classList.add("hc-section-link--copied")
        button.title = status.textContent = whole.getAttribute("data-hc-copied")
        setTimeout(function () { button.classList.remove("hc-section-link--copied"); button.title = word; status.textContent = "" }, 2000)
      }, function () {})
    })
  })
  all("[data-hc-print]").forEach(function (button) { button.addEventListener("click", function () { print() }) })

  // The 404 page of all languages: that of the path comes first
  var path = location.pathname.split("/")
  var block = all(".hc-not-found + .hc-not-found").filter(function (each) { return path.includes(each.lang) })[0]
  if (block) block.parentNode.insertBefore(block, document.querySelector(".hc-not-found"))
})()
