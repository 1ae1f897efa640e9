declare module "virtual:words" {
  import type { ResourceKey } from "i18next";

  /** By language and part, "en/trips" for one: its areas' words (`plugins/words.ts`). */
  const files: Record<string, (() => Promise<{ default: Record<string, ResourceKey> }>) | undefined>;
  export default files;
}
