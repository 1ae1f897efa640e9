import { Check, Sparkles } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { Button } from "@/ui/Button";
import { ProblemNote } from "@/ui/ProblemNote";

import { useTripContext } from "../context";
import { useEditing } from "./context";
import { DiffView } from "./DiffView";
import { isWhole } from "./diffs";
import styles from "./ProposalCard.module.css";
import { SideSwitch } from "./SideSwitch";
import { Unmet } from "./Unmet";

const MARGIN_PX = 12;

/** A change that waits: what it does, and taking it whole, in part or not at all. Nothing is kept before. */
export default function ProposalCard() {
  const { proposal } = useEditing();
  return proposal === null ? null : <Card key={proposal.certificate.sha256} proposal={proposal} />;
}

function Card({ proposal }: { proposal: NonNullable<ReturnType<typeof useEditing>["proposal"]> }) {
  const { t } = useTranslation("edit");
  const { language } = useTripContext();
  const { trip, send, sending, error } = useEditing();
  const { diff, certificate } = proposal;
  const all = diff?.pieces.map((piece) => piece.id) ?? [];
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(all));
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    // Only the conversation scrolls to it, never the page around it.
    const list = card.current?.parentElement;
    if (card.current == null || list == null) return;
    list.scrollTop += card.current.getBoundingClientRect().top - list.getBoundingClientRect().top - MARGIN_PX;
  }, []);
  const parts = diff !== null && !isWhole(diff);
  const runId = trip?.run?.id ?? "";
  const decide = (decision: Parameters<typeof send>[0] & { kind: "decide" }) => send(decision);
  const take = (pieces: string[] | null) => decide({ kind: "decide", runId, decision: { decision: "take", pieces }, sha256: certificate.sha256 });
  const choose = (piece: string, wanted: boolean) => {
    const next = new Set(chosen);
    if (wanted) next.add(piece);
    else next.delete(piece);
    setChosen(next);
  };
  return (
    <section ref={card} className={styles.card} aria-labelledby="proposal">
      <h3 id="proposal">
        <Sparkles size={16} />
        {diff === null ? t("proposal.plan") : t("proposal.title")}
      </h3>
      {proposal.said !== "" && <p lang={language} dir="auto">{proposal.said}</p>}
      {diff !== null && (
        <>
          <DiffView diff={diff} chosen={parts ? chosen : undefined} onChoose={choose} />
          <SideSwitch />
        </>
      )}
      {proposal.unmet != null && <Unmet unmet={proposal.unmet} runId={runId} />}
      {!certificate.valid && <p className={styles.open}>{t("proposal.open")}</p>}
      {error !== null && <ProblemNote error={error} />}
      <div className={styles.actions}>
        <Button look="solid" disabled={sending} onClick={() => take(null)}>
          <Check size={16} />
          {parts ? t("proposal.takeAll") : t("proposal.take")}
        </Button>
        {parts && (
          <Button disabled={sending || chosen.size === 0 || chosen.size === all.length} onClick={() => take([...chosen])}>
            {t("proposal.takeSome", { count: chosen.size })}
          </Button>
        )}
        <Button look="quiet" disabled={sending} onClick={() => decide({ kind: "decide", runId, decision: { decision: "leave" }, sha256: certificate.sha256 })}>
          {t("proposal.leave")}
        </Button>
        <Button look="quiet" onClick={() => document.getElementById("message")?.focus()}>
          {t("proposal.further")}
        </Button>
      </div>
    </section>
  );
}
