import { TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";

import { ApiProblem, sentenceOf } from "@/api/problem";

import { Chip } from "./Chip";
import { fieldName } from "./fields";
import styles from "./ProblemNote.module.css";

interface Props {
  error: unknown;
  onChoose?: (wayOut: string) => void;
}

/** What went wrong, in the server's own sentence, with the field it is about and the ways out. */
export function ProblemNote({ error, onChoose }: Props) {
  const field = error instanceof ApiProblem ? error.field : null;
  const waysOut = error instanceof ApiProblem ? error.problem.ways_out : [];
  return <Trouble message={sentenceOf(error)} field={field} waysOut={waysOut} onChoose={onChoose} />;
}

interface TroubleProps {
  message: string;
  field: string | null;
  waysOut: readonly string[];
  onChoose?: ((wayOut: string, number: number) => void) | undefined;
}

export function Trouble({ message, field, waysOut, onChoose }: TroubleProps) {
  const { t } = useTranslation("errors");
  return (
    <div className={styles.note} role="alert">
      <TriangleAlert size={18} />
      <div>
        {field !== null && <strong className={styles.field}>{fieldName(field, t)}</strong>}
        <p dir="auto">{message}</p>
        {waysOut.length > 0 && (
          <ul className={styles.ways} aria-label={t("waysOut")}>
            {waysOut.map((way, number) => (
              <li key={way}>
                <Chip onClick={() => onChoose?.(way, number)}>{way}</Chip>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
