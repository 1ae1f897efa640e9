import { useMutation } from "@tanstack/react-query";
import { Dialog } from "radix-ui";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";

import { Button } from "@/ui/Button";
import dialog from "@/ui/Dialog.module.css";
import { ProblemNote } from "@/ui/ProblemNote";

import { useTripContext } from "../context";
import { reworded } from "./rework";
import { type Action, type Target, wordsEdit } from "./target";
import styles from "./TextTools.module.css";

interface Props {
  text: string;
  target: Target;
  action: Action;
  onEnd: () => void;
}

/** The text as it is and as it would be. */
export function Reworked({ text, target, action, onEnd }: Props) {
  const { t } = useTranslation("chat");
  const { tripId, language, edit } = useTripContext();
  const asked = useMutation({ mutationFn: () => reworded(tripId, text, action) });
  const { mutate } = asked;
  useEffect(() => {
    mutate();
  }, [mutate]);
  const same = asked.data?.text.trim() === text.trim();
  const take = () => {
    if (asked.data !== undefined) edit(wordsEdit(target, asked.data.text));
    onEnd();
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onEnd()}>
      <Dialog.Portal>
        <Dialog.Overlay className={dialog.overlay} />
        <Dialog.Content className={dialog.content} aria-describedby={undefined}>
          <Dialog.Title>{t(`texts.action.${action}`)}</Dialog.Title>
          <p className={styles.before} lang={language} dir="auto">{text}</p>
          <div role="status">
            {asked.isPending && <p className={styles.waiting}>{t("texts.writing")}</p>}
            {asked.data !== undefined && (same ? <p>{t("texts.same")}</p> : <p className={styles.after} lang={asked.data.language} dir="auto">{asked.data.text}</p>)}
          </div>
          {asked.error !== null && <ProblemNote error={asked.error} />}
          <div className={styles.buttons}>
            <Button look="quiet" onClick={onEnd}>{t("texts.leave")}</Button>
            <Button look="solid" disabled={asked.data === undefined || same} onClick={take}>{t("texts.take")}</Button>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
