import { useQuery } from "@tanstack/react-query";
import { Sparkle } from "lucide-react";
import { useTranslation } from "react-i18next";

import type { Stop } from "@/api/types";

import { useTripContext } from "../context";
import { placeFacts } from "../sources/provenance";
import { SourceMark } from "../sources/SourceMark";
import { placeDetails } from "./api";
import { Sheet } from "./Sheet";
import styles from "./WhyHere.module.css";

interface Props {
  stop: Stop;
  on: string;
  name: string;
  onClose: () => void;
}

/** Why a stop is in the plan, when it is open and how full it is then, each with its source. */
export function WhyHere({ stop, on, name, onClose }: Props) {
  const { t } = useTranslation("edit");
  const { language, tripId, book } = useTripContext();
  const place = book.place(stop.place_id);
  const { data } = useQuery({ queryKey: ["place", tripId, stop.place_id, on], queryFn: () => placeDetails(tripId, stop.place_id, on), staleTime: 60_000 });
  return (
    <Sheet title={t("why.title", { name })} onClose={onClose}>
      <div className={styles.why}>
        {stop.reasons.length === 0 && <p>{t("why.none")}</p>}
        <ul lang={language} dir="auto">
          {stop.reasons.map((reason) => (
            <li key={reason}>
              <Sparkle size={14} />
              {reason}
            </li>
          ))}
        </ul>
        {data !== undefined && (
          <dl>
            {data.open_local.length > 0 && (
              <div>
                <dt>{t("why.open")}</dt>
                <dd dir="ltr">{data.open_local.join(", ")}</dd>
              </div>
            )}
            {data.crowd !== null && (
              <div>
                <dt>{t("why.crowd")}</dt>
                <dd>
                  {t(`crowd.${data.crowd}`)}
                  {data.quieter_local !== "" && ` · ${t("why.quieter", { span: data.quieter_local })}`}
                </dd>
              </div>
            )}
          </dl>
        )}
        {place !== null && (
          <p className={styles.sources}>
            {t("why.sources")} <SourceMark facts={placeFacts(place)} />
          </p>
        )}
      </div>
    </Sheet>
  );
}
