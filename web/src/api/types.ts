/** Short names for the API's own shapes; no shape here is written by hand. */
import type { components } from "./schema";

type Schemas = components["schemas"];

export type TripView = Schemas["TripView"];
export type TripBrief = Schemas["TripBrief"];
export type TripRequest = Schemas["TripRequest"];
export type RunView = Schemas["RunView"];
export type Started = Schemas["Started"];
export type MessageView = Schemas["MessageView"];
export type Itinerary = Schemas["Itinerary"];
export type Day = Schemas["Day"];
export type Stop = Schemas["Stop"];
export type Leg = Schemas["Leg"];
export type Link = Schemas["Link"];
export type Travel = Schemas["Travel"];
export type TravelLeg = Schemas["TravelLeg"];
export type StayBooking = Schemas["StayBooking"];
export type Costs = Schemas["Costs"];
export type Place = Schemas["Place"];
export type Source = Schemas["Source"];
export type PlaceImage = Schemas["PlaceImage"];
export type TripImages = Schemas["TripImages"];
export type Category = Schemas["Category"];
export type Point = Schemas["Point"];
export type Money = Schemas["Money"];
export type Weather = Schemas["Weather"];
export type CityFacts = Schemas["CityFacts"];
export type CityBrief = Schemas["CityBrief"];
export type Certificate = Schemas["Certificate"];
export type Problem = Schemas["Problem"];
export type LoggedEvent = Schemas["LoggedEvent"];
export type RunEvent = LoggedEvent["event"];
export type NodeName = Schemas["NodeStarted"]["node"];
export type Edit = Schemas["SendEdits"]["edits"][number];
export type Decision = Schemas["services__trips__schemas__Decide"]["decision"];
export type TripDiff = Schemas["TripDiff"];
export type Piece = Schemas["Piece"];
export type StopChange = Schemas["StopChange"];
export type At = Schemas["At"];
export type Placed = Schemas["Placed"];
export type Violation = Schemas["Violation"];
export type WayOut = Schemas["WayOut"];
export type FollowUp = Schemas["FollowUp"];
export type Wished = Schemas["Wished"];
export type Failed = Schemas["Failed"];
export type PreviewView = Schemas["PreviewView"];
export type SuggestedPlace = Schemas["SuggestedPlace"];
export type PlaceDetails = Schemas["PlaceDetails"];
export type Alternate = Schemas["Alternate"];
export type VersionView = Schemas["VersionView"];
export type BranchView = Schemas["BranchView"];
export type ChangeSince = Schemas["ChangeSince"];
export type DocumentFormat = "json" | "md" | "ics" | "xlsx";

/** A list that the API leaves out of its JSON when it is empty, which the schema does not say. */
export function listed<T>(list: readonly T[] | undefined): readonly T[] {
  return list ?? [];
}
