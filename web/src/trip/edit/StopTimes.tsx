import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Day } from "@/api/types";
import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";

import { arrangeEdit, dayWith, retimed, slotsOf } from "./arrange";
import { useEditing } from "./context";
import { Sheet } from "./Sheet";
import styles from "./StopTimes.module.css";

interface Props {
  day: Day;
  number: number;
  index: number;
  name: string;
  onClose: () => void;
}

/** From when and for how long, exactly; what follows is pushed later, and whatever that breaks is told. */
export function StopTimes({ day, number, index, name, onClose }: Props) {
  const { t } = useTranslation(["edit", "common"]);
  const { tools } = useEditing();
  const slots = slotsOf(day);
  const slot = slots[index];
  const [start, setStart] = useState(clockOf(slot?.start ?? 0));
  const [minutes, setMinutes] = useState(String(slot?.minutes ?? 60));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const after = retimed(slots, index, minutesOf(start), Number(minutes));
    onClose();
    tools.tryOut([arrangeEdit(number, after)], { number, day: dayWith(day, after) });
  };
  return (
    <Sheet title={t("times.title", { name })} onClose={onClose}>
      <form className={styles.form} onSubmit={submit}>
        <Field label={t("times.start")} type="time" required value={start} onChange={(event) => setStart(event.target.value)} />
        <Field label={t("times.minutes")} type="number" required min={5} max={900} step={5} value={minutes} onChange={(event) => setMinutes(event.target.value)} />
        <Button type="submit" look="solid">{t("times.set")}</Button>
      </form>
    </Sheet>
  );
}

function clockOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60) % 24).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return hours * 60 + minutes;
}
