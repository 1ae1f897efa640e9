import { useId } from "react";

import styles from "./TripForm.module.css";

interface Props<T extends string> {
  label: string;
  all: readonly T[];
  chosen: readonly T[];
  word: (one: T) => string;
  onChange: (chosen: readonly T[]) => void;
  className?: string | undefined;
}

/** Any number of a few things, in the order in which they were chosen: the first counts most. */
export function Several<T extends string>({ label, all, chosen, word, onChange, className }: Props<T>) {
  const id = useId();
  return (
    <fieldset className={className}>
      <legend>{label}</legend>
      <div className={styles.several}>
        {all.map((one) => (
          <span key={one} className={styles.pill}>
            <input id={`${id}-${one}`} type="checkbox" checked={chosen.includes(one)}
              onChange={(event) => onChange(event.target.checked ? [...chosen, one] : chosen.filter((other) => other !== one))} />
            <label htmlFor={`${id}-${one}`}>{word(one)}</label>
          </span>
        ))}
      </div>
    </fieldset>
  );
}
