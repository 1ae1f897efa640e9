import { useQuery, type UseQueryResult } from "@tanstack/react-query";

import { useSignedIn } from "@/api/session";

import { type Profile, profileQuery } from "./api";

/** The account that is signed in, in the state of being asked for; null for a guest. */
export function useWho(): UseQueryResult<Profile> | null {
  const signedIn = useSignedIn();
  const query = useQuery({ ...profileQuery, enabled: signedIn });
  return signedIn ? query : null;
}
