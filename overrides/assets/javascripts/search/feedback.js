// What readers tell the team, in the query of one request: what they chose in a form, or the words of a search that found nothing. No cookie goes along,
// and no address of the page. Without this script a form leads to the thank-you page, with the same query.

// Sends answers to an address; throws where nothing arrived. Of another host no script may read the answer: there a request that was made has arrived.
export async function send(endpoint, answers) {
  const response = await fetch(`${endpoint}?${new URLSearchParams(answers)}`, {
    mode: "no-cors", credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store", keepalive: true,
  })
  if (response.type !== "opaque" && !response.ok) throw new Error(response.status)
}

// A form is sent once per page and tab.
class Form {
  constructor(form) {
    this.form = form
    this.result = form.parentElement.querySelector(".hc-feedback__result")
    this.once = `hc-sent-${form.dataset.once}`
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      this.submit()
    })
    if (remembered(this.once)) this.close()
  }

  async submit() {
    if (this.sending) return
    this.sending = true
    const answers = new URLSearchParams(new FormData(this.form))
    if (answers.get("v") === "yes") answers.set("r", "-") // chosen before the answer was changed
    if (answers.has("at")) answers.set("at", section)
    try {
      await send(this.form.dataset.endpoint, answers)
      remember(this.once)
      this.close()
      this.result.focus()
    } catch {
      this.result.textContent = this.result.dataset.failed
    }
    this.sending = false
  }

  close() {
    this.form.classList.add("hc-feedback--sent")
    this.result.textContent = this.result.dataset.sent
  }
}

// The section of the article to which the reader was led last, or which was opened. Only an id of the page: of an address, anything else may be a name.
let section = "-"

function reach(id) {
  if (document.getElementById(id)?.closest(".hc-text")) section = id
}

function remembered(key) {
  try { return sessionStorage.getItem(key) } catch { return null } // blocked
}

function remember(key) {
  try { sessionStorage.setItem(key, "yes") } catch { /* blocked: the form is closed all the same */ }
}

// A link to the survey says what it is about: ?class=login&channel=ticket.
function choose(form) {
  const said = new URLSearchParams(location.search)
  for (const [name, value] of [["c", said.get("class")], ["h", said.get("channel")]])
    for (const choice of form.querySelectorAll(`input[name="${name}"]`)) if (choice.value === value) choice.checked = true
}

reach(location.hash.slice(1))
addEventListener("hashchange", () => reach(location.hash.slice(1)))
addEventListener("click", ({ target }) => reach(target.closest("details.case > summary")?.parentElement.querySelector(".case-text").id))
for (const form of document.querySelectorAll("form.hc-feedback")) choose(form)
for (const form of document.querySelectorAll("form.hc-feedback")) new Form(form)
