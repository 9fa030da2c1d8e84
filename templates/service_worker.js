// Shows the portal's own page where the line is gone. It keeps that page and its parts, and nothing else: no page of the
// portal, no answer, nothing of anybody. It touches neither forms that are sent nor uploads nor what scripts ask.
// docs/decisions/0055 says why it is so little, and how it is taken back.

const KEPT = "offline-{{ version }}", PAGE = "{% url 'offline' %}";
const PARTS = [{% for part in parts %}"{{ part }}"{% if not forloop.last %}, {% endif %}{% endfor %}];

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(KEPT);
    await cache.addAll([PAGE, ...PARTS].map((address) => new Request(address, { credentials: "omit" })));
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const former = (await caches.keys()).filter((name) => name.startsWith("offline-") && name !== KEPT);
    await Promise.all(former.map((name) => caches.delete(name)));
    // The browser asks for a page while this script wakes up, so that no page waits for it
    await self.registration.navigationPreload?.enable();
    await self.clients.claim();
  })());
});

const kept = (address) => caches.match(address, { cacheName: KEPT });

async function pageOrOffline(event) {
  try {
    return (await event.preloadResponse) ?? await fetch(event.request);
  } catch (fault) {
    const page = await kept(PAGE);
    if (!page) throw fault;
    return new Response(page.body, { status: 503, statusText: "Offline", headers: page.headers });
  }
}

async function partOrKept(request) {
  try {
    return await fetch(request);
  } catch (fault) {
    const part = await kept(request.url);
    if (!part) throw fault;
    return part;
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(pageOrOffline(event));
  else if (PARTS.includes(new URL(request.url).pathname)) event.respondWith(partOrKept(request));
});
