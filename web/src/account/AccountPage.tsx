import { Link, useParams } from "@tanstack/react-router";
import { FileLock2, KeyRound, MonitorSmartphone, ShieldCheck, SlidersHorizontal, User } from "lucide-react";
import { useTranslation } from "react-i18next";

import { Asked } from "@/console/ui/Asked";
import { NotFound } from "@/ui/NotFound";

import styles from "./AccountPage.module.css";
import { DataPage } from "./data/DataPage";
import { Arrived, Resume } from "./federation/Arrived";
import { ForgotPage } from "./ForgotPage";
import { ApiKeysPage } from "./keys/ApiKeysPage";
import { LoginPage } from "./LoginPage";
import { PreferencesPage } from "./PreferencesPage";
import { ProfilePage } from "./ProfilePage";
import { RegisterPage } from "./RegisterPage";
import { SecurityPage } from "./security/SecurityPage";
import { SessionsPage } from "./SessionsPage";
import { useWho } from "./who";

const DOORS: Record<string, () => React.JSX.Element> = {
  login: () => <Arrived otherwise={<LoginPage />} />,
  arrived: () => <Arrived otherwise={<Resume />} />,
  register: RegisterPage,
  forgot: ForgotPage,
};

const PAGES = [
  { path: "profile", icon: User, Page: ProfilePage },
  { path: "preferences", icon: SlidersHorizontal, Page: PreferencesPage },
  { path: "security", icon: ShieldCheck, Page: SecurityPage },
  { path: "sessions", icon: MonitorSmartphone, Page: SessionsPage },
  { path: "keys", icon: KeyRound, Page: ApiKeysPage },
  { path: "data", icon: FileLock2, Page: DataPage },
] as const;

export function AccountPage() {
  const { _splat: path = "profile" } = useParams({ strict: false });
  const Door = DOORS[path];
  return Door === undefined ? <Inside path={path} /> : <Door />;
}

function Inside({ path }: { path: string }) {
  const { t } = useTranslation("account");
  const who = useWho();
  const current = PAGES.find((page) => page.path === path);
  if (current === undefined) return <NotFound />;
  if (who === null) return <LoginPage />;
  return (
    <div className={styles.page}>
      <nav aria-label={t("label")} className={styles.nav}>
        {PAGES.map((page) => (
          <Link
            key={page.path}
            to="/account/$"
            params={{ _splat: page.path }}
            className={styles.link}
            aria-current={page === current ? "page" : undefined}
          >
            <page.icon size={17} aria-hidden />
            {t(`page.${page.path}`)}
          </Link>
        ))}
      </nav>
      <div className={styles.content}>
        <h1>{t(`page.${current.path}`)}</h1>
        <Asked query={who}>{(profile) => <current.Page profile={profile} />}</Asked>
      </div>
    </div>
  );
}
