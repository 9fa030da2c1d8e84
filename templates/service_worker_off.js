// Takes back the worker that a browser may have from before: whatever it kept goes, and then it goes itself.

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const former = (await caches.keys()).filter((name) => name.startsWith("offline-"));
    await Promise.all(former.map((name) => caches.delete(name)));
    await self.registration.unregister();
  })());
});
