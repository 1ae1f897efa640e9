import { useTranslation } from "react-i18next";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { Asked } from "@/console/ui/Asked";
import { Panel } from "@/console/ui/Panel";
import { Choice, Field } from "@/ui/Field";

import styles from "./AccountPage.module.css";
import { type Preferences, preferencesQuery, putPreferences } from "./api";
import { Form, textOf } from "./Card";

const STYLES = ["budget", "comfort", "luxury"] as const;

export function PreferencesPage() {
  const { t } = useTranslation("account");
  const preferences = useQuery(preferencesQuery);
  return (
    <Panel title={t("taste.title")} note={t("taste.note")}>
      <Asked query={preferences}>{(known) => <Fields known={known} />}</Asked>
    </Panel>
  );
}

function Fields({ known }: { known: Awaited<ReturnType<typeof putPreferences>> }) {
  const { t } = useTranslation("account");
  const queries = useQueryClient();
  const saved = useMutation({
    mutationFn: (form: FormData) => putPreferences(read(form)),
    onSuccess: (fresh) => queries.setQueryData(preferencesQuery.queryKey, fresh),
  });
  const range = known.budget_range;
  return (
    <Form send={t("save")} busy={saved.isPending} error={saved.error} onSend={saved.mutate}>
      <Field label={t("taste.places")} name="favourite_destinations" defaultValue={known.favourite_destinations.join(", ")} hint={t("commas")} />
      <div className={styles.two}>
        <Choice label={t("taste.style")} name="travel_style" defaultValue={known.travel_style}>
          {STYLES.map((style) => (
            <option key={style} value={style}>
              {t(`taste.styles.${style}`)}
            </option>
          ))}
        </Choice>
        <Field label={t("taste.currency")} name="currency" defaultValue={range.currency} pattern="[A-Z]{3}" maxLength={3} required />
        <Field label={t("taste.from")} name="min" inputMode="decimal" defaultValue={range.min ?? ""} />
        <Field label={t("taste.upTo")} name="max" inputMode="decimal" defaultValue={range.max ?? ""} />
      </div>
      <Field label={t("taste.interests")} name="interests" defaultValue={known.interests.join(", ")} hint={t("taste.interestsHint")} />
      <Field label={t("taste.diet")} name="dietary_restrictions" defaultValue={known.dietary_restrictions.join(", ")} hint={t("taste.dietHint")} />
      {saved.isSuccess && <p className={styles.said} role="status">{t("saved")}</p>}
    </Form>
  );
}

function read(form: FormData): Preferences {
  const list = (name: string) => textOf(form, name).split(",").map((word) => word.trim()).filter(Boolean);
  return {
    favourite_destinations: list("favourite_destinations"),
    interests: list("interests"),
    dietary_restrictions: list("dietary_restrictions"),
    travel_style: STYLES.find((style) => style === textOf(form, "travel_style")) ?? "comfort",
    budget_range: { min: textOf(form, "min") || null, max: textOf(form, "max") || null, currency: textOf(form, "currency") },
  };
}
