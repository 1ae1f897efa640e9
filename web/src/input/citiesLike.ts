/** The cities that a traveller's photo is like. */
import { http, keyed, taken } from "@/api/client";
import { ownProblem } from "@/api/problem";
import type { components } from "@/api/schema";

import { isTooLarge } from "./photos";

export type LookedAt = components["schemas"]["LookedAt"];

/** `tooLarge` is the sentence for a photo that the server would refuse. */
export async function citiesLike(photo: File, words: string, tooLarge: string): Promise<LookedAt> {
  if (isTooLarge(photo)) throw ownProblem(tooLarge);
  const form = new FormData();
  form.set("file", photo);
  form.set("words", words.slice(0, 500));
  return taken(http.POST("/v1/trips/images", { headers: keyed().header, body: { file: "", words: "" }, bodySerializer: () => form }));
}
