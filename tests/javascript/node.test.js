// The tests of the modules in Node; test_modules.py runs them, there and in a browser, and says in GIVEN which file holds what they are given.
import { readFileSync } from "node:fs"
import { test } from "node:test"

const given = JSON.parse(readFileSync(process.env.GIVEN, "utf8"))
for (const module of given.modules) {
  const { tests } = await import(`./${module}.js`)
  for (const [name, run] of Object.entries(tests(given))) test(`${module}: ${name}`, run)
}
