import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import clsx from "clsx";
import { ArrowLeft } from "lucide-react";

import { Form, textOf } from "@/account/Card";
import { formatAgo } from "@/format/dates";
import { Button } from "@/ui/Button";
import { Field, Tick } from "@/ui/Field";
import { ProblemNote } from "@/ui/ProblemNote";

import { Entries } from "../audit/Entries";
import { useIsPlatform, useWhose, type Whose } from "../tenant";
import { Asked } from "../ui/Asked";
import { Panel } from "../ui/Panel";
import { activateUser, activityQuery, resetPasswordOf, setRoles, suspendUser, userQuery, type UserView } from "./api";
import { ROLES } from "./roles";
import styles from "./Users.module.css";
import { Picture } from "./Picture";
import { nameOf, Status } from "./UsersPage";

interface Part {
  whose: Whose;
  user: UserView;
}

export function UserPage({ id }: { id: string }) {
  const whose = useWhose();
  const user = useQuery(userQuery(whose, id));
  return (
    <>
      <Link to="/console/$" params={{ _splat: "users" }} className={styles.back}>
        <ArrowLeft size={16} aria-hidden /> All accounts
      </Link>
      <Asked query={user}>
        {(known) => (
          <>
            <About user={known} />
            <Roles key={`roles-${known.version}`} whose={whose} user={known} />
            <Access key={`access-${known.status}`} whose={whose} user={known} />
            <Activity whose={whose} id={id} />
          </>
        )}
      </Asked>
    </>
  );
}

function About({ user }: { user: UserView }) {
  const seen = user.last_login_at;
  return (
    <Panel title={nameOf(user)} note={user.email} actions={<Status user={user} />}>
      <p className={clsx(styles.small, styles.account)}>
        <Picture user={user} />
        Since {new Date(user.created_at).toLocaleDateString()},{" "}
        {seen === null ? "never signed in" : `last signed in ${formatAgo(seen, new Date(), navigator.language)}`}.
        {user.status_reason !== "" && ` Suspended: ${user.status_reason}`}
      </p>
    </Panel>
  );
}

/** What was changed is read anew, in the lists too. */
function useFresh(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ["users"] });
}

function Roles({ whose, user }: Part) {
  const fresh = useFresh();
  const platform = useIsPlatform();
  const saved = useMutation({
    mutationFn: (form: FormData) => setRoles(whose, user.id, ROLES.filter((role) => form.has(role))),
    onSuccess: fresh,
  });
  return (
    <Panel title="Roles" note="They hold at once, also where the account is signed in.">
      <Form send="Set the roles" busy={saved.isPending} error={saved.error} onSend={saved.mutate}>
        <fieldset className={styles.ticks}>
          <legend className="visually-hidden">Roles</legend>
          {ROLES.map((role) => (
            <Tick key={role} label={role} name={role} defaultChecked={user.roles.includes(role)} disabled={role === "platform_admin" && !platform} />
          ))}
        </fieldset>
      </Form>
    </Panel>
  );
}

function Access({ whose, user }: Part) {
  const fresh = useFresh();
  const suspended = useMutation({ mutationFn: (form: FormData) => suspendUser(whose, user.id, textOf(form, "reason")), onSuccess: fresh });
  const activated = useMutation({ mutationFn: () => activateUser(whose, user.id), onSuccess: fresh });
  const reset = useMutation({ mutationFn: () => resetPasswordOf(whose, user.id) });
  return (
    <Panel title="Access">
      <div className={styles.row}>
        <Button onClick={() => reset.mutate()} disabled={reset.isPending}>
          Mail a link for a new password
        </Button>
        {user.status === "suspended" && (
          <Button look="solid" onClick={() => activated.mutate()} disabled={activated.isPending}>
            Open the account again
          </Button>
        )}
      </div>
      {reset.isSuccess && <p role="status">{reset.data.message}</p>}
      {(reset.error ?? activated.error) && <ProblemNote error={reset.error ?? activated.error} />}
      {user.status === "active" && (
        <Form send="Suspend the account" busy={suspended.isPending} error={suspended.error} onSend={suspended.mutate}>
          <Field label="Reason" name="reason" required maxLength={500} hint="The account's owner is told it; every device is signed out at once." />
        </Form>
      )}
    </Panel>
  );
}

function Activity({ whose, id }: { whose: Whose; id: string }) {
  const activity = useInfiniteQuery(activityQuery(whose, id));
  return (
    <Panel title="Activity" note="What the account itself did, newest first; what was done to it is in the audit log under its id.">
      <Entries query={activity} nothing="Nothing is written down of this account yet." />
    </Panel>
  );
}
