// Every column sorts its table: numbers as numbers, again the other way round.
"use strict"
document.querySelectorAll("table[data-sort]").forEach(function (table) {
  Array.from(table.tHead.rows[0].cells).forEach(function (cell, column) {
    var button = document.createElement("button")
    button.type = "button"
    button.textContent = cell.textContent
    button.title = table.dataset.sort
    cell.textContent = ""
    cell.appendChild(button)
    button.addEventListener("click", function () {
      var down = cell.getAttribute("aria-sort") === "ascending", body = table.tBodies[0]
      Array.from(table.tHead.rows[0].cells).forEach(function (other) { other.removeAttribute("aria-sort") })
      cell.setAttribute("aria-sort", down ? "descending" : "ascending")
      Array.from(body.rows).sort(function (a, b) {
        var order = a.cells[column].textContent.localeCompare(b.cells[column].textContent, undefined, { numeric: true })
        return down ? -order : order
      }).forEach(function (row) { body.appendChild(row) })
    })
  })
})
