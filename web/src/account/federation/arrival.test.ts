import { describe, expect, it } from "vitest";

import { readArrival, startAddress } from "./arrival";

describe("what a provider's return says", () => {
  it("is nothing where the sign-in is complete", () => {
    expect(readArrival("")).toBeNull();
    expect(readArrival("#days")).toBeNull();
  });

  it("is a sentence where it failed, whatever else is said", () => {
    const told = readArrival("#sign_in_error=the%20provider%20did%20not%20let%20you%20in&ticket=x");
    expect(told).toEqual({ kind: "failed", message: "The provider did not let you in." });
  });

  it("is a ticket with the factors that are asked for", () => {
    const told = readArrival("#second_factor=totp%2Cpasskey&ticket=t-1");
    expect(told).toEqual({ kind: "half", half: { second_factor: ["totp", "passkey"], ticket: "t-1" } });
  });

  it("tells an identity to be linked from one that was", () => {
    expect(readArrival("#link_ticket=l-1")).toEqual({ kind: "link", ticket: "l-1" });
    expect(readArrival("#linked=google")).toEqual({ kind: "linked", name: "google" });
  });
});

describe("a provider's button", () => {
  it("brings the visitor back to where they were going", () => {
    const address = new URL(startAddress("/v1/auth/oidc/corp/start", "/trips/1?day=2", "https://trips.example"));
    expect(address.origin + address.pathname).toBe("https://trips.example/v1/auth/oidc/corp/start");
    expect(address.searchParams.get("return_to")).toBe("/account/arrived?next=%2Ftrips%2F1%3Fday%3D2");
  });

  it("keeps the agency in an address that names one", () => {
    const address = startAddress("https://trips.example/t/acme/v1/auth/saml/corp/start", undefined, "https://acme.trips.example");
    expect(address).toBe("https://trips.example/t/acme/v1/auth/saml/corp/start?return_to=%2Faccount%2Farrived");
  });
});
