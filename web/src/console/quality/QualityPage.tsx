import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { useState } from "react";

import type { Asked } from "../costs/api";
import { Controls } from "../costs/Controls";
import styles from "../costs/Costs.module.css";
import { count, milliseconds, share } from "../costs/figures";
import { useWhose } from "../tenant";
import { Asked as Answer } from "../ui/Asked";
import { Panel } from "../ui/Panel";
import { Table } from "../ui/Table";
import { type Quality, qualityQuery } from "./api";
import { TrendChart } from "./TrendChart";

/** How well trips are planned, and what travellers say of them. */
export default function QualityPage() {
  const tenant = useWhose();
  const [asked, setAsked] = useState<Asked>({ days: "30", zone: "UTC", tenant });
  const query = useQuery(qualityQuery(asked));
  return (
    <>
      <Controls asked={asked} onChange={setAsked} />
      <Answer query={query} lines={8}>
        {(quality) => <Report quality={quality} />}
      </Answer>
    </>
  );
}

function Report({ quality }: { quality: Quality }) {
  return (
    <>
      <Figures quality={quality} />
      <Alerts quality={quality} />
      <Agents quality={quality} />
      <Panel title="Latency" note="95th percentile of what went well, by day.">
        <TrendChart days={quality.days} />
      </Panel>
      <div className={styles.pair}>
        <Levels quality={quality} />
        <Errors quality={quality} />
      </div>
      <Words quality={quality} />
    </>
  );
}

function Figures({ quality }: { quality: Quality }) {
  const { satisfaction } = quality;
  return (
    <dl className={styles.tiles}>
      <Figure name="Runs that were served" value={share(quality.success)} good={quality.success === null ? null : quality.success >= 0.95} about="target 95 %; impossible wishes not counted" />
      <Figure name="Verified itineraries" value={share(quality.verified_share)} good={quality.verified_share === null ? null : quality.verified_share >= 0.95} about={`${count(quality.verified)} of ${count(quality.itineraries)} certificates hold`} />
      <Figure name="Satisfaction" value={satisfaction.score === null ? "–" : `${satisfaction.score.toFixed(2)} / 5`} good={satisfaction.score === null ? null : satisfaction.score >= satisfaction.target} about={`${count(satisfaction.up)} up, ${count(satisfaction.down)} down; 1 + 4 × share of thumbs up, target ${satisfaction.target}`} />
    </dl>
  );
}

function Figure({ name, value, good, about }: { name: string; value: string; good: boolean | null; about: string }) {
  return (
    <div className={styles.tile}>
      <dt>{name}</dt>
      <dd className={clsx(good === true && styles.good, good === false && styles.bad)}>{value}</dd>
      <dd>{about}</dd>
    </div>
  );
}

function Alerts({ quality }: { quality: Quality }) {
  if (quality.degradations.length === 0) return null;
  return (
    <Panel title="Under target">
      <ul className={styles.advice}>
        {quality.degradations.map((one) => (
          <li key={one.measure + one.subject}>
            <strong className={styles.bad}>
              {one.measure} {one.subject}
            </strong>{" "}
            {one.target <= 1 ? `${share(one.value)}, wanted ${share(one.target)}` : `${one.value.toFixed(2)}, wanted ${one.target}`}, over {count(one.of)}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Agents({ quality }: { quality: Quality }) {
  return (
    <Panel title="Agents" note="Each pass through a node of the graph.">
      <Table
        caption="Agents"
        rows={quality.nodes}
        keyOf={(node) => node.node}
        columns={[
          { title: "Agent", cell: (node) => node.node },
          { title: "Passes", cell: (node) => count(node.passes), figure: true },
          { title: "Success", cell: (node) => <span className={clsx(node.success !== null && node.success < 0.95 && styles.bad)}>{share(node.success)}</span>, figure: true },
          { title: "Failed", cell: (node) => count(node.failed), figure: true },
          { title: "Refused wishes", cell: (node) => count(node.refused), figure: true },
          { title: "Stopped", cell: (node) => count(node.cut), figure: true },
          { title: "Median", cell: (node) => milliseconds(node.p50_s === null ? null : node.p50_s * 1000), figure: true },
          { title: "95 %", cell: (node) => milliseconds(node.p95_s === null ? null : node.p95_s * 1000), figure: true },
        ]}
      />
    </Panel>
  );
}

function Levels({ quality }: { quality: Quality }) {
  return (
    <Panel title="Who wrote the words" note="The level of the ladder that served.">
      <Table
        caption="Levels"
        rows={quality.levels}
        keyOf={(level) => level.name}
        columns={[
          { title: "Level", cell: (level) => level.name || "unknown" },
          { title: "Itineraries", cell: (level) => count(level.itineraries), figure: true },
          { title: "Share", cell: (level) => share(level.share), figure: true },
        ]}
      />
    </Panel>
  );
}

function Errors({ quality }: { quality: Quality }) {
  return (
    <Panel title="Errors of providers by feature">
      <Table
        caption="Errors by feature"
        rows={quality.features}
        keyOf={(feature) => feature.feature}
        columns={[
          { title: "Feature", cell: (feature) => feature.feature || "unknown" },
          { title: "Asked", cell: (feature) => count(feature.asked), figure: true },
          { title: "Failed", cell: (feature) => count(feature.failed), figure: true },
          { title: "Error rate", cell: (feature) => share(feature.error_rate), figure: true },
        ]}
      />
      {quality.failures.length > 0 && <p className={styles.small}>Failed runs: {quality.failures.map((one) => `${one.code || "unknown"} ${one.runs}`).join(", ")}</p>}
    </Panel>
  );
}

function Words({ quality }: { quality: Quality }) {
  const { newest } = quality.satisfaction;
  if (newest.length === 0) return null;
  return (
    <Panel title="What travellers said" note="The newest words that came with a thumb.">
      <Table
        caption="Words"
        rows={newest}
        keyOf={(word) => word.trip_id + word.at}
        columns={[
          { title: "When", cell: (word) => new Date(word.at).toLocaleDateString() },
          { title: "Thumb", cell: (word) => word.thumb },
          { title: "Trip", cell: (word) => word.title },
          { title: "Why", cell: (word) => word.reason },
        ]}
      />
    </Panel>
  );
}
