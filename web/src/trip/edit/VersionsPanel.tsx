import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { TripView } from "@/api/types";
import { Button } from "@/ui/Button";
import { ProblemNote } from "@/ui/ProblemNote";

import { compareVersions, listVersions } from "./api";
import { Branches } from "./Branches";
import { DiffView } from "./DiffView";
import { Sheet } from "./Sheet";
import { VersionRow } from "./VersionRow";
import styles from "./Versions.module.css";

interface Props {
  trip: TripView;
  onClose: () => void;
}

/** All that a trip ever was: its versions, what changed between two of them, and what is tried beside the plan. */
export default function VersionsPanel({ trip, onClose }: Props) {
  const { t } = useTranslation("edit");
  const { data, error } = useQuery({ queryKey: ["versions", trip.id, trip.version], queryFn: () => listVersions(trip.id) });
  const [pair, setPair] = useState<readonly number[]>([]);
  const choose = (number: number, wanted: boolean) =>
    setPair(wanted ? [...pair.slice(-1), number] : pair.filter((one) => one !== number));
  const [from, to] = [...pair].sort((a, b) => a - b);
  return (
    <Sheet title={t("versions.title")} lead={t("versions.lead")} onClose={onClose}>
      <Branches trip={trip} />
      {error !== null && <ProblemNote error={error} />}
      {from !== undefined && to !== undefined && <Compared tripId={trip.id} from={from} to={to} onEnd={() => setPair([])} />}
      <ol className={styles.versions} aria-label={t("versions.title")}>
        {data?.map((version) => (
          <VersionRow key={version.number} trip={trip} version={version} chosen={pair.includes(version.number)}
            onChoose={(wanted) => choose(version.number, wanted)} onRestored={onClose} />
        ))}
      </ol>
    </Sheet>
  );
}

function Compared({ tripId, from, to, onEnd }: { tripId: string; from: number; to: number; onEnd: () => void }) {
  const { t } = useTranslation("edit");
  const { data, error } = useQuery({ queryKey: ["diff", tripId, from, to], queryFn: () => compareVersions(tripId, from, to), staleTime: Infinity });
  return (
    <section className={styles.compared} aria-labelledby="compared">
      <div className={styles.head}>
        <h3 id="compared">{t("versions.compared", { from, to })}</h3>
        <Button look="quiet" onClick={onEnd}>{t("versions.end")}</Button>
      </div>
      {error !== null && <ProblemNote error={error} />}
      {data !== undefined && (data.pieces.length === 0 ? <p>{t("versions.same")}</p> : <DiffView diff={data} />)}
    </section>
  );
}
