import { TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";

import { type Failed, listed } from "@/api/types";

import { Conflict } from "./Conflict";
import { useEditing } from "./context";
import styles from "./Unmet.module.css";
import { WaysOut } from "./WaysOut";

/** Beside a change that waits: why what was wished of it last cannot be. */
export function Unmet({ unmet, runId }: { unmet: Failed; runId: string }) {
  const { t } = useTranslation("edit");
  const { send } = useEditing();
  return (
    <div className={styles.unmet} role="alert">
      <strong>
        <TriangleAlert size={16} />
        {t("proposal.unmet")}
      </strong>
      <p dir="auto">{unmet.message}</p>
      <Conflict wishes={unmet.conflict} />
      <WaysOut title={t("whyNot.ways")} offers={listed(unmet.offers)} onTake={(number) => send({ kind: "offer", runId, number })} />
    </div>
  );
}
