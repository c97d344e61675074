// The one assertion of these tests, which run in Node and in a browser: throws where two values are not the same as JSON.
export function equal(actual, expected) {
  const [is, should] = [actual, expected].map((value) => JSON.stringify(value))
  if (is !== should) throw new Error(`${is} is not ${should}`)
}
