import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { Asked } from "@/console/ui/Asked";
import { Panel } from "@/console/ui/Panel";
import { formatAgo } from "@/format/dates";
import { useLocale } from "@/i18n/useLocale";
import { Button } from "@/ui/Button";
import { ProblemNote, Trouble } from "@/ui/ProblemNote";

import styles from "../AccountPage.module.css";
import { beginLink, identitiesQuery, type IdentityView, providersQuery, unlinkIdentity } from "../api";
import { type Arrival, forgetArrival, readArrival } from "./arrival";

/** The outside identities that open the account; nothing where no provider is set up and none was ever linked. */
export function Identities() {
  const { t } = useTranslation("account");
  const [arrival] = useState(() => readArrival(location.hash));
  useEffect(forgetArrival, []);
  const queries = useQueryClient();
  const identities = useQuery(identitiesQuery);
  const { data: providers = [] } = useQuery(providersQuery);
  const removed = useMutation({ mutationFn: unlinkIdentity, onSuccess: () => queries.invalidateQueries(identitiesQuery) });
  const begun = useMutation({
    mutationFn: (name: string) => beginLink(name, "/account/security"),
    onSuccess: (address) => location.assign(address),
  });
  const linked = new Set(identities.data?.map((identity) => identity.label));
  const possible = providers.filter((provider) => provider.kind !== "ldap" && !linked.has(provider.label));
  const failure = removed.error ?? begun.error;
  if (possible.length === 0 && identities.data?.length === 0) return null;
  return (
    <Panel title={t("outside.title")} note={t("outside.note")}>
      <Returned arrival={arrival} />
      <Asked query={identities} lines={2} empty={(found) => found.length === 0} nothing={t("outside.none")}>
        {(found) => (
          <ul className={styles.list} aria-label={t("outside.list")}>
            {found.map((identity) => (
              <Linked key={identity.issuer + identity.subject} identity={identity} onRemove={() => removed.mutate(identity)} />
            ))}
          </ul>
        )}
      </Asked>
      {failure !== null && <ProblemNote error={failure} />}
      <div className={styles.row}>
        {possible.map((provider) => (
          <Button key={provider.name} onClick={() => begun.mutate(provider.name)} disabled={begun.isPending}>
            {t("outside.link", { provider: provider.label })}
          </Button>
        ))}
      </div>
    </Panel>
  );
}

/** What the way to the provider and back came to. */
function Returned({ arrival }: { arrival: Arrival | null }) {
  const { t } = useTranslation("account");
  if (arrival?.kind === "linked") return <p className={styles.said} role="status">{t("outside.linked")}</p>;
  if (arrival?.kind === "failed") return <Trouble message={arrival.message} field={null} waysOut={[]} />;
  return null;
}

function Linked({ identity, onRemove }: { identity: IdentityView; onRemove: () => void }) {
  const { t } = useTranslation("account");
  const locale = useLocale();
  const now = new Date();
  return (
    <li>
      <span className={styles.what}>
        <strong>{identity.label}</strong>
        <span className={styles.small}>
          {t("outside.linkedAgo", { linked: formatAgo(identity.linked_at, now, locale), used: formatAgo(identity.last_used_at, now, locale) })}
        </span>
      </span>
      <Button onClick={onRemove} aria-label={t("outside.unlinkOne", { provider: identity.label })}>
        {t("outside.unlink")}
      </Button>
    </li>
  );
}
