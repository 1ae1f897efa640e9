/**
 * The service worker: the page and the trips that were opened stay readable without a network.
 *
 * What is kept of a person is in caches whose names begin with "private"; signing out empties them
 * (src/offline/forget.ts).
 */
import { CacheableResponsePlugin } from "workbox-cacheable-response";
import { clientsClaim, type WorkboxPlugin } from "workbox-core";
import { ExpirationPlugin } from "workbox-expiration";
import { cleanupOutdatedCaches, type PrecacheEntry, precacheAndRoute } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";
import { CacheFirst, NetworkFirst } from "workbox-strategies";

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: (PrecacheEntry | string)[] };

const PAGE = "page";
const DATA = "private-data";
const PICTURES = "private-pictures";
const MONTH_S = 30 * 86_400;
const SLOW_S = 4;
const APP = [/^\/$/, /^\/trips\/[^/]+$/, /^\/account\//];
const READABLE = /^\/v1\/(trips(\/.+)?|atlas\/.+|tenant)$/;
const FLEETING = /\/(documents|events|exports?|feedback|live|presence)(\/|$)/;

const whole = new CacheableResponsePlugin({ statuses: [200] });

/** Says in a header when an answer was kept, so that the page can tell how old it is. */
const dated: WorkboxPlugin = {
  cacheWillUpdate: ({ response }) => {
    if (response.status !== 200) return Promise.resolve(null);
    const headers = new Headers(response.headers);
    headers.set("X-Kept-At", new Date().toISOString());
    return Promise.resolve(new Response(response.body, { status: 200, headers }));
  },
};

/** What the server no longer shows to this reader is not kept either. */
const withdrawn: WorkboxPlugin = {
  fetchDidSucceed: async ({ request, response }) => {
    if ([401, 403, 404, 410].includes(response.status)) {
      await (await caches.open(DATA)).delete(request, { ignoreVary: true });
    }
    return response;
  },
};

cleanupOutdatedCaches();
precacheAndRoute(self.__WB_MANIFEST);
clientsClaim();

// Every address of the app is answered with the same page; it comes with the policy and the nonce that belong to it.
const page = new NetworkFirst({
  cacheName: PAGE,
  networkTimeoutSeconds: SLOW_S,
  matchOptions: { ignoreVary: true },
  plugins: [whole, { cacheKeyWillBeUsed: () => Promise.resolve("/") }],
});
registerRoute(new NavigationRoute(page, { allowlist: APP }));

registerRoute(
  ({ sameOrigin, url }) => sameOrigin && READABLE.test(url.pathname) && !FLEETING.test(url.pathname),
  new NetworkFirst({
    cacheName: DATA,
    matchOptions: { ignoreVary: true },
    plugins: [dated, withdrawn, new ExpirationPlugin({ maxEntries: 200, maxAgeSeconds: MONTH_S, purgeOnQuotaError: true })],
  }),
);

registerRoute(
  ({ sameOrigin, url, request }) => sameOrigin && url.pathname.startsWith("/v1/") && request.destination === "image",
  new CacheFirst({
    cacheName: PICTURES,
    matchOptions: { ignoreVary: true },
    plugins: [whole, new ExpirationPlugin({ maxEntries: 400, maxAgeSeconds: MONTH_S, purgeOnQuotaError: true })],
  }),
);

// Hashed files that were not worth fetching beforehand: other languages, the map.
registerRoute(
  ({ sameOrigin, url }) => sameOrigin && url.pathname.startsWith("/assets/"),
  new CacheFirst({ cacheName: "assets", plugins: [whole, new ExpirationPlugin({ maxEntries: 200, maxAgeSeconds: MONTH_S })] }),
);

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(PAGE).then((cache) => cache.add("/")));
});

self.addEventListener("message", ({ data }: ExtendableMessageEvent) => {
  if ((data as { type?: string } | null)?.type === "SKIP_WAITING") void self.skipWaiting();
});
