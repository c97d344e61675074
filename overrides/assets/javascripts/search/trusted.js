// The scripts that a page may start by their address: the worker of the search, and the service worker of the site. A browser that knows
// Trusted Types takes such an address from this policy alone (pages/policy.py); others know none, and take it as it is.

const OWN = ["worker.js", "../../../sw.js"].map((path) => new URL(path, import.meta.url).href)

const policy = globalThis.trustedTypes?.createPolicy("help-center", {
  createScriptURL(address) {
    if (OWN.includes(address)) return address
    throw new TypeError(`not a worker of this site: ${address}`)
  },
})

// Returns an address as one that a worker may be started from; throws where it is not the site's own.
export function scriptAddress(url) {
  const address = new URL(url, location.href).href
  return policy ? policy.createScriptURL(address) : address
}
