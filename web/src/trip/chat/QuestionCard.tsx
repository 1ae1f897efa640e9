import { useTranslation } from "react-i18next";

import type { RunState } from "@/run/state";
import { Chip } from "@/ui/Chip";

import styles from "./ChatPanel.module.css";

interface Props {
  question: NonNullable<RunState["question"]>;
  sending: boolean;
  onAnswer: (answer: string) => void;
}

export function QuestionCard({ question, sending, onAnswer }: Props) {
  const { t } = useTranslation("chat");
  return (
    <div className={styles.question}>
      <p dir="auto">{question.text}</p>
      {question.options.length > 0 && (
        <div className={styles.options} role="group" aria-label={t("answers")}>
          {question.options.map((option) => (
            <Chip key={option} disabled={sending} onClick={() => onAnswer(option)}>
              {option}
            </Chip>
          ))}
        </div>
      )}
    </div>
  );
}
