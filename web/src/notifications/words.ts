import { useTranslation } from "react-i18next";

import { useLocale } from "@/i18n/useLocale";

import type { Notification } from "./api";

/** What happened, in the reader's language. */
export function useWords(): (item: Notification) => string {
  const { t } = useTranslation("notifications");
  const locale = useLocale();
  return ({ about, by }) => {
    const title = about.title === "" ? t("trip") : apart(about.title);
    const name = by === null || by.guest ? t("someone") : apart(by.name);
    if (about.kind === "budget_reached") {
      const share = new Intl.NumberFormat(locale, { style: "percent" }).format(about.percent / 100);
      return about.percent >= 100 ? t("usedUp") : t("about.budget_reached", { share });
    }
    if (about.kind === "document_ready" || about.kind === "document_failed") return t(`about.${about.kind}`, { title });
    return t(`about.${about.kind}`, { name, title });
  };
}

/** Somebody's own words keep their direction, and what stands around them keeps its place. */
function apart(text: string): string {
  return `\u2068${text}\u2069`;
}
