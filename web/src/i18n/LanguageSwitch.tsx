import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Languages } from "lucide-react";
import { useTranslation } from "react-i18next";

import { changeProfile, profileQuery } from "@/account/api";
import { useWho } from "@/account/who";

import { chooseLanguage } from ".";
import { isLanguage, type Language, LANGUAGES } from "./languages";
import styles from "./LanguageSwitch.module.css";

/** The page in another language: at once, on this device, and in the account of who is signed in. */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  const change = useChangeOfLanguage();
  return (
    <label className={styles.switch} title={t("language")}>
      <Languages size={18} aria-hidden />
      <select aria-label={t("language")} value={i18n.language} onChange={({ target }) => isLanguage(target.value) && change(target.value)}>
        {Object.entries(LANGUAGES).map(([language, name]) => (
          <option key={language} value={language} lang={language}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

function useChangeOfLanguage(): (language: Language) => void {
  const queries = useQueryClient();
  const account = useWho()?.data;
  const kept = useMutation({
    mutationFn: (language: Language) => changeProfile({ language }),
    onSuccess: (fresh) => queries.setQueryData(profileQuery.queryKey, fresh),
  });
  return (language) => {
    void chooseLanguage(language);
    if (account !== undefined && account.language !== language) kept.mutate(language);
  };
}
