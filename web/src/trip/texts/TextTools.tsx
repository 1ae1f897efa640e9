import { Sparkles } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { lazy, useState } from "react";
import { useTranslation } from "react-i18next";

import { IconButton } from "@/ui/IconButton";
import menu from "@/ui/Menu.module.css";
import { Part } from "@/ui/Part";

import { useTripContext } from "../context";
import { ACTIONS, type Action, type Target } from "./target";
import styles from "./TextTools.module.css";

const Reworked = lazy(() => import("./Reworked").then((module) => ({ default: module.Reworked })));

interface Props {
  text: string;
  target: Target;
  /** What the text is, for those who hear the button's name. */
  about: string;
}

/** Another way to say a text of the trip: shown first, kept when it is taken. */
export function TextTools({ text, target, about }: Props) {
  const { t } = useTranslation("chat");
  const { editable } = useTripContext();
  const [action, setAction] = useState<Action | null>(null);
  if (!editable || text === "") return null;
  return (
    <span className={styles.tools}>
      <DropdownMenu.Root>
        <DropdownMenu.Trigger asChild>
          <IconButton label={t("texts.rework", { about })} className={styles.button}>
            <Sparkles size={15} />
          </IconButton>
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className={menu.menu} align="start" sideOffset={4} collisionPadding={8}>
            {ACTIONS.map((one) => (
              <DropdownMenu.Item key={one} className={menu.item} onSelect={() => setAction(one)}>
                {t(`texts.action.${one}`)}
              </DropdownMenu.Item>
            ))}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      {action !== null && (
        <Part>
          <Reworked key={action} text={text} target={target} action={action} onEnd={() => setAction(null)} />
        </Part>
      )}
    </span>
  );
}
