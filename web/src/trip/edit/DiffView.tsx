import { ArrowRightLeft, BedDouble, Clock, Footprints, type LucideIcon, Lock, Minus, MoveRight, Plus, Route, TextQuote, Wallet } from "lucide-react";
import { useId } from "react";
import { useTranslation } from "react-i18next";

import { type At, listed, type Piece, type StopChange, type TripDiff } from "@/api/types";
import { formatTime } from "@/format/dates";

import { useTripContext } from "../context";
import { minutesDelta, moneyDelta } from "./deltas";
import styles from "./Diff.module.css";
import { byDay } from "./diffs";

interface Props {
  diff: TripDiff;
  /** Ids of the pieces that are ticked; absent where there is nothing to choose. */
  chosen?: ReadonlySet<string> | undefined;
  onChoose?: (piece: string, wanted: boolean) => void;
}

const ICONS: Readonly<Record<Piece["kind"], LucideIcon>> = {
  added: Plus, removed: Minus, replaced: ArrowRightLeft, moved: MoveRight, retimed: Clock, locked: Lock, words: TextQuote, stay: BedDouble, plan: Route,
};

/** What a change does, day by day: what goes struck out, what comes beside it, each with its sign in words. */
export function DiffView({ diff, chosen, onChoose }: Props) {
  const { t } = useTranslation("edit");
  return (
    <div className={styles.diff}>
      <Sums diff={diff} />
      {byDay(diff).map(({ day, pieces, also }) => (
        <section key={day ?? 0} className={styles.day} data-tone={day === null ? undefined : (day - 1) % 7}>
          <h4>{day === null ? t("diff.trip") : t("diff.day", { number: day })}</h4>
          <ul>
            {pieces.map((piece) => (
              <PieceRow key={piece.id} piece={piece} chosen={chosen?.has(piece.id)} onChoose={onChoose} />
            ))}
          </ul>
          {also.length > 0 && <Shifts also={also} />}
        </section>
      ))}
    </div>
  );
}

function Sums({ diff }: { diff: TripDiff }) {
  const { t } = useTranslation("edit");
  const { locale } = useTripContext();
  const sums = [
    { icon: Wallet, name: t("diff.cost"), delta: moneyDelta(diff.cost, locale) },
    { icon: Footprints, name: t("diff.walking"), delta: minutesDelta(diff.walking_min, locale) },
    { icon: Route, name: t("diff.travel"), delta: minutesDelta(diff.travel_min, locale) },
  ];
  return (
    <ul className={styles.sums}>
      {sums.map(({ icon: Icon, name, delta }) => (
        <li key={name}>
          <Icon size={14} />
          <span>{name}</span>
          <strong dir="ltr">{delta ?? t("diff.same")}</strong>
        </li>
      ))}
    </ul>
  );
}

function PieceRow({ piece, chosen, onChoose }: { piece: Piece; chosen: boolean | undefined; onChoose: Props["onChoose"] }) {
  const { t } = useTranslation("edit");
  const { locale } = useTripContext();
  const id = useId();
  const Icon = ICONS[piece.kind];
  const cost = moneyDelta(piece.cost, locale);
  return (
    <li className={styles.piece}>
      {chosen !== undefined && <input id={id} type="checkbox" className={styles.tick} checked={chosen} onChange={(event) => onChoose?.(piece.id, event.target.checked)} />}
      <label htmlFor={chosen === undefined ? undefined : id} className={styles.what}>
        <span className={styles.kind} data-kind={piece.kind}>
          <Icon size={13} />
          {t(`diff.kind.${piece.kind}`)}
        </span>
        {listed(piece.changes).length === 0 ? <bdi>{piece.text}</bdi> : piece.changes.map((change, n) => <Change key={n} change={change} />)}
      </label>
      {cost !== null && <span className={styles.price} dir="ltr">{cost}</span>}
    </li>
  );
}

function Change({ change: { kind, before, after } }: { change: StopChange }) {
  const { t } = useTranslation("edit");
  if (before != null && after?.place_id === before.place_id) {
    return (
      <span className={styles.change}>
        <bdi className={styles.name}>{after.name}</bdi>
        <span className={styles.times}>
          <del>
            <When at={before} day={kind === "moved"} />
          </del>{" "}
          <MoveRight size={12} className="flip" aria-label={t("diff.to")} />{" "}
          <ins>
            <When at={after} day={kind === "moved"} />
          </ins>
        </span>
      </span>
    );
  }
  return (
    <span className={styles.change}>
      {before != null && (
        <del>
          <bdi className={styles.name}>{before.name}</bdi> <When at={before} />
        </del>
      )}
      {after != null && (
        <ins>
          <bdi className={styles.name}>{after.name}</bdi> <When at={after} />
        </ins>
      )}
    </span>
  );
}

function When({ at, day = false }: { at: At; day?: boolean }) {
  const { t } = useTranslation("edit");
  const { locale } = useTripContext();
  const span = `${formatTime(at.start_local, locale)}–${formatTime(at.end_local, locale)}`;
  return <span className={styles.when}>{day ? t("diff.dayAt", { number: at.day, span }) : span}</span>;
}

function Shifts({ also }: { also: readonly StopChange[] }) {
  const { t } = useTranslation("edit");
  return (
    <details className={styles.also}>
      <summary>{t("diff.also", { count: also.length })}</summary>
      {also.map((change, n) => (
        <Change key={n} change={change} />
      ))}
    </details>
  );
}
