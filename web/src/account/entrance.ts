/** What follows a complete log-in. */
import { type Query, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";

import { chooseLanguage } from "@/i18n";
import { isLanguage } from "@/i18n/languages";

import { profileQuery, type SignedIn } from "./api";

/** Everything is asked anew as the account, and the visitor goes on where they were. */
export function useEntrance(): (answer: SignedIn) => void {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { next } = useSearch({ strict: false });
  return (answer) => {
    if (isLanguage(answer.user.language)) void chooseLanguage(answer.user.language);
    queries.setQueryData(profileQuery.queryKey, answer.user);
    const guests = { predicate: (query: Query) => query.queryKey[0] !== profileQuery.queryKey[0] };
    queries.removeQueries({ ...guests, type: "inactive" });
    void queries.invalidateQueries(guests);
    if (answer.second_factor.length > 0) void navigate({ to: "/account/$", params: { _splat: "security" } });
    else void navigate({ href: inside(next) ? next : "/" });
  };
}

/** Only addresses of this page: a link may not send people elsewhere after they have signed in. */
function inside(next: string | undefined): next is string {
  return next !== undefined && /^\/(?![/\\])/.test(next);
}
