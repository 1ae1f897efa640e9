import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { Asked } from "@/console/ui/Asked";
import { Panel } from "@/console/ui/Panel";
import { formatAgo, formatDate } from "@/format/dates";
import { formatList } from "@/format/lists";
import { useLocale } from "@/i18n/useLocale";
import { Button } from "@/ui/Button";
import { ProblemNote } from "@/ui/ProblemNote";

import styles from "../AccountPage.module.css";
import { apiKeysQuery, type ApiKeyView, makeApiKey, type Profile, revokeApiKey, rotateApiKey } from "../api";
import { MAY } from "./may";
import { NewKey } from "./NewKey";

export function ApiKeysPage({ profile }: { profile: Profile }) {
  const { t } = useTranslation("account");
  const [shown, setShown] = useState<string | null>(null);
  const queries = useQueryClient();
  const keys = useQuery(apiKeysQuery);
  const again = () => queries.invalidateQueries(apiKeysQuery);
  const keep = (made: { key: string }) => {
    setShown(made.key);
    void again();
  };
  const made = useMutation({ mutationFn: makeApiKey, onSuccess: keep });
  const rotated = useMutation({ mutationFn: rotateApiKey, onSuccess: keep });
  const revoked = useMutation({ mutationFn: revokeApiKey, onSuccess: again });
  const error = rotated.error ?? revoked.error;
  return (
    <>
      {shown !== null && <Shown secret={shown} onKept={() => setShown(null)} />}
      <Panel title={t("keys.title")} note={t("keys.note")}>
        {error !== null && <ProblemNote error={error} />}
        <Asked query={keys} empty={(found) => found.length === 0} nothing={t("keys.none")}>
          {(found) => (
            <ul className={styles.list}>
              {found.map((key) => (
                <Key key={key.id} known={key} onRotate={() => rotated.mutate(key.id)} onRevoke={() => revoked.mutate(key.id)} />
              ))}
            </ul>
          )}
        </Asked>
      </Panel>
      <Panel title={t("keys.new")}>
        <NewKey key={made.data?.id} possible={profile.permissions} busy={made.isPending} error={made.error} onMake={made.mutate} />
      </Panel>
    </>
  );
}

function Shown({ secret, onKept }: { secret: string; onKept: () => void }) {
  const { t } = useTranslation("account");
  return (
    <Panel title={t("keys.keep")} note={t("keys.once")}>
      <code className={styles.secret}>{secret}</code>
      <div className={styles.row}>
        <Button onClick={() => void navigator.clipboard.writeText(secret)}>{t("copy")}</Button>
        <Button look="solid" onClick={onKept}>
          {t("keptIt")}
        </Button>
      </div>
    </Panel>
  );
}

function Key({ known, onRotate, onRevoke }: { known: ApiKeyView; onRotate: () => void; onRevoke: () => void }) {
  const { t } = useTranslation("account");
  const locale = useLocale();
  const used = known.last_used_at;
  const lastUsed = used === null ? t("neverUsed") : t("usedAgo", { ago: formatAgo(used, new Date(), locale) });
  return (
    <li>
      <span className={styles.what}>
        <strong>{known.name}</strong>
        <span className={styles.small}>
          {t("keys.line", { beginning: known.beginning, scopes: formatList(known.scopes.map((scope) => t(MAY[scope])), locale), used: lastUsed })}
          {known.expires_at !== null && ` · ${t("keys.until", { date: formatDate(known.expires_at.slice(0, 10), locale) })}`}
        </span>
      </span>
      <span className={styles.row}>
        <Button onClick={onRotate} aria-label={t("keys.renewOne", { name: known.name })}>
          {t("keys.renew")}
        </Button>
        <Button onClick={onRevoke} aria-label={t("keys.revokeOne", { name: known.name })}>
          {t("keys.revoke")}
        </Button>
      </span>
    </li>
  );
}
