import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { Asked } from "@/console/ui/Asked";
import { formatAgo } from "@/format/dates";
import { useLocale } from "@/i18n/useLocale";
import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";
import { ProblemNote } from "@/ui/ProblemNote";

import styles from "../AccountPage.module.css";
import { addPasskey, forgetPasskey, passkeyOptions, passkeysQuery, type PasskeyView, renamePasskey } from "../api";
import { Form, textOf } from "../Card";
import { deviceOf } from "../device";
import { canUsePasskeys, makePasskey } from "../passkeys";
import type { Changed } from "./SecurityPage";

export function Passkeys({ onChanged }: { onChanged: (made?: Changed) => Promise<void> }) {
  const { t } = useTranslation("account");
  const passkeys = useQuery(passkeysQuery);
  const removed = useMutation({ mutationFn: forgetPasskey, onSuccess: () => onChanged() });
  const added = useMutation({
    mutationFn: async (form: FormData) => {
      const options = await passkeyOptions();
      return addPasskey(await makePasskey(options.public_key), textOf(form, "name") || "Passkey");
    },
    onSuccess: onChanged,
  });
  return (
    <>
      <Asked query={passkeys} lines={2} empty={(found) => found.length === 0} nothing={t("passkey.none")}>
        {(found) => (
          <ul className={styles.list} aria-label={t("passkey.list")}>
            {found.map((passkey) => (
              <Known key={passkey.id} passkey={passkey} onRenamed={onChanged} onRemove={() => removed.mutate(passkey.id)} />
            ))}
          </ul>
        )}
      </Asked>
      {removed.isError && <ProblemNote error={removed.error} />}
      {canUsePasskeys() ? (
        <Form key={added.data?.id} send={t("passkey.add")} busy={added.isPending} error={added.error} onSend={added.mutate}>
          <Field label={t("passkey.name")} name="name" defaultValue={deviceOf(navigator.userAgent, t)} maxLength={100} required />
        </Form>
      ) : (
        <p className={styles.small}>{t("passkey.cannot")}</p>
      )}
    </>
  );
}

interface Props {
  passkey: PasskeyView;
  onRenamed: () => Promise<void>;
  onRemove: () => void;
}

function Known({ passkey, onRenamed, onRemove }: Props) {
  const { t } = useTranslation("account");
  const [renaming, setRenaming] = useState(false);
  const locale = useLocale();
  const used = passkey.last_used_at;
  const lastUsed = used === null ? t("neverUsed") : t("usedAgo", { ago: formatAgo(used, new Date(), locale) });
  const done = async () => {
    await onRenamed();
    setRenaming(false);
  };
  return (
    <li>
      <span className={styles.what}>
        <strong>{passkey.name}</strong>
        <span className={styles.small}>
          {passkey.synced ? t("passkey.synced", { used: lastUsed }) : lastUsed}
        </span>
      </span>
      <span className={styles.row}>
        <Button onClick={() => setRenaming(!renaming)} aria-expanded={renaming} aria-label={t("passkey.renameOne", { name: passkey.name })}>
          {t("passkey.rename")}
        </Button>
        <Button onClick={onRemove} aria-label={t("passkey.removeOne", { name: passkey.name })}>
          {t("remove")}
        </Button>
      </span>
      {renaming && <Rename passkey={passkey} onDone={done} />}
    </li>
  );
}

function Rename({ passkey, onDone }: { passkey: PasskeyView; onDone: () => Promise<void> }) {
  const { t } = useTranslation("account");
  const renamed = useMutation({
    mutationFn: (form: FormData) => renamePasskey(passkey.id, textOf(form, "name")),
    onSuccess: onDone,
  });
  return (
    <div className={styles.whole}>
      <Form send={t("passkey.saveName")} busy={renamed.isPending} error={renamed.error} onSend={renamed.mutate}>
        <Field label={t("passkey.newName")} name="name" defaultValue={passkey.name} maxLength={100} required />
      </Form>
    </div>
  );
}
