import type { Certificate } from "@/api/types";

import { CertificateBadge } from "./CertificateBadge";
import { Downloads } from "./Downloads";

interface Props {
  tripId: string;
  certificate: Certificate | null;
}

/** What a finished plan offers; its widgets are loaded when there is one. */
export default function TripTools({ tripId, certificate }: Props) {
  return (
    <>
      {certificate !== null && <CertificateBadge certificate={certificate} />}
      <Downloads tripId={tripId} />
    </>
  );
}
