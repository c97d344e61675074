// How a text is cut into the terms that the search looks up: what hooks/helpcenter/search/analyzer.py does in Python for the index, done here
// for queries. The two give the same answers: tests/data/vectors/analyzer.yml is asked of both.

// Scripts that part no words by blanks: Han, kana, Thai, Lao, Burmese and Khmer.
const CHARACTERS = "\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u3040-\\u30ff\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff"
export const UNSPACED = new RegExp(`[${CHARACTERS}]`)
export const RUN = new RegExp(`[${CHARACTERS}]+|(?:(?![${CHARACTERS}])[\\p{L}\\p{N}])+`, "gu")
const INVISIBLE = /[\u200b-\u200d\u2060\ufeff\u00ad\u0640]/g
const ACCENT = /\p{M}/gu
const APOSTROPHE = /['’‘`´]/g
const PRONOUN = /^(.{2,}(?:ar|er|ir|ando|iendo))(?:me?|te?|se?|no|l)+$/ // that Spanish joins to a verb: robarme, here as it is stemmed
const ENDING = /^(.{3,}?)(?:ieron|iendo|aron|ando|aban|ab|ar|er|ir|an)$|^(.{4,})en$/ // of Spanish verbs; a token is none

export class Analyzer {
  // `particles` are Han characters that only join words; the characters of `simplified` and `traditional` go in pairs; `forms` is
  // the stem of a form that no ending explains → that of its plain form (forms.yml).
  constructor({ particles, simplified, traditional, forms }) {
    const simple = [...simplified]
    this.forms = new Map(Object.entries(forms ?? {}))
    this.betweenParticles = new RegExp(`[${particles}]+`)
    this.plain = new Map([...[...traditional].map((character, i) => [character, simple[i]]), ["ى", "ي"], ["ة", "ه"]])
  }

  // The text in lower case, without accents, width and invisible characters; traditional characters simplified, Arabic letters plain.
  folded(text) {
    const plain = text.replace(INVISIBLE, "").normalize("NFKC").toLowerCase()
    const bare = plain.normalize("NFD").replace(ACCENT, "").normalize("NFC").replace(APOSTROPHE, "")
    return Array.from(bare, (character) => this.plain.get(character) ?? character).join("")
  }

  // The terms of a text, in its order: overlapping pairs of Han and other unspaced characters, and words without their inflection.
  terms(text, language) {
    const terms = []
    for (const run of this.folded(text).match(RUN) ?? []) {
      if (UNSPACED.test(run[0])) terms.push(...run.split(this.betweenParticles).flatMap(pairs))
      else terms.push(stem(run, language))
    }
    return terms
  }

  // What a term shares with the other forms of its word: stole and steal, llegaron and llegué. No page is searched by it alone.
  root(term, language) {
    const root = this.forms.get(term) ?? term
    if (language.split("-")[0] !== "es") return root
    const alone = root.replace(PRONOUN, "$1"), cut = ENDING.exec(alone)
    const bare = cut ? cut[1] ?? cut[2] : alone
    return bare.length > 3 && bare.endsWith("i") ? bare.slice(0, -1) : bare // of verbs in -iar
  }
}

// The overlapping pairs of a run of Han characters; a single one stays.
function pairs(run) {
  const characters = [...run]
  if (characters.length === 1) return characters
  return characters.slice(1).map((character, i) => characters[i] + character)
}

// A folded word without its inflection; what holds a digit stays as it is.
export function stem(word, language) {
  if (word.length < 4 || !/^\p{L}+$/u.test(word)) return word
  const primary = language.split("-")[0]
  if (!/^[a-z]+$/.test(word)) return primary === "ar" ? arabic(word) : word
  return primary === "es" ? spanish(word) : english(word)
}

function english(word) {
  if (word.endsWith("ies") && word.length > 4) word = word.slice(0, -3) + "y"
  else if (/(sses|shes|ches|xes)$/.test(word)) word = word.slice(0, -2)
  else if (word.endsWith("s") && !/(ss|us|is)$/.test(word)) word = word.slice(0, -1)
  for (const ending of ["ing", "ed"]) {
    const root = word.slice(0, -ending.length)
    if (word.endsWith(ending) && root.length > 2 && /[aeiouy]/.test(root)) {
      const last = root.at(-1)
      word = last === root.at(-2) && !"lsz".includes(last) ? root.slice(0, -1) : root
      break
    }
  }
  if (word.length > 3 && word.endsWith("e")) word = word.slice(0, -1)
  return word.length > 3 && word.endsWith("y") ? word.slice(0, -1) + "i" : word
}

function spanish(word) {
  if (word.endsWith("ces")) word = word.slice(0, -3) + "z"
  else if (word.endsWith("es") && word.length > 5 && !"aeiou".includes(word.at(-3))) word = word.slice(0, -2)
  else if (word.endsWith("s")) word = word.slice(0, -1)
  for (const ending of ["ando", "iendo", "ado", "ada", "ido", "ida", "ar", "er", "ir"])
    if (word.endsWith(ending) && word.length - ending.length > 2) return word.slice(0, -ending.length)
  return word.length > 4 && "aeo".includes(word.at(-1)) ? word.slice(0, -1) : word
}

function arabic(word) {
  const beginning = ["وال", "بال", "كال", "فال", "لل", "ال"].find((letters) => word.startsWith(letters) && word.length - letters.length > 2)
  if (beginning) word = word.slice(beginning.length)
  const ending = ["ات", "ون", "ين", "ها", "ه", "ي"].find((letters) => word.endsWith(letters) && word.length - letters.length > 2)
  return ending ? word.slice(0, -ending.length) : word
}
