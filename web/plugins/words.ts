/** `virtual:words`: the words of src/locales, one file for each language and part instead of one for each area. */
import { readdirSync } from "node:fs";

import type { Plugin } from "vite";

import { PARTS } from "../src/i18n/parts";

const NAME = "virtual:words";
const languages = readdirSync(new URL("../src/locales", import.meta.url));

export function words(): Plugin {
  return {
    name: "words",
    resolveId: (id) => (id === NAME || id.startsWith(`${NAME}/`) ? `\0${id}` : null),
    load(id) {
      if (id === `\0${NAME}`) return listed();
      const [, language, part] = /^\0virtual:words\/(\w+)\/(\w+)$/.exec(id) ?? [];
      return language === undefined || part === undefined ? null : together(language, PARTS[part as keyof typeof PARTS]);
    },
  };
}

function listed(): string {
  const names = languages.flatMap((language) => Object.keys(PARTS).map((part) => `${language}/${part}`));
  return `export default {${names.map((name) => `"${name}": () => import("${NAME}/${name}")`).join(",")}};`;
}

function together(language: string, areas: readonly string[]): string {
  const imports = areas.map((area) => `import ${area} from "/src/locales/${language}/${area}.json";`);
  return `${imports.join("\n")}\nexport default {${areas.join(",")}};`;
}
