/**
 * Beside the page, for the server (api/assets.py): `preloads.json`, the code, styles and words that a browser will ask
 * for next, by the start of the path and by language; and `first.json`, what the first page shows until then.
 */
import { readFileSync } from "node:fs";

import type { Plugin } from "vite";

import { LANGUAGES } from "../src/i18n/languages";
import type { Part } from "../src/i18n/parts";

const PAGES: Record<string, { code: string | null; parts: readonly Part[] }> = {
  "/": { code: null, parts: ["every", "start"] },
  "/trips/": { code: "src/trip/TripPage.tsx", parts: ["every", "trips"] },
  "/shared/": { code: "src/share/SharedPage.tsx", parts: ["every", "trips"] },
  "/p/": { code: "src/share/PublicPage.tsx", parts: ["every", "trips"] },
  "/account/": { code: "src/account/AccountPage.tsx", parts: ["every", "account"] },
};

interface Chunk {
  type: string;
  fileName: string;
  facadeModuleId?: string | null;
  imports?: string[];
  /** Set by Vite. */
  viteMetadata?: { importedCss: Set<string> };
}

export function preloads(): Plugin {
  return {
    name: "preloads",
    apply: "build",
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle as Record<string, Chunk>).filter(({ type }) => type === "chunk");
      const withImports = (name: string) => filesOf(chunkOf(chunks, name).fileName, chunks);
      const told = Object.entries(PAGES).map(([path, { code, parts }]) => {
        const own = code === null ? [] : withImports(code);
        const of = (language: string) => [...new Set([...styles, ...parts.flatMap((part) => withImports(`virtual:words/${language}/${part}`)), ...own])];
        const styles = [...own.slice(1), ...own.slice(0, 1)].flatMap((name) => stylesOf(name, chunks)); // the page's own go over those it builds on
        return [path, Object.fromEntries(Object.keys(LANGUAGES).map((language) => [language, of(language)]))];
      });
      this.emitFile({ type: "asset", fileName: "preloads.json", source: JSON.stringify(Object.fromEntries(told)) });
      this.emitFile({ type: "asset", fileName: "first.json", source: JSON.stringify(firstWords()) });
    },
  };
}

/** The head of the first page in every language, as LandingPage.tsx writes it. */
function firstWords(): Record<string, string> {
  const words = (language: string) =>
    JSON.parse(readFileSync(new URL(`../src/locales/${language}/landing.json`, import.meta.url), "utf8")) as Record<"kicker" | "headline" | "lead", string>;
  const page = ({ kicker, headline, lead }: ReturnType<typeof words>) =>
    `<div class="landing-frame"></div><main class="landing"><section class="landing-hero"><p class="landing-kicker">${kicker}</p><h1>${headline}</h1><p class="landing-lead">${lead}</p><div class="landing-box"></div></section></main>`;
  return Object.fromEntries(Object.keys(LANGUAGES).map((language) => [language, page(words(language))]));
}

function chunkOf(chunks: readonly Chunk[], module: string): Chunk {
  const chunk = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(module) === true);
  if (chunk === undefined) throw new Error(`the page's code has no ${module}`);
  return chunk;
}

function stylesOf(file: string, chunks: readonly Chunk[]): string[] {
  return [...(chunks.find(({ fileName }) => fileName === file)?.viteMetadata?.importedCss ?? [])];
}

function filesOf(file: string, chunks: readonly Chunk[], found: string[] = []): string[] {
  if (found.includes(file)) return found;
  found.push(file);
  for (const next of chunks.find(({ fileName }) => fileName === file)?.imports ?? []) filesOf(next, chunks, found);
  return found;
}
