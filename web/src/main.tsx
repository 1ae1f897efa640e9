import "@fontsource-variable/fraunces/opsz.css";
import "@fontsource-variable/inter/wght.css";
import "./theme/tokens.css";
import "./theme/base.css";

import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { startTransition, StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { queries } from "./api/cache";
import { startWords } from "./i18n";
import { router } from "./router";

// The layers under menus and dialogs write a style element (get-nonce reads this name), which our policy asks a nonce of.
Object.assign(globalThis, { __webpack_nonce__: document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce });

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");

void begin(root);

/** Not awaited by the module itself: the code of the pages imports this one's, and would wait for what waits for it. */
async function begin(holder: HTMLElement): Promise<void> {
  await startWords();
  await router.load(); // what comes after the first picture is drawn in one piece, so the page is there before it
  // In slices, so that the page answers to a finger meanwhile.
  startTransition(() =>
    createRoot(holder).render(
      <StrictMode>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </StrictMode>,
    ),
  );
}

// After the page, so that it takes nothing from the first picture. Browsers have workers only where a page is safe.
if (import.meta.env.PROD && "serviceWorker" in navigator) {
  const register = () => void import("./offline/register").then(({ registerWorker }) => registerWorker(queries));
  if (document.readyState === "complete") register();
  else window.addEventListener("load", register, { once: true });
}
