import { type SyntheticEvent, useState } from "react";

import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";

import styles from "../costs/Costs.module.css";
import type { CapabilitySettings } from "./api";

interface Props {
  settings: CapabilitySettings;
  busy: boolean;
  onSave: (settings: CapabilitySettings) => void;
}

const FIGURES = [
  { name: "timeout_s", label: "Seconds for one provider", min: 0.1, max: 120, step: 0.1 },
  { name: "deadline_s", label: "Seconds for all together", min: 0.1, max: 120, step: 0.1 },
  { name: "retries", label: "Retries", min: 0, max: 10, step: 1 },
  { name: "breaker_failures", label: "Failures that open the breaker", min: 1, max: 100, step: 1 },
] as const;

/** The figures of a capability. */
export function SettingsForm({ settings, busy, onSave }: Props) {
  const [changed, setChanged] = useState<Partial<CapabilitySettings>>({});
  function save(event: SyntheticEvent) {
    event.preventDefault();
    onSave({ ...settings, ...changed });
  }
  return (
    <form className={styles.controls} onSubmit={save}>
      {FIGURES.map(({ name, label, ...range }) => (
        <Field
          key={name}
          type="number"
          label={label}
          {...range}
          required
          value={changed[name] ?? settings[name]}
          onChange={(event) => setChanged({ ...changed, [name]: event.target.valueAsNumber })}
        />
      ))}
      <Button type="submit" look="solid" disabled={busy}>
        Save
      </Button>
    </form>
  );
}
