import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { ArrowRight, LoaderCircle } from "lucide-react";
import { type SubmitEvent, type KeyboardEvent, useEffect, useRef } from "react";

import { startTrip } from "@/api/client";
import { recentTripsQuery } from "@/api/queries";
import { Chip } from "@/ui/Chip";
import { ProblemNote } from "@/ui/ProblemNote";

import styles from "./WishBox.module.css";

const EXAMPLES = [
  { label: "Kyoto & Tokyo, temples and ramen", wish: "5 days in Kyoto and Tokyo in April, two of us, temples, ramen, no early mornings, about 2,500 euros" },
  { label: "A long weekend in Rome", wish: "A long weekend in Rome in May, two adults, ancient ruins and good pasta, mid-range hotel" },
  { label: "London with kids", wish: "4 days in London in July with two kids aged 6 and 9, parks and museums, step-free where possible" },
  { label: "Istanbul, slowly", wish: "6 relaxed days in Istanbul in October, mosques, markets and ferries, budget 1,400 euros" },
];
const LONGEST = 4000;

interface Props {
  wish: string;
  onChange: (wish: string) => void;
}

export function WishBox({ wish, onChange }: Props) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const box = useRef<HTMLTextAreaElement>(null);
  const start = useMutation({
    mutationFn: startTrip,
    onSuccess: async (started) => {
      void queries.invalidateQueries({ queryKey: recentTripsQuery.queryKey });
      await navigate({ to: "/trips/$tripId", params: { tripId: started.trip_id } });
    },
  });
  const send = () => {
    if (!start.isPending) start.mutate(wish.trim());
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    send();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  const choose = (example: string) => {
    onChange(example);
    box.current?.focus();
  };
  useEffect(() => {
    box.current?.focus({ preventScroll: true });
  }, []);

  return (
    <div className={styles.wrap}>
      <form className={styles.box} onSubmit={submit}>
        <label htmlFor="wish" className="visually-hidden">
          Describe your trip
        </label>
        <textarea id="wish" ref={box} rows={3} maxLength={LONGEST} value={wish} onKeyDown={onKey}
          placeholder="5 days in Kyoto and Tokyo in April, two of us, temples, ramen, no early mornings, about 2,500 euros"
          onChange={(event) => onChange(event.target.value)} aria-describedby="wish-hint" />
        <div className={styles.foot}>
          <span id="wish-hint" className={styles.hint}>
            English, Español, Français or Deutsch: dates, people, budget, what you love — as much or as little as you like.
          </span>
          <button type="submit" className={styles.send} disabled={start.isPending || start.isSuccess}>
            {start.isPending || start.isSuccess ? <LoaderCircle className={styles.spin} size={18} /> : null}
            Plan it
            <ArrowRight size={18} />
          </button>
        </div>
      </form>
      {start.isError && <ProblemNote error={start.error} onChoose={choose} />}
      <ul className={styles.examples} aria-label="Examples">
        {EXAMPLES.map((example) => (
          <li key={example.label}>
            <Chip onClick={() => choose(example.wish)}>{example.label}</Chip>
          </li>
        ))}
      </ul>
    </div>
  );
}
