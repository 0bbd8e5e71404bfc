/* Served as /sw.js where keeping is switched off (ROSTRUM_OFFLINE=0): whoever kept something drops it. */
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(leave()));

async function leave() {
  for (const name of await caches.keys()) await caches.delete(name);
  await self.registration.unregister();
}
