// Takes the place of the service worker where it is switched off: forgets what it saved, and goes.
addEventListener("install", () => skipWaiting())
addEventListener("activate", (event) => event.waitUntil(forget()))

async function forget() {
  for (const name of await caches.keys()) if (name.startsWith("help-center:" + registration.scope)) await caches.delete(name)
  await registration.unregister()
}
