import { useTranslation } from "react-i18next";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { Asked } from "@/console/ui/Asked";
import { Panel } from "@/console/ui/Panel";
import { formatAgo } from "@/format/dates";
import { useLocale } from "@/i18n/useLocale";
import { Button } from "@/ui/Button";
import { ProblemNote } from "@/ui/ProblemNote";

import styles from "./AccountPage.module.css";
import { endOtherSessions, endSession, type SessionView, sessionsQuery } from "./api";
import { deviceOf } from "./device";

export function SessionsPage() {
  const { t } = useTranslation("account");
  const queries = useQueryClient();
  const sessions = useQuery(sessionsQuery);
  const again = () => queries.invalidateQueries(sessionsQuery);
  const one = useMutation({ mutationFn: endSession, onSuccess: again });
  const others = useMutation({ mutationFn: endOtherSessions, onSuccess: again });
  const action = sessions.data !== undefined && sessions.data.length > 1 && (
    <Button onClick={() => others.mutate()} disabled={others.isPending}>
      {t("devices.others")}
    </Button>
  );
  return (
    <Panel title={t("devices.title")} note={t("devices.note")} actions={action}>
      {(one.error ?? others.error) && <ProblemNote error={one.error ?? others.error} />}
      <Asked query={sessions}>
        {(found) => (
          <ul className={styles.list}>
            {found.map((session) => (
              <Device key={session.id} session={session} onEnd={() => one.mutate(session.id)} />
            ))}
          </ul>
        )}
      </Asked>
    </Panel>
  );
}

function Device({ session, onEnd }: { session: SessionView; onEnd: () => void }) {
  const { t } = useTranslation("account");
  const locale = useLocale();
  const name = deviceOf(session.agent, t);
  return (
    <li>
      <span className={styles.what}>
        <strong>{name}</strong>
        <span className={styles.small}>
          {t(session.strong ? "devices.strong" : "devices.seen", { address: session.address, ago: formatAgo(session.seen_at, new Date(), locale) })}
        </span>
      </span>
      {session.current ? (
        <span className={styles.good}>{t("devices.this")}</span>
      ) : (
        <Button onClick={onEnd} aria-label={t("devices.signOutOne", { device: name, address: session.address })}>
          {t("signOut")}
        </Button>
      )}
    </li>
  );
}
