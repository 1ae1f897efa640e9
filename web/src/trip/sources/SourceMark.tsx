import clsx from "clsx";
import { Popover } from "radix-ui";
import { useTranslation } from "react-i18next";

import { useTripContext } from "../context";
import { type Fact, markOf, sourceLine } from "./provenance";
import styles from "./Sources.module.css";

interface Props {
  facts: readonly Fact[];
  /** On a picture, where the usual ink cannot be read. */
  onDark?: boolean;
}

/** A quiet word on how fresh a fact is; who said so and when, on asking. */
export function SourceMark({ facts, onDark = false }: Props) {
  const { t } = useTranslation("sources");
  const { freshness, text } = markOf(facts, t);
  const about = facts[0]?.what ?? "place";
  return (
    <Popover.Root>
      <Popover.Trigger className={clsx(styles.mark, onDark && styles.onDark)} aria-label={t("mark", { about: t(`about.${about}`), source: text })}>
        <span className={clsx(styles.dot, styles[freshness])} />
        {text}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className={styles.card} side="top" align="start" sideOffset={6} collisionPadding={12}>
          <Lines facts={facts} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Lines({ facts }: { facts: readonly Fact[] }) {
  const { t } = useTranslation("sources");
  const { locale } = useTripContext();
  const now = new Date();
  return (
    <dl className={styles.lines}>
      {facts.map(({ what, source }) => (
        <div key={`${what}${source.provider}${source.reference}`}>
          <dt>{t(`what.${what}`)}</dt>
          <dd>
            <span className={clsx(styles.dot, styles[source.freshness])} />
            {sourceLine(source, now, locale, t)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
