import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Check, Pencil, RotateCcw } from "lucide-react";
import { type SubmitEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import type { TripView, VersionView } from "@/api/types";
import { formatAgo } from "@/format/dates";
import { Button } from "@/ui/Button";
import { Field, Tick } from "@/ui/Field";
import { IconButton } from "@/ui/IconButton";
import { ProblemNote } from "@/ui/ProblemNote";

import { useTripContext } from "../context";
import { nameVersion } from "./api";
import { useEditing } from "./context";
import styles from "./Versions.module.css";

interface Props {
  trip: TripView;
  version: VersionView;
  chosen: boolean;
  onChoose: (wanted: boolean) => void;
  onRestored: () => void;
}

/** One version: what changed with it, its name, and the way back to it. */
export function VersionRow({ trip, version, chosen, onChoose, onRestored }: Props) {
  const { t } = useTranslation("edit");
  const { language, locale, editable } = useTripContext();
  const { send } = useEditing();
  const [naming, setNaming] = useState(false);
  const { number, name, changes, created_at } = version;
  const now = number === trip.version;
  const restore = () => {
    onRestored();
    send({ kind: "restore", number });
  };
  return (
    <li className={styles.version} aria-current={now ? "true" : undefined}>
      <div className={styles.head}>
        <p className={styles.name}>
          <strong>{name ?? t("versions.number", { number })}</strong>
          {name !== null && <span className={styles.small}>{t("versions.number", { number })}</span>}
          {now && (
            <span className={styles.now}>
              <Check size={12} />
              {t("versions.now")}
            </span>
          )}
        </p>
        <span className={styles.small}>{formatAgo(created_at, new Date(), locale)}</span>
      </div>
      <p className={styles.what}>
        <span className={styles.small}>{t(`versions.origin.${originOf(version)}`)}</span>{" "}
        <span lang={language} dir="auto">{changes.join(" ")}</span>
      </p>
      {naming && <NameForm tripId={trip.id} version={version} onDone={() => setNaming(false)} />}
      <div className={styles.actions}>
        <Tick label={t("versions.compare")} checked={chosen} aria-label={t("versions.compareThis", { number })} onChange={(event) => onChoose(event.target.checked)} />
        {editable && (
          <>
            <IconButton label={t("versions.rename", { number })} onClick={() => setNaming(!naming)} aria-expanded={naming}>
              <Pencil size={15} />
            </IconButton>
            {!now && (
              <Button look="quiet" onClick={restore} aria-label={t("versions.restoreThis", { number })}>
                <RotateCcw size={15} />
                {t("versions.restore")}
              </Button>
            )}
          </>
        )}
      </div>
    </li>
  );
}

const ORIGINS = ["run", "plan_b", "restore", "copy"] as const;

function originOf({ origin }: VersionView): (typeof ORIGINS)[number] {
  return ORIGINS.find((known) => known === origin) ?? "run";
}

function NameForm({ tripId, version, onDone }: { tripId: string; version: VersionView; onDone: () => void }) {
  const { t } = useTranslation("edit");
  const queries = useQueryClient();
  const [name, setName] = useState(version.name ?? "");
  const save = useMutation({
    mutationFn: () => nameVersion(tripId, version.number, name.trim() === "" ? null : name.trim()),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ["versions", tripId] });
      onDone();
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Field label={t("versions.name")} hint={t("versions.nameHint")} maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />
      <Button type="submit" look="solid" disabled={save.isPending}>{t("versions.save")}</Button>
      {save.error !== null && <ProblemNote error={save.error} />}
    </form>
  );
}
