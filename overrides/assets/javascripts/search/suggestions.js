// What is suggested while somebody types: questions of the bank (hooks/helpcenter/search/suggestions.py chooses them), each with the page
// and the section that answer it.

const MOST = 4, MOST_OF_PAGE = 2
const ENOUGH = 0.7 // of what the words in the field weigh, rare ones more: so much of it a suggestion holds

export class Suggestions {
  // `questions` are [page, section or "", question] each, those of a page together, its best first; `index` is that of their language.
  constructor(questions, index) {
    this.index = index
    this.questions = questions
    this.holding = new Map() // term → numbers of the questions that hold it
    questions.forEach(([, , text], number) => {
      for (const term of new Set(index.analyzer.terms(text, index.language))) {
        if (!this.holding.has(term)) this.holding.set(term, [])
        this.holding.get(term).push(number)
      }
    })
  }

  // {url, anchor, text} of the questions that fit what is typed so far, the best first: those of the pages in `results`, then others.
  matching(typed, results) {
    const { analyzer, language, pages } = this.index
    const asked = analyzer.folded(typed).trim(), terms = [...new Set(analyzer.terms(this.index.withoutQuestions(asked), language))]
    const held = new Map() // number → weight of the words that it holds
    let all = 0
    for (const [i, term] of terms.entries()) {
      const numbers = this.#holding(term, i === terms.length - 1), weight = Math.log(1 + this.questions.length / (numbers.size || 0.5))
      all += weight
      for (const number of numbers) held.set(number, (held.get(number) ?? 0) + weight)
    }
    const ranks = new Map(results.map(({ url }, rank) => [url, rank]))
    const fitting = [...held.keys()]
      .filter((number) => held.get(number) >= all * ENOUGH)
      .map((number) => {
        const [page, anchor, text] = this.questions[number], { url } = pages[page]
        return { url, anchor, text, number, rank: ranks.get(url) ?? results.length }
      })
      .sort((a, b) => a.rank - b.rank || held.get(b.number) - held.get(a.number) || a.number - b.number)
    const suggested = []
    for (const { url, anchor, text } of fitting) {
      if (suggested.length === MOST) break
      const ofPage = suggested.filter((other) => other.url === url).length
      if (ofPage < MOST_OF_PAGE && analyzer.folded(text) !== asked) suggested.push({ url, anchor, text })
    }
    return suggested
  }

  // The numbers of the questions that hold a term; of the last, which may still be typed, also those with a longer one.
  #holding(term, last) {
    const terms = last ? [...this.holding.keys()].filter((other) => other.startsWith(term)) : [term]
    return new Set(terms.flatMap((each) => this.holding.get(each) ?? []))
  }
}
