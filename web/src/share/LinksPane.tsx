import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { formatDate } from "@/format/dates";
import { useLocale } from "@/i18n/useLocale";
import { Button } from "@/ui/Button";
import { Choice, Field } from "@/ui/Field";
import { IconButton } from "@/ui/IconButton";
import { ProblemNote } from "@/ui/ProblemNote";

import { linksQuery, type LinkView, makeLink, revokeLink, type Section, SECTIONS } from "./api";
import { CopyField } from "./CopyField";
import { SectionTicks } from "./SectionTicks";
import { ShareOut } from "./ShareOut";
import styles from "./Share.module.css";

/** Addresses that open the trip without an account. */
export function LinksPane({ tripId }: { tripId: string }) {
  const { t } = useTranslation("share");
  const queries = useQueryClient();
  const links = useQuery(linksQuery(tripId));
  const fresh = () => queries.invalidateQueries({ queryKey: linksQuery(tripId).queryKey });
  const revoked = useMutation({ mutationFn: (id: string) => revokeLink(tripId, id), onSettled: fresh });
  const open = (links.data ?? []).filter((link) => link.revoked_at === null);
  return (
    <div className={styles.stack}>
      <NewLink tripId={tripId} onMade={() => void fresh()} />
      {links.error !== null && <ProblemNote error={links.error} />}
      {open.length > 0 && (
        <section className={styles.stack} aria-label={t("links.open")}>
          <h3>{t("links.open")}</h3>
          <ul className={styles.list}>
            {open.map((link) => (
              <li key={link.id} className={styles.row}>
                <LinkRow link={link} />
                <IconButton label={t("links.revoke", { name: link.label === "" ? t(`rights.${link.rights}`) : link.label })} onClick={() => revoked.mutate(link.id)}>
                  <Trash2 size={17} />
                </IconButton>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function LinkRow({ link }: { link: LinkView }) {
  const { t } = useTranslation("share");
  const locale = useLocale();
  const ends = link.expires_at === null ? t("links.lasts") : t("links.until", { date: formatDate(link.expires_at.slice(0, 10), locale) });
  return (
    <span className={styles.grow}>
      <strong dir="auto">{link.label === "" ? t(`rights.${link.rights}`) : link.label}</strong>
      <span className={styles.small}>
        {link.label !== "" && `${t(`rights.${link.rights}`)} · `}
        {ends}
        {link.last_used_at !== null && ` · ${t("links.used", { date: formatDate(link.last_used_at.slice(0, 10), locale) })}`}
      </span>
    </span>
  );
}

const LASTING = ["90", "30", "7", "never"] as const;

function NewLink({ tripId, onMade }: { tripId: string; onMade: () => void }) {
  const { t } = useTranslation("share");
  const [rights, setRights] = useState<"view" | "edit">("view");
  const [sections, setSections] = useState<Section[]>([...SECTIONS]);
  const [lasts, setLasts] = useState<(typeof LASTING)[number]>("90");
  const [label, setLabel] = useState("");
  const made = useMutation({
    mutationFn: () => makeLink(tripId, { rights, label, sections: rights === "edit" ? [...SECTIONS] : sections, expires_at: endOf(lasts) }),
    onSuccess: onMade,
  });
  if (made.data !== undefined) {
    return (
      <div className={styles.stack}>
        <CopyField label={t("links.address")} text={made.data.url} />
        <p className={styles.small}>{t("links.once")}</p>
        <ShareOut url={made.data.url} title={t("links.subject")} />
        <Button look="quiet" onClick={() => made.reset()}>
          {t("links.another")}
        </Button>
      </div>
    );
  }
  return (
    <form
      className={styles.stack}
      onSubmit={(event) => {
        event.preventDefault();
        made.mutate();
      }}
    >
      <div className={styles.two}>
        <Choice label={t("links.rights")} value={rights} onChange={(event) => setRights(event.target.value as "view" | "edit")}>
          <option value="view">{t("rights.view")}</option>
          <option value="edit">{t("rights.edit")}</option>
        </Choice>
        <Choice label={t("links.ends")} value={lasts} onChange={(event) => setLasts(event.target.value as (typeof LASTING)[number])}>
          {LASTING.map((one) => (
            <option key={one} value={one}>
              {one === "never" ? t("links.never") : t("links.days", { number: one })}
            </option>
          ))}
        </Choice>
      </div>
      {rights === "view" ? <SectionTicks chosen={sections} onChange={setSections} /> : <p className={styles.small}>{t("links.whole")}</p>}
      <Field label={t("links.label")} hint={t("links.labelHint")} value={label} maxLength={100} onChange={(event) => setLabel(event.target.value)} />
      {made.error !== null && <ProblemNote error={made.error} />}
      <Button type="submit" look="solid" disabled={made.isPending || (rights === "view" && sections.length === 0)}>
        {t("links.make")}
      </Button>
    </form>
  );
}

function endOf(lasts: (typeof LASTING)[number]): string | null {
  return lasts === "never" ? null : new Date(Date.now() + Number(lasts) * 86_400_000).toISOString();
}
