/* Served as /sw.js. Lets the public pages of a workshop open without a network, and nothing else.

   It answers below /<language>/workshops/ alone, for that is the scope it is registered with. It keeps what a
   workshop's offline.json lists, where the address is one of a programme's pages or of their files, fetched
   without cookies, so that no page about a reader can come in. Always the network first; what is kept is shown
   where that fails or keeps one waiting. */

const KEPT = "agenda-1 "; // then the workshop's address and the version; another number empties all phones
const LIST = /^(\/(?:en|zh-hans|ru)\/workshops\/[\w-]+\/)offline\.json$/;
const PAGE =
  /^(\/(?:en|zh-hans|ru)\/workshops\/[\w-]+\/)(?:(?:agenda|information|visits|speakers)\/|(?:sessions|speakers)\/[\w-]+\/)?$/;
const BELOW = /^(\/(en|zh-hans|ru)\/workshops\/[\w-]+\/)/;
const FILE = /^\/static\/(?:css|js|brand)\/[\w.-]+$/;
const PATIENCE = 5000; // milliseconds
const AT_ONCE = 3; // pages

const ask = (address) => fetch(address, { credentials: "omit", cache: "no-cache", redirect: "error" });
const isOurs = (path) => PAGE.test(path) || FILE.test(path);
const isForEverybody = (answer) =>
  answer.ok && answer.type === "basic" && /\bpublic\b/.test(answer.headers.get("Cache-Control") || "");

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  event.waitUntil(drop((name) => !name.startsWith(KEPT)));
});

self.addEventListener("message", (event) => {
  if (LIST.test(event.data)) event.waitUntil(refresh(event.data).then(() => forgetWithdrawn(event.data)));
});

self.addEventListener("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== location.origin) return;
  if (isOurs(pathname)) event.respondWith(answer(event, pathname));
  else if (event.request.mode === "navigate" && BELOW.test(pathname))
    event.respondWith(fetch(event.request).catch(() => unkept(pathname)));
});

/* A page of a kept workshop that is not kept itself: say so, and lead to what is. */
async function unkept(path) {
  const [, base, language] = BELOW.exec(path);
  const list = await caches.match(`${base}offline.json`);
  if (!list) return Response.error();
  const { unkept: say, files } = await list.json();
  const html = `<!doctype html><html lang="${language}"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>${say.title}</title>
<link rel="stylesheet" href="${files[0]}"><main class="wrap"><h1>${say.title}</h1>
<p>${say.text}</p><p><a href="${base}agenda/">${say.link}</a></p></main>`;
  return new Response(html, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } });
}

async function answer(event, path) {
  const kept = await caches.match(path);
  if (!kept) return live(event, path);
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, kept));
  return Promise.race([live(event, path).then((it) => (it.status < 500 ? it : kept), () => kept), late]);
}

/* From the network. A page that is gone may mean that its whole workshop was withdrawn. */
async function live(event, path) {
  const response = await fetch(event.request);
  const page = PAGE.exec(path);
  if (page && response.status === 404) event.waitUntil(refresh(`${page[1]}offline.json`));
  return response;
}

/* Keep a workshop as its list says, once the list has changed; forget it where there is none any more. */
async function refresh(list) {
  const [, base] = LIST.exec(list);
  const answer = await ask(list).catch(() => null);
  if (!answer) return;
  if (answer.status === 404) await forget(base);
  if (!isForEverybody(answer)) return;
  const { version, pages, files } = await answer.clone().json();
  const name = `${KEPT}${base} ${version}`;
  const cache = await caches.open(name);
  if (!(await cache.match(list))) {
    const wanted = [...files, ...pages].filter(isOurs);
    while (wanted.length) await Promise.all(wanted.splice(0, AT_ONCE).map((address) => keep(cache, address)));
  }
  await cache.put(list, answer); // last: it says that all is there, and as of when
  await drop((other) => other.startsWith(`${KEPT}${base} `) && other !== name);
}

/* A workshop that is gone is gone in every language. */
function forget(base) {
  const [, , , slug] = base.split("/");
  return drop((name) => name.includes(`/workshops/${slug}/ `));
}

/* Whatever else is kept: whether it is still there. */
async function forgetWithdrawn(asked) {
  for (const name of await caches.keys()) {
    const [, base] = name.split(" ");
    if (asked === `${base}offline.json`) continue;
    const answer = await ask(`${base}offline.json`).catch(() => null);
    if (answer && answer.status === 404) await forget(base);
  }
}

async function keep(cache, address) {
  if (await cache.match(address)) return; // from a fetch that was broken off
  const response = await ask(address);
  if (isForEverybody(response)) await cache.put(address, await marked(response));
}

/* A kept page says of itself that it is one: workshop.js then says how old it is. */
async function marked(response) {
  if (!/^text\/html/.test(response.headers.get("Content-Type"))) return response;
  const text = (await response.text()).replace("<html ", "<html data-kept ");
  const headers = new Headers(response.headers);
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  return new Response(text, { headers });
}

async function drop(isOld) {
  for (const name of await caches.keys()) if (isOld(name)) await caches.delete(name);
}
