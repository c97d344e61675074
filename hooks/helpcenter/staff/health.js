// Every column sorts its table: numbers as numbers, again the other way round.

function sortBy(table, heading) {
  const column = heading.cellIndex, body = table.tBodies[0]
  const direction = heading.getAttribute("aria-sort") === "ascending" ? -1 : 1
  for (const cell of table.tHead.rows[0].cells) cell.removeAttribute("aria-sort")
  heading.setAttribute("aria-sort", direction < 0 ? "descending" : "ascending")
  const text = (row) => row.cells[column].textContent
  body.append(...[...body.rows].sort((a, b) => direction * text(a).localeCompare(text(b), undefined, { numeric: true })))
}

for (const table of document.querySelectorAll("table[data-sort]"))
  for (const heading of table.tHead.rows[0].cells) {
    const button = document.createElement("button")
    button.type = "button"
    button.textContent = heading.textContent
    button.title = table.dataset.sort
    button.addEventListener("click", () => sortBy(table, heading))
    heading.replaceChildren(button)
  }
