import { Link } from "@tanstack/react-router";

import { useWho } from "@/account/who";

import { EVERYBODY, useWhose } from "../tenant";
import styles from "./Costs.module.css";

interface Props {
  /** As in the books. */
  name: string;
  label: string;
  /** The user's agency, where it is not the one that is shown. */
  tenant?: string;
}

/** Whose something is: a user of the books ("user:<id>") leads to the account, for those who may see accounts. */
export function Owner({ name, label, tenant }: Props) {
  const may = useWho()?.data?.permissions.includes("manage:users") ?? false;
  const whose = useWhose();
  const said = label || name || "none";
  const search = tenant === undefined ? {} : { search: { tenant } };
  if (!name.startsWith("user:") || !may || (whose === EVERYBODY && tenant === undefined)) return <span className={styles.name}>{said}</span>;
  return (
    <Link to="/console/$" params={{ _splat: `users/${name.slice("user:".length)}` }} {...search} className={styles.name}>
      {said}
    </Link>
  );
}
