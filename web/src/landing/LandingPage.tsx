import { useState } from "react";

import { CityStrip } from "./CityStrip";
import styles from "./LandingPage.module.css";
import { Promises } from "./Promises";
import { RecentTrips } from "./RecentTrips";
import { WishBox } from "./WishBox";

export function LandingPage() {
  const [wish, setWish] = useState("");
  return (
    <div className={styles.page}>
      <section className={styles.hero} aria-labelledby="headline">
        <p className={styles.kicker}>Solved, not written</p>
        <h1 id="headline">
          Say where you are going.
          <br />
          Get a plan that <em>holds</em>.
        </h1>
        <p className={styles.lead}>
          Every stop open when you stand before it, every transfer long enough, the sum inside your budget — and a
          certificate that proves it.
        </p>
        <WishBox wish={wish} onChange={setWish} />
      </section>
      <RecentTrips />
      <CityStrip onChoose={setWish} />
      <Promises />
    </div>
  );
}
