import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// Where the API listens while `npm run dev` serves the page with hot reload.
const api = process.env.TRIPWRIGHT_API ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { "@": new URL("./src", import.meta.url).pathname } },
  build: { target: "es2023", sourcemap: false, chunkSizeWarningLimit: 1200 },
  server: { proxy: { "/v1": api, "/go": api, "/version": api } },
  test: { environment: "node", include: ["src/**/*.test.ts"] },
});
