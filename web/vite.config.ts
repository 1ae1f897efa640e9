import react from "@vitejs/plugin-react";
import { compression } from "vite-plugin-compression2";
import { VitePWA } from "vite-plugin-pwa";
import { defineConfig } from "vitest/config";

import { preloads } from "./plugins/preloads";
import { words } from "./plugins/words";

// Where the API listens while `npm run dev` serves the page with hot reload.
const api = process.env.TRIPWRIGHT_API ?? "http://127.0.0.1:8000";

/** Words and the console's pages are named for what they are, so that the service worker need not fetch them beforehand. */
function chunkName({ facadeModuleId }: { facadeModuleId?: string | null }): string {
  const words = /virtual:words\/(\w+)\/(\w+)$/.exec(facadeModuleId ?? "");
  if (words) return `assets/words-${words[1] ?? ""}-${words[2] ?? ""}-[hash].js`;
  return (facadeModuleId ?? "").includes("/src/console/") ? "assets/console-[name]-[hash].js" : "assets/[name]-[hash].js";
}

/** Few files and no tiny ones: what every page starts with, and what many pages share. */
const codeSplitting = {
  groups: [
    { name: "vendor", tags: ["$initial" as const], test: /node_modules/, priority: 3 },
    { name: "start", tags: ["$initial" as const], priority: 2 },
    { name: "common", minShareCount: 3, test: /lucide-react|[\\/]src[\\/](api|format|run|ui|trip[\\/](plan|context)\.)/, priority: 1 },
  ],
};

export default defineConfig({
  plugins: [
    react(),
    words(),
    preloads(),
    VitePWA({
      strategies: "injectManifest",
      srcDir: "src/worker",
      filename: "sw.ts",
      injectRegister: false,
      manifest: {
        name: "Tripwright",
        short_name: "Tripwright",
        description: "Trip plans that are true: solved, not written, and certified.",
        id: "/",
        start_url: "/",
        display: "standalone",
        background_color: "#faf7f2",
        theme_color: "#0e5e54",
        categories: ["travel"],
        icons: [
          { src: "/icon-192.png", sizes: "192x192", type: "image/png" },
          { src: "/icon-512.png", sizes: "512x512", type: "image/png" },
          { src: "/icon-maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
          { src: "/favicon.svg", sizes: "any", type: "image/svg+xml" },
        ],
        shortcuts: [{ name: "New trip", url: "/", icons: [{ src: "/icon-192.png", sizes: "192x192" }] }],
        share_target: { action: "/", method: "GET", enctype: "application/x-www-form-urlencoded", params: { title: "title", text: "wish", url: "url" } },
      },
      injectManifest: {
        globPatterns: ["assets/*.{js,css}", "assets/*-latin-*.woff2", "favicon.svg"],
        globIgnores: ["assets/words-*", "assets/console-*", "assets/MapPanel-*", "assets/*Chart-*", "assets/maplibre*"],
      },
    }),
    // Beforehand and as small as it gets; the server hands out what the browser reads (api/assets.py).
    compression({ algorithms: ["brotliCompress", "gzip"], include: /\.(js|css|svg)$/, threshold: 1000 }),
  ],
  resolve: { alias: { "@": new URL("./src", import.meta.url).pathname } },
  build: { target: "es2023", sourcemap: false, chunkSizeWarningLimit: 1200, manifest: true, rolldownOptions: { output: { chunkFileNames: chunkName, codeSplitting } } },
  server: { proxy: { "/v1": api, "/go": api, "/version": api } },
  test: { environment: "node", include: ["src/**/*.test.ts"] },
});
