import { useState } from "react";
import { Trans, useTranslation } from "react-i18next";

import { CityStrip } from "./CityStrip";
import "./hero.css";
import { Promises } from "./Promises";
import { RecentTrips } from "./RecentTrips";
import { StartBox } from "./StartBox";

export function LandingPage() {
  const { t } = useTranslation("landing");
  const [wish, setWish] = useState(() => new URLSearchParams(location.search).get("wish") ?? "");
  return (
    <div className="landing">
      <section className="landing-hero" aria-labelledby="headline">
        <p className="landing-kicker">{t("kicker")}</p>
        <h1 id="headline">
          <Trans t={t} i18nKey="headline" components={{ br: <br />, em: <em /> }} />
        </h1>
        <p className="landing-lead">{t("lead")}</p>
        <StartBox wish={wish} onChange={setWish} />
      </section>
      <RecentTrips />
      <CityStrip onChoose={setWish} />
      <Promises />
    </div>
  );
}
