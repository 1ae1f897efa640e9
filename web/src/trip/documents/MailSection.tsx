import { useMutation } from "@tanstack/react-query";
import { Mail } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";

import { useSignedIn } from "@/api/session";
import { isLanguage } from "@/i18n/languages";
import { Button } from "@/ui/Button";
import { ProblemNote } from "@/ui/ProblemNote";

import { mailTrip } from "./api";
import styles from "./TakeAlong.module.css";

export function MailSection({ tripId }: { tripId: string }) {
  const { t, i18n } = useTranslation("documents");
  const signedIn = useSignedIn();
  const title = useId();
  const language = isLanguage(i18n.language) ? i18n.language : "en";
  const sent = useMutation({ mutationFn: () => mailTrip(tripId, language) });
  return (
    <section aria-labelledby={title} className={styles.section}>
      <h3 id={title}>{t("email.title")}</h3>
      <p className={styles.lead}>{signedIn ? t("email.lead") : t("email.guest")}</p>
      {signedIn && (
        <Button disabled={sent.isPending || sent.isSuccess} onClick={() => sent.mutate()}>
          <Mail size={16} />
          {t("email.send")}
        </Button>
      )}
      <p role="status">{sent.isSuccess ? t("email.sent") : ""}</p>
      {sent.error !== null && <ProblemNote error={sent.error} />}
    </section>
  );
}
