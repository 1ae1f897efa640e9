import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";

import { useWho } from "@/account/who";
import { Choice } from "@/ui/Field";

import { EVERYBODY, useWhose } from "./tenant";
import { tenantsQuery } from "./tenants/api";

/** Whose pages are shown; the choice stands in the address, so that a link to a page shows the same agency. */
export function TenantPicker() {
  const whose = useWhose();
  const own = useWho()?.data?.tenant ?? "";
  const { _splat = "" } = useParams({ strict: false });
  const navigate = useNavigate();
  const tenants = useQuery(tenantsQuery("", 1));
  const others = (tenants.data?.items ?? []).filter((tenant) => tenant.id !== own);
  const listed = whose === null || whose === EVERYBODY || others.some((tenant) => tenant.id === whose);
  const choose = (tenant: string) =>
    navigate({ to: "/console/$", params: { _splat: _splat.split("/")[0] ?? "" }, search: { tenant: tenant || undefined } });
  return (
    <Choice label="Agency" value={whose ?? ""} onChange={(event) => void choose(event.target.value)}>
      <option value="">{tenants.data?.items.find((tenant) => tenant.id === own)?.name ?? own} (your own)</option>
      <option value={EVERYBODY}>All agencies</option>
      {!listed && <option value={whose}>{whose}</option>}
      {others.map((tenant) => (
        <option key={tenant.id} value={tenant.id}>
          {tenant.name}
        </option>
      ))}
    </Choice>
  );
}
