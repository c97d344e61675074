// A short link's page. `/a/<id>/` lists the languages and leads to the reader's; a redirect leads on. Both carry the #section along.
// Nothing matches, or no script: the list stays. No module, since a browser loads none from a file.
"use strict"
{
  const links = [...document.querySelectorAll("#languages a")]
  // By language and script: `zh-TW` and `zh-Hant` are one, `zh-CN` is another.
  const named = (tag) => {
    try {
      const { language, script } = new Intl.Locale(tag).maximize()
      return `${language}-${script}`
    } catch (unknown) {
      return tag.toLowerCase().split("-")[0]
    }
  }
  const inLanguage = (name) => links.find((link) => link.hreflang && named(link.hreflang) === name)
  const wanted = (navigator.languages || [navigator.language || ""]).map(named)
  const target = links.length === 1 && !links[0].hreflang ? links[0] : wanted.map(inLanguage).find(Boolean)
  if (target) location.replace(target.href + location.hash)
}
