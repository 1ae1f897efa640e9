/** The API's route about quality. */
import { queryOptions } from "@tanstack/react-query";

import { http, taken } from "@/api/client";
import type { components } from "@/api/schema";

import type { Asked } from "../costs/api";

export type Quality = components["schemas"]["Quality"];

export function qualityQuery({ days, zone, tenant }: Asked) {
  const query = { days, zone, ...(tenant === null ? {} : { tenant }) };
  return queryOptions({
    queryKey: ["quality", days, zone, tenant],
    queryFn: () => taken(http.GET("/v1/admin/quality", { params: { query } })),
  });
}
