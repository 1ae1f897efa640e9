import { useQuery } from "@tanstack/react-query";

import { useWhose } from "../tenant";
import { pictureQuery, type UserView } from "./api";
import styles from "./Users.module.css";

/** An account's picture, or the first letter of whoever has none. */
export function Picture({ user }: { user: UserView }) {
  const whose = useWhose();
  const { data: address } = useQuery({ ...pictureQuery(whose, user), enabled: user.has_picture });
  if (address !== undefined) return <img src={address} alt="" className={styles.picture} />;
  return (
    <span className={styles.picture} aria-hidden>
      {(user.first_name || user.email).slice(0, 1).toUpperCase()}
    </span>
  );
}
