import { useMutation, useQueryClient } from "@tanstack/react-query";

import { Form, textOf } from "@/account/Card";
import { Field } from "@/ui/Field";

import { createFlag, flagsQuery, type Scope } from "./api";

/** A flag begins switched off; its page is where it is rolled out. */
export function NewFlagForm({ scope, onMade }: { scope: Scope; onMade: () => void }) {
  const queries = useQueryClient();
  const made = useMutation({
    mutationFn: (form: FormData) => createFlag(scope, textOf(form, "key"), textOf(form, "description")),
    onSuccess: async () => {
      await queries.invalidateQueries(flagsQuery(scope));
      onMade();
    },
  });
  return (
    <Form send="Make the flag" busy={made.isPending} error={made.error} onSend={made.mutate}>
      <Field label="Key" name="key" required pattern="[a-z][a-z0-9\-]{1,63}" hint="As the code asks for it: lower-case words with hyphens." />
      <Field label="What it is for" name="description" maxLength={500} />
    </Form>
  );
}
