import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import type { PageProps } from "../pages";
import { EVERYBODY, useWhose, type Whose } from "../tenant";
import { Asked as Answer } from "../ui/Asked";
import { Panel } from "../ui/Panel";
import { type Asked, forecastQuery, overviewQuery } from "./api";
import { Breakdown } from "./Breakdown";
import { Budgets } from "./Budgets";
import { Controls } from "./Controls";
import styles from "./Costs.module.css";
import { DayChart } from "./DayChart";
import { Limits } from "./Limits";
import { RunPage } from "./RunPage";
import { Runs } from "./Runs";
import { Statement } from "./Statement";
import { Tiles } from "./Tiles";
import { Advice, WhatIf } from "./WhatIf";

/** Spend, where it goes and where it is going; behind it /console/costs/runs/<id>, one run. */
export default function CostsPage({ rest }: PageProps) {
  const [part, runId] = rest;
  const tenant = useWhose();
  return part === "runs" && runId !== undefined ? <RunPage runId={runId} tenant={tenant} /> : <Dashboard tenant={tenant} />;
}

function Dashboard({ tenant }: { tenant: Whose }) {
  const [asked, setAsked] = useState<Asked>({ days: "30", zone: "UTC", tenant });
  const overview = useQuery(overviewQuery(asked));
  const forecast = useQuery(forecastQuery(asked));
  return (
    <>
      <Controls asked={asked} onChange={setAsked} />
      <Answer query={overview} lines={8}>
        {(found) => (
          <>
            <Tiles overview={found} forecast={forecast.data} />
            <Panel title="Day by day" note={`Known cost, days of ${found.zone}`}>
              <DayChart days={found.daily} />
            </Panel>
          </>
        )}
      </Answer>
      <Breakdown asked={asked} />
      <Budgets asked={asked} />
      {tenant !== EVERYBODY && <Limits whose={tenant} />}
      <Runs asked={asked} />
      <div className={styles.pair}>
        <WhatIf asked={asked} />
        <Advice asked={asked} />
      </div>
      {tenant !== EVERYBODY && <Statement whose={tenant} />}
    </>
  );
}
