// A short link's page. `/a/<id>/` lists the languages and leads to the reader's; a redirect leads on. Both carry the #section along.
// Nothing matches, or no script: the list stays.
(function () {
  var links = Array.prototype.slice.call(document.querySelectorAll("#languages a"))
  var wanted = (navigator.languages || [navigator.language || ""]).map(function (tag) { return tag.toLowerCase().split("-")[0] })
  function inLanguage(code) { return links.filter(function (link) { return link.hreflang === code })[0] }
  var target = links.length === 1 && !links[0].hreflang ? links[0] : wanted.map(inLanguage).filter(Boolean)[0]
  if (target) location.replace(target.href + location.hash)
})()
