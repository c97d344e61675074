import { Guard, decoded } from "../../overrides/assets/javascripts/search/secrets.js"
import { equal } from "./equal.js"

// The beginning of a table with nothing in its lists: what is found is what a test puts in.
const EMPTY = {
  most_characters: 1000,
  alphabets: { digits: "0-9" },
  keys: [{ begins: ["zz"], of: "digits", least: 6, most: 8 }],
  links: [{ begins: ["secret:"] }],
  keystores: ["sealed"],
  public_blocks: ["PUBLIC"],
  addresses: [{ begins: ["net"], of: "digits", least: 20, most: 20, network: "Testnet" }],
  transaction: ["tx"],
  key: ["key"],
  pin: ["pin"],
  code: ["code"],
  between: ["is"],
  no_code: ["error"],
  password: ["password"],
  is: ["is"],
  not_told: { most_characters: 100, number: 5, names: ["eth"], at: ["at"], dot: ["dot"], digits: ["one"], han_digits: "一" },
  phrase: { ordinary: 0.35, unknown: -1, short: 2.9, few: 4, long: 5, others: 3, joined: 5, joined_apart: 5, joined_letters: 4.6, listed: 12,
    abbreviated: 10, short_words: 8, numbers: 12, apart: 6, han_short: 4, han_key: 5, han_long: 7, lengths: [12] },
  sentence_words: "the",
  ordinary_han: "",
  filter: "AAAA",
  hashes: 5,
  ordinary_list: 12,
  lists: 11,
  letters: {},
  looks: {},
}

export const tests = ({ words, secrets: vectors }) => {
  const guard = new Guard(words.secrets)
  const spans = (text) => guard.find(text).map(({ from, to, kind }) => [text.slice(from, to), kind])
  return {
    "every published key is found whole, alone and in a sentence": () => {
      for (const { text } of vectors.keys) {
        equal(spans(text), [[text, "key"]])
        equal(spans(`please explain: ${text} today?`), [[text, "key"]])
      }
    },
    "what everybody may see is no secret": () => {
      for (const text of vectors.public) equal([text, guard.kind(text)], [text, ""])
    },
    "every published phrase is found whole": () => {
      for (const { text } of vectors.phrases) equal(spans(text), [[text, "phrase"]])
    },
    "the filter holds what the lists hold": () => {
      for (const { word, lists } of vectors.words) {
        const held = Array.from({ length: words.secrets.lists }, (_, i) => i + 1).filter((list) => guard.lists(word) & (1 << list))
        equal([word, held], [word, lists])
      }
    },
    "where several things stand each has its span, in order": () => {
      const [key, phrase] = [vectors.keys[1].text, vectors.phrases[2].text]
      equal(spans(`It says no: ${phrase}. And ${key}?`).map(([, kind]) => kind), ["phrase", "key"])
    },
    "an address names its network only where it stands alone": () => {
      equal(guard.network(` ${vectors.public[0]} `), "EVM")
      equal(guard.network(`is ${vectors.public[0]} mine`), "")
    },
    "digits and Base64 that stand for a text are read, others not": () => {
      equal(decoded("56616c6964617465207369676e6174757265206572726f72"), "Validate signature error")
      equal(decoded("VmFsaWRhdGUgc2lnbmF0dXJlIGVycm9y"), "Validate signature error")
      equal(["Withdrawals", "a1b2c3d4", "", "VmFsaWR!"].map(decoded), ["", "", "", ""])
    },
    "the guard knows nothing but its table": () => {
      const made = new Guard(EMPTY)
      const kinds = (texts) => texts.map((text) => made.kind(text))
      equal(kinds(["zz123456", "secret:x", "my pin is 4821", `"sealed": 1`, "-----BEGIN OTHER-----"]), ["key", "key", "code", "key", "key"])
      equal(kinds(["zz12345", "open:x", "error pin is 4821", "-----BEGIN PUBLIC-----", vectors.phrases[0].text.slice(0, 30)]), ["", "", "", "", ""])
      equal([made.network("net" + "1".repeat(20)), made.network(vectors.public[0])], ["Testnet", ""])
    },
    "only words that tell nothing of anybody may be reported": () => {
      for (const text of vectors.reported) equal([text, guard.refusal(text)], [text, ""])
      for (const [why, texts] of Object.entries(vectors.not_reported)) for (const text of texts) equal([text, guard.refusal(text)], [text, why])
      for (const { text } of [...vectors.keys, ...vectors.phrases]) equal([text, ["secret", "long"].includes(guard.refusal(text))], [text, true])
      const long = "I sent my coins on the wrong network, they did not arrive, and the other side does not answer me. What can I do?"
      equal([100, 101].map((end) => guard.refusal(long.slice(0, end))), ["", "long"])
    },
    "of a long text the beginning is read": () => {
      const made = new Guard(EMPTY)
      equal([made.kind("- ".repeat(400) + "zz123456"), made.kind("- ".repeat(500) + "zz123456")], ["key", ""])
    },
    "a long text is read step by step": () => {
      const work = guard.finding("so many words ".repeat(3000))
      let steps = 0
      while (!work.next().done) steps++
      equal(steps > 10, true)
    },
  }
}
