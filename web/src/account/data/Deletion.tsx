import { useMutation, useQueryClient } from "@tanstack/react-query";
import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import { useTranslation } from "react-i18next";

import { formatLongDay } from "@/format/dates";
import { useLocale } from "@/i18n/useLocale";
import { Button } from "@/ui/Button";
import dialog from "@/ui/Dialog.module.css";
import { IconButton } from "@/ui/IconButton";
import { ProblemNote } from "@/ui/ProblemNote";

import styles from "../AccountPage.module.css";
import { ask, cancel, requestsQuery, type RequestView } from "./api";

/** Asked for in two steps, called off in one. */
export function Deletion({ request }: { request: RequestView | null }) {
  const { t } = useTranslation("account");
  const locale = useLocale();
  const queries = useQueryClient();
  const onSuccess = () => queries.invalidateQueries(requestsQuery);
  const asked = useMutation({ mutationFn: () => ask("delete"), onSuccess });
  const kept = useMutation({ mutationFn: cancel, onSuccess });
  const failure = asked.error ?? kept.error;
  return (
    <>
      {request === null ? (
        <Ask busy={asked.isPending} onAsk={() => asked.mutate()} />
      ) : (
        <>
          <p className={styles.warned} role="status">
            {t("data.due", { date: formatLongDay(request.due_at.slice(0, 10), locale) })}
          </p>
          <div className={styles.row}>
            <Button look="solid" onClick={() => kept.mutate(request.id)} disabled={kept.isPending}>
              {t("data.keep")}
            </Button>
          </div>
        </>
      )}
      {failure !== null && <ProblemNote error={failure} />}
    </>
  );
}

function Ask({ busy, onAsk }: { busy: boolean; onAsk: () => void }) {
  const { t } = useTranslation(["account", "common"]);
  return (
    <Dialog.Root>
      <div className={styles.row}>
        <Dialog.Trigger asChild>
          <Button disabled={busy}>{t("data.deleteMine")}</Button>
        </Dialog.Trigger>
      </div>
      <Dialog.Portal>
        <Dialog.Overlay className={dialog.overlay} />
        <Dialog.Content className={dialog.content}>
          <div className={dialog.head}>
            <Dialog.Title>{t("data.sure")}</Dialog.Title>
            <Dialog.Close asChild>
              <IconButton label={t("common:close")}>
                <X size={18} />
              </IconButton>
            </Dialog.Close>
          </div>
          <Dialog.Description className={dialog.lead}>
            {t("data.sureLead")}
          </Dialog.Description>
          <div className={styles.row}>
            <Dialog.Close asChild>
              <Button look="danger" onClick={onAsk}>
                {t("data.deleteIn30")}
              </Button>
            </Dialog.Close>
            <Dialog.Close asChild>
              <Button>{t("data.keepIt")}</Button>
            </Dialog.Close>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
