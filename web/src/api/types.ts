/** Short names for the API's own shapes; nothing here is written by hand but the names. */
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
export type DocumentFormat = "json" | "md" | "ics" | "xlsx";
