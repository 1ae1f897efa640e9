import { useTranslation } from "react-i18next";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { Asked } from "@/console/ui/Asked";
import { Panel } from "@/console/ui/Panel";
import { download } from "@/api/download";
import { ownProblem } from "@/api/problem";
import { Button } from "@/ui/Button";
import { ProblemNote } from "@/ui/ProblemNote";

import styles from "../AccountPage.module.css";
import { archiveAddress, ask, requestsQuery, type RequestView } from "./api";
import { Choices } from "./Choices";
import { Deletion } from "./Deletion";

/** What one agreed to, all that is kept of one, and the end of it. */
export function DataPage() {
  const { t } = useTranslation("account");
  const requests = useQuery(requestsQuery);
  return (
    <>
      <Panel title={t("data.choices")} note={t("data.choicesNote")}>
        <Choices />
      </Panel>
      <Asked query={requests}>
        {(found) => (
          <>
            <Panel title={t("data.all")} note={t("data.allNote")}>
              <Export request={found.find(({ kind, status }) => kind === "export" && status !== "cancelled") ?? null} />
            </Panel>
            <Panel title={t("data.delete")} note={t("data.deleteNote")}>
              <Deletion request={found.find(({ kind, status }) => kind === "delete" && status === "open") ?? null} />
            </Panel>
          </>
        )}
      </Asked>
    </>
  );
}

function Export({ request }: { request: RequestView | null }) {
  const { t } = useTranslation("account");
  const queries = useQueryClient();
  const asked = useMutation({ mutationFn: () => ask("export"), onSuccess: () => queries.invalidateQueries(requestsQuery) });
  const fetched = useMutation({
    mutationFn: async (id: string) => {
      const address = await archiveAddress(id);
      if (address === null) throw ownProblem(t("data.gone"));
      await download(address);
    },
  });
  const failure = asked.error ?? fetched.error;
  return (
    <>
      {request?.status === "open" && <p className={styles.said} role="status">{t("data.making")}</p>}
      {request?.status === "done" && <p className={styles.said} role="status">{t("data.ready")}</p>}
      <div className={styles.row}>
        {request?.status === "done" && (
          <Button look="solid" onClick={() => fetched.mutate(request.id)} disabled={fetched.isPending}>
            {t("data.download")}
          </Button>
        )}
        <Button onClick={() => asked.mutate()} disabled={asked.isPending || request?.status === "open"}>
          {request?.status === "done" ? t("data.another") : t("data.ask")}
        </Button>
      </div>
      {failure !== null && <ProblemNote error={failure} />}
    </>
  );
}
