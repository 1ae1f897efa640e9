import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { Choice } from "@/ui/Field";

import { Asked as Answer } from "../ui/Asked";
import { Panel } from "../ui/Panel";
import { Table } from "../ui/Table";
import { adviceQuery, type Asked, modelsQuery, whatIfQuery } from "./api";
import styles from "./Costs.module.css";
import { count, usd } from "./figures";

/** This month's tokens at another model's prices. */
export function WhatIf({ asked }: { asked: Asked }) {
  const models = useQuery(modelsQuery);
  const [chosen, setChosen] = useState<string | null>(null);
  const model = chosen ?? models.data?.[0] ?? "";
  const query = useQuery({ ...whatIfQuery(asked, model), enabled: model !== "" });
  return (
    <Panel title="This month on another model" note={query.data?.method}>
      <Choice label="Model" value={model} onChange={(event) => setChosen(event.target.value)}>
        {(models.data ?? []).map((name) => (
          <option key={name}>{name}</option>
        ))}
      </Choice>
      <Answer query={query} empty={(found) => found.lines.length === 0} nothing="No language model was asked this month.">
        {(found) => (
          <>
            <p>
              {usd(found.cost_usd)} as it was, {found.there_usd === null ? "unknown" : usd(found.there_usd)} on {found.model}
              {found.difference_usd !== null && `: ${usd(Math.abs(Number(found.difference_usd)))} ${Number(found.difference_usd) > 0 ? "more" : "less"}`}
              {found.unknown > 0 && `; ${count(found.unknown)} calls cannot be compared`}
            </p>
            <Table
              caption="By the model that was asked"
              rows={found.lines}
              keyOf={(line) => line.model}
              columns={[
                { title: "Asked", cell: (line) => line.model },
                { title: "Calls", cell: (line) => count(line.calls), figure: true },
                { title: "Tokens in / out", cell: (line) => `${count(line.tokens_in)} / ${count(line.tokens_out)}`, figure: true },
                { title: "Cost", cell: (line) => usd(line.cost_usd), figure: true },
                { title: "There", cell: (line) => (line.there_usd === null ? "unknown" : usd(line.there_usd)), figure: true },
              ]}
            />
          </>
        )}
      </Answer>
    </Panel>
  );
}

/** Where money could be saved, with the sums. */
export function Advice({ asked }: { asked: Asked }) {
  const query = useQuery(adviceQuery(asked));
  return (
    <Panel title="Recommendations" note="From the last 30 days.">
      <Answer query={query} empty={(found) => found.length === 0} nothing="Nothing to save that these books would show.">
        {(found) => (
          <ul className={styles.advice}>
            {found.map((one) => (
              <li key={one.title}>
                <strong>{one.title}</strong> {one.saving_usd_month !== null && `saves about ${usd(one.saving_usd_month)} a month`}
                <p>{one.arithmetic}</p>
              </li>
            ))}
          </ul>
        )}
      </Answer>
    </Panel>
  );
}
