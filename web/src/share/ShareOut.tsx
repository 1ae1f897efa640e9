import { Mail, Share2 } from "lucide-react";
import { useTranslation } from "react-i18next";

import { Button } from "@/ui/Button";
import button from "@/ui/Button.module.css";

import styles from "./Share.module.css";

const SITES = [
  { name: "WhatsApp", href: (url: string, text: string) => `https://wa.me/?text=${encodeURIComponent(`${text} ${url}`)}` },
  { name: "X", href: (url: string, text: string) => `https://x.com/intent/post?text=${encodeURIComponent(text)}&url=${encodeURIComponent(url)}` },
  { name: "Facebook", href: (url: string) => `https://www.facebook.com/sharer/sharer.php?u=${encodeURIComponent(url)}` },
] as const;

/** Plain links to where people share things: nothing of those sites is loaded here. */
export function ShareOut({ url, title }: { url: string; title: string }) {
  const { t } = useTranslation("share");
  const share = "share" in navigator ? () => void navigator.share({ url, title }).catch(() => undefined) : null;
  const look = `${button.button} ${button.soft}`;
  return (
    <div className={styles.out} role="group" aria-label={t("out")}>
      {share !== null && (
        <Button onClick={share}>
          <Share2 size={16} />
          {t("device")}
        </Button>
      )}
      <a className={look} href={`mailto:?subject=${encodeURIComponent(title)}&body=${encodeURIComponent(url)}`}>
        <Mail size={16} />
        {t("mail")}
      </a>
      {SITES.map(({ name, href }) => (
        <a key={name} className={look} href={href(url, title)} target="_blank" rel="noopener noreferrer">
          {name}
        </a>
      ))}
    </div>
  );
}
