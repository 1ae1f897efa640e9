import { useQuery } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import { type SubmitEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";

import { citiesQuery } from "@/api/queries";
import { Button } from "@/ui/Button";
import { Choice, Field, TextField, Tick } from "@/ui/Field";

import { agesIn, faultsOf, type FieldName } from "./faults";
import { Several } from "./Several";
import styles from "./TripForm.module.css";
import { CURRENCIES, DIETS, INTERESTS, LEVELS, PACES, sentenceOf, type TripWish } from "./wish";

interface Props {
  busy: boolean;
  onSend: (message: string) => void;
}

const ORDER: readonly FieldName[] = ["where", "startOn", "days", "adults", "children", "budget"];
const EMPTY: TripWish = {
  where: "", startOn: "", days: 4, adults: 2, children: [], budget: null, currency: "EUR",
  interests: [], level: "moderate", pace: "moderate", diets: [], stepFree: false, mustSee: "", more: "",
};

/** A form for those who would rather fill one in: it writes the message, and shows it before it is sent. */
export function TripForm({ busy, onSend }: Props) {
  const { t, i18n } = useTranslation("form");
  const { data: cities = [] } = useQuery(citiesQuery);
  const id = useId();
  const [wish, setWish] = useState(EMPTY);
  const [ages, setAges] = useState("");
  const [tried, setTried] = useState(false);
  const today = localToday();
  const faults = faultsOf(wish, ages, today);
  const put = (change: Partial<TripWish>) => setWish({ ...wish, ...change });
  const fault = (field: FieldName) => (tried && faults[field] !== undefined ? t(`fault.${faults[field]}`) : null);
  const first = ORDER.find((field) => faults[field] !== undefined);
  const sentence = first === undefined ? sentenceOf(wish, i18n.language) : null;
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setTried(true);
    if (sentence !== null) {
      onSend(sentence);
      return;
    }
    const wrong = event.currentTarget.elements.namedItem(first ?? "where");
    if (wrong instanceof HTMLElement) wrong.focus();
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <div className={styles.wide}>
        <Field label={t("where")} hint={t("whereHint")} fault={fault("where")} name="where" list={`${id}-cities`} dir="auto" required
          autoComplete="off" maxLength={300} value={wish.where} onChange={(event) => put({ where: event.target.value })} />
        <datalist id={`${id}-cities`}>
          {cities.map((city) => <option key={city.id} value={city.name}>{city.country_name}</option>)}
        </datalist>
      </div>
      <Field label={t("startOn")} fault={fault("startOn")} name="startOn" type="date" required min={today} value={wish.startOn}
        onChange={(event) => put({ startOn: event.target.value })} />
      <Field label={t("days")} fault={fault("days")} name="days" type="number" inputMode="numeric" min={1} max={30} required
        {...numeric(wish.days, (days) => put({ days }))} />
      <Field label={t("adults")} fault={fault("adults")} name="adults" type="number" inputMode="numeric" min={1} max={20} required
        {...numeric(wish.adults, (adults) => put({ adults }))} />
      <Field label={t("children")} hint={t("childrenHint")} fault={fault("children")} name="children" inputMode="text" maxLength={60} value={ages}
        onChange={(event) => {
          setAges(event.target.value);
          put({ children: agesIn(event.target.value) ?? [] });
        }} />
      <Field label={t("budget")} hint={t("budgetHint")} fault={fault("budget")} name="budget" type="number" inputMode="numeric" min={1}
        value={wish.budget === null || Number.isNaN(wish.budget) ? "" : wish.budget}
        onChange={(event) => put({ budget: event.target.value === "" ? null : Number(event.target.value) })} />
      <Choice label={t("currency")} name="currency" value={wish.currency} onChange={(event) => put({ currency: event.target.value })}>
        {CURRENCIES.map((currency) => <option key={currency}>{currency}</option>)}
      </Choice>
      <Several className={styles.wide} label={t("interests")} all={INTERESTS} chosen={wish.interests} word={(one) => t(`interest.${one}`)}
        onChange={(interests) => put({ interests })} />
      <Choice label={t("level")} name="level" value={wish.level} onChange={(event) => put({ level: event.target.value as TripWish["level"] })}>
        {LEVELS.map((level) => <option key={level} value={level}>{t(`levels.${level}`)}</option>)}
      </Choice>
      <Choice label={t("pace")} name="pace" value={wish.pace} onChange={(event) => put({ pace: event.target.value as TripWish["pace"] })}>
        {PACES.map((pace) => <option key={pace} value={pace}>{t(`paces.${pace}`)}</option>)}
      </Choice>
      <Several className={styles.wide} label={t("diets")} all={DIETS} chosen={wish.diets} word={(one) => t(`diet.${one}`)}
        onChange={(diets) => put({ diets })} />
      <div className={styles.wide}>
        <Tick label={t("stepFree")} name="stepFree" checked={wish.stepFree} onChange={(event) => put({ stepFree: event.target.checked })} />
      </div>
      <Field label={t("mustSee")} hint={t("mustSeeHint")} name="mustSee" dir="auto" maxLength={300} value={wish.mustSee}
        onChange={(event) => put({ mustSee: event.target.value })} />
      <TextField label={t("more")} hint={t("moreHint")} name="more" dir="auto" rows={2} maxLength={1000} value={wish.more}
        onChange={(event) => put({ more: event.target.value })} />
      <div className={styles.send}>
        {sentence !== null && (
          <p className={styles.written}>
            {t("written")}: <q dir="auto">{sentence}</q>
          </p>
        )}
        <Button type="submit" look="solid" className={styles.button} disabled={busy}>
          {t("send")}
          <ArrowRight size={18} className="flip" />
        </Button>
      </div>
    </form>
  );
}

/** A number that may stand empty while it is written. */
function numeric(value: number, put: (value: number) => void) {
  return {
    value: Number.isNaN(value) ? "" : value,
    onChange: (event: { target: { value: string } }) => put(event.target.value === "" ? Number.NaN : Number(event.target.value)),
  };
}

/** The reader's own calendar day, as ISO 8601. */
function localToday(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}
