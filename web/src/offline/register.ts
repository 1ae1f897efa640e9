/** Brings the service worker in once the page is up, and offers a new version when there is one. */
import type { QueryClient } from "@tanstack/react-query";
import i18next from "i18next";
import { Workbox } from "workbox-window";

import { toast } from "@/ui/toasts";

export async function registerWorker(queries: QueryClient): Promise<void> {
  const worker = new Workbox("/sw.js");
  worker.addEventListener("waiting", () => offerUpdate(worker));
  worker.addEventListener("activated", ({ isUpdate }) => {
    if (!isUpdate) keepWhatIsOpen(worker, queries);
  });
  try {
    await worker.register();
  } catch {
    // A browser that lets no service worker in shows the page all the same.
  }
}

/** The first time, the worker comes after the page: what the page has fetched by then is fetched once more, to be kept. */
function keepWhatIsOpen(worker: Workbox, queries: QueryClient): void {
  const seen = performance.getEntriesByType("resource").map(({ name }) => new URL(name));
  const files = seen.filter((url) => url.origin === location.origin && (url.pathname.startsWith("/assets/") || url.searchParams.has("w")));
  void worker.messageSW({ type: "CACHE_URLS", payload: { urlsToCache: files.map(String) } });
  void queries.invalidateQueries({ refetchType: "active" });
}

function offerUpdate(worker: Workbox): void {
  toast({
    text: i18next.t("update.ready"),
    action: {
      name: i18next.t("update.reload"),
      act: () => {
        worker.addEventListener("controlling", () => location.reload());
        worker.messageSkipWaiting();
      },
    },
  });
}
