import { lazy } from "react";

import type { Certificate } from "@/api/types";
import { ShareButton } from "@/share/ShareButton";
import { Part } from "@/ui/Part";

import { TripComments } from "../comments/Comments";
import { useEditing } from "../edit/context";
import { TakeAlong } from "../documents/TakeAlong";
import { CertificateBadge } from "./CertificateBadge";
import { Thumbs } from "./Thumbs";

const LeaveButton = lazy(() => import("@/share/LeaveButton"));

interface Props {
  tripId: string;
  version: number;
  certificate: Certificate | null;
}

/** What a finished plan offers; its widgets are loaded when there is one. */
export default function TripTools({ tripId, version, certificate }: Props) {
  const { trip } = useEditing();
  return (
    <>
      {certificate !== null && <CertificateBadge certificate={certificate} />}
      <TakeAlong tripId={tripId} version={version} />
      {trip?.access === "owner" && <ShareButton tripId={tripId} />}
      {(trip?.access === "editor" || trip?.access === "viewer") && (
        <Part lost={null}>
          <LeaveButton tripId={tripId} />
        </Part>
      )}
      <TripComments />
      {version > 0 && trip?.access === "owner" && <Thumbs key={version} tripId={tripId} version={version} />}
    </>
  );
}
