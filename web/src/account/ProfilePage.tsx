import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import clsx from "clsx";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { ApiProblem } from "@/api/problem";
import { Panel } from "@/console/ui/Panel";
import { chooseLanguage } from "@/i18n";
import { isLanguage } from "@/i18n/languages";
import { Button } from "@/ui/Button";
import buttons from "@/ui/Button.module.css";
import { Choice, Field } from "@/ui/Field";
import { ProblemNote } from "@/ui/ProblemNote";

import styles from "./AccountPage.module.css";
import { avatarAddress, changePassword, changeProfile, logOut, type Profile, profileQuery, putAvatar, removeAvatar } from "./api";
import { Form, secretOf, textOf } from "./Card";
import { LANGUAGES } from "./languages";

export function ProfilePage({ profile }: { profile: Profile }) {
  const { t } = useTranslation("account");
  return (
    <>
      <Panel title={t("profile.picture")}>
        <Picture profile={profile} />
      </Panel>
      <Panel title={t("profile.about")} note={profile.email}>
        <About profile={profile} />
      </Panel>
      <Panel title={t("password")} note={t("profile.passwordNote")}>
        <Password profile={profile} />
      </Panel>
      <SignOut />
    </>
  );
}

function Picture({ profile }: { profile: Profile }) {
  const { t } = useTranslation("account");
  const queries = useQueryClient();
  const put = useMutation({ mutationFn: putAvatar, onSuccess: (fresh) => queries.setQueryData(profileQuery.queryKey, fresh) });
  const removed = useMutation({ mutationFn: removeAvatar, onSuccess: () => queries.invalidateQueries(profileQuery) });
  return (
    <>
      <div className={styles.row}>
        <Avatar profile={profile} />
        <label className={clsx(buttons.button, buttons.soft, styles.file)}>
          {t("profile.choose")}
          <input
            type="file"
            className="visually-hidden"
            accept="image/png,image/jpeg,image/webp,image/gif"
            onChange={(event) => {
              const file = event.target.files?.[0];
              if (file !== undefined) put.mutate(file);
            }}
          />
        </label>
        <span className={styles.small}>{t("profile.size")}</span>
        {profile.picture !== null && <Button onClick={() => removed.mutate()}>{t("remove")}</Button>}
      </div>
      {(put.error ?? removed.error) && <ProblemNote error={put.error ?? removed.error} />}
    </>
  );
}

/** The picture, or the first letter of whoever has none; only who is signed in may see it, so a plain address will not do. */
export function Avatar({ profile }: { profile: Profile }) {
  const { t } = useTranslation("account");
  const { data: address } = useQuery({
    queryKey: ["avatar", profile.picture],
    queryFn: avatarAddress,
    enabled: profile.picture !== null,
    staleTime: Infinity,
  });
  useEffect(() => () => {
    if (address !== undefined) setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }, [address]);
  const letter = (profile.first_name || profile.email).charAt(0).toUpperCase();
  if (profile.picture === null || address === undefined) return <span className={styles.picture} aria-hidden>{letter}</span>;
  return <img className={styles.picture} src={address} alt={t("profile.you")} />;
}

function About({ profile }: { profile: Profile }) {
  const { t } = useTranslation("account");
  const queries = useQueryClient();
  const changed = useMutation({
    mutationFn: (form: FormData) =>
      changeProfile({
        first_name: textOf(form, "first_name"),
        last_name: textOf(form, "last_name"),
        phone_number: textOf(form, "phone_number") || null,
        date_of_birth: textOf(form, "date_of_birth") || null,
        language: textOf(form, "language"),
      }),
    onSuccess: (fresh) => {
      queries.setQueryData(profileQuery.queryKey, fresh);
      if (isLanguage(fresh.language)) void chooseLanguage(fresh.language);
    },
  });
  const wrong = changed.error instanceof ApiProblem ? changed.error : null;
  const fault = (field: string) => (wrong?.field === field ? wrong.message : null);
  return (
    <Form send={t("save")} busy={changed.isPending} error={wrong?.field != null ? null : changed.error} onSend={changed.mutate}>
      <div className={styles.two}>
        <Field label={t("firstName")} name="first_name" defaultValue={profile.first_name} autoComplete="given-name" fault={fault("first_name")} />
        <Field label={t("lastName")} name="last_name" defaultValue={profile.last_name} autoComplete="family-name" fault={fault("last_name")} />
        <Field label={t("profile.phone")} name="phone_number" type="tel" defaultValue={profile.phone_number} autoComplete="tel" fault={fault("phone_number")} />
        <Field label={t("profile.birth")} name="date_of_birth" type="date" defaultValue={profile.date_of_birth ?? ""} autoComplete="bday" fault={fault("date_of_birth")} />
        <Choice label={t("profile.language")} name="language" defaultValue={profile.language} fault={fault("language")}>
          {LANGUAGES.map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </Choice>
      </div>
      {changed.isSuccess && <p className={styles.said} role="status">{t("saved")}</p>}
    </Form>
  );
}

function Password({ profile }: { profile: Profile }) {
  const { t } = useTranslation("account");
  const [round, setRound] = useState(0);
  const changed = useMutation({
    mutationFn: (form: FormData) =>
      changePassword({ current_password: secretOf(form, "current"), new_password: secretOf(form, "new") }),
    onSuccess: () => setRound(round + 1),
  });
  return (
    <Form key={round} send={t("changePassword")} busy={changed.isPending} error={changed.error} onSend={changed.mutate}>
      <div className={styles.two}>
        {profile.has_password && <Field label={t("currentPassword")} name="current" type="password" autoComplete="current-password" required />}
        <Field label={t("newPassword")} name="new" type="password" autoComplete="new-password" minLength={10} required hint={t("tenCharacters")} />
      </div>
      {changed.isSuccess && <p className={styles.said} role="status">{changed.data.message}</p>}
    </Form>
  );
}

function SignOut() {
  const { t } = useTranslation("account");
  const queries = useQueryClient();
  const navigate = useNavigate();
  const out = useMutation({
    mutationFn: logOut,
    onSettled: () => {
      queries.clear();
      void navigate({ to: "/" });
    },
  });
  return (
    <div className={styles.row}>
      <Button onClick={() => out.mutate()} disabled={out.isPending}>
        {t("signOut")}
      </Button>
    </div>
  );
}
