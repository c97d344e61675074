import { Pinyin } from "../../overrides/assets/javascripts/search/pinyin.js"
import { equal } from "./equal.js"

// What test_modules.py makes of a few texts with pinyin.py, as the index has it.
export const tests = ({ particles, pinyin: { table, rarity } }) => {
  const made = new Pinyin(table, new Map(Object.entries(rarity)), particles)
  const known = new Set(["gas", "approve", "you", "can", "usdt"])
  const read = (text) => made.read(text, (word) => known.has(word))
  const all = (pairs) => {
    for (const [text, expected] of Object.entries(pairs)) equal([text, read(text)], [text, expected])
  }
  return {
    "syllables are read as Han, in one word or in several": () =>
      all({ zhujici: "助记词", "zhu ji ci": "助记词", "zhuji ci": "助记词", "zhuanzhang cuo le": "转账错了", "qianbao bei dao": "钱包被盗" }),
    "of characters that sound the same the likeliest is taken, by its neighbours": () => all({ zhuanzhang: "转账", zhanghu: "账户", dao: "dao" }),
    "what means something as it is stays": () => all({ gas: "gas", "approve usdt": "approve usdt", can: "can", "zhuanzhang usdt": "转账 usdt" }),
    "a short word that means something is pinyin beside pinyin": () => all({ "you qianbao": "有钱包", you: "you" }),
    "Han, other words and punctuation stay where they are": () =>
      all({ "助记词 diu le?": "助记词 diu le?", "我的qianbao不见": "我的钱包不见", "qianbao, gas": "钱包, gas", "": "", "12 zhujici": "12 助记词" }),
    "other languages are left alone": () =>
      all({ "my wallet was hacked": "my wallet was hacked", "palabras perdidas": "palabras perdidas", xyzzy: "xyzzy", "fan tan": "fan tan" }),
    "initials stand for the words that have them, where nothing is in Han": () =>
      all({ zjc: "助记词", zjcqb: "助记词钱包", qb: "qb", "zjc 被盗": "zjc 被盗", btc: "btc", ftx: "ftx" }),
    "no typed text is slow or throws": () => equal(read("zhuanzhang".repeat(20)).length, 40),
  }
}
