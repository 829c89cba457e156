// Form and queue without a network. VERSION and KEPT stand above, by the server.
"use strict";
const CACHE = "tuntas-luring-" + VERSION;
const PATIENCE = 10000;

addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(CACHE);
    // Without a cookie: what is kept is nobody's.
    await Promise.all(KEPT.map(async (path) => {
      const answer = await fetch(path, { credentials: "omit" });
      if (!answer.ok) throw new Error(path);
      await cache.put(path, answer);
    }));
    await skipWaiting();
  })());
});

addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith("tuntas-luring-") && name !== CACHE) await caches.delete(name);
    }
    await clients.claim();
  })());
});

const kept = (path) => caches.open(CACHE).then((cache) => cache.match(path, { ignoreVary: true }));

async function page(request, instead) {
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
    if (answer.status < 500) return answer;
  } catch { /* no network, or as good as none */ }
  return kept(instead);
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") {
    if (url.pathname === "/luring") event.respondWith(page(request, "/luring"));
    if (url.pathname === "/aduan/baru") event.respondWith(page(request, "/luring/formulir"));
  } else if (KEPT.includes(url.pathname + url.search)) {
    event.respondWith(kept(url.pathname + url.search).then((found) => found || fetch(request)));
  }
});
