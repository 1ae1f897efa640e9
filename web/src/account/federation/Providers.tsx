import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import clsx from "clsx";
import { LogIn } from "lucide-react";
import { useTranslation } from "react-i18next";

import { Button } from "@/ui/Button";
import buttons from "@/ui/Button.module.css";

import { type Offered, providersQuery } from "../api";
import styles from "../Card.module.css";
import { startAddress } from "./arrival";

interface Props {
  /** A directory asks for a name and password on our own page. */
  onDirectory: (provider: Offered) => void;
  /** Whether nothing else has parted them from the form yet. */
  divided?: boolean;
}

/** A button for each way to sign in that is set up beside e-mail and password; nothing where there is none. */
export function Providers({ onDirectory, divided = false }: Props) {
  const { t } = useTranslation("account");
  const { next } = useSearch({ strict: false });
  const { data: providers = [] } = useQuery(providersQuery);
  if (providers.length === 0) return null;
  return (
    <>
      {divided && <span className={styles.or}>{t("or")}</span>}
      {providers.map((provider) =>
        provider.kind === "ldap" ? (
          <Button key={provider.name} onClick={() => onDirectory(provider)}>
            <Words provider={provider} />
          </Button>
        ) : (
          <a key={provider.name} className={clsx(buttons.button, buttons.soft)} href={startAddress(provider.start, next, location.origin)}>
            <Words provider={provider} />
          </a>
        ),
      )}
    </>
  );
}

function Words({ provider }: { provider: Offered }) {
  const { t } = useTranslation("account");
  return (
    <>
      <LogIn size={16} aria-hidden />
      {t("outside.continue", { provider: provider.label })}
    </>
  );
}
