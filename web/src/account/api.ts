/** The API's routes about one's own account. */
import { queryOptions } from "@tanstack/react-query";

import { done, http, taken } from "@/api/client";
import type { components, paths } from "@/api/schema";
import { dropSession, keepSession } from "@/api/session";

type Schemas = components["schemas"];
export type Profile = Schemas["Profile"];
export type ChangeProfile = paths["/v1/profile"]["patch"]["requestBody"]["content"]["application/json"];
export type Preferences = Schemas["Preferences-Input"];
export type SessionView = Schemas["SessionView"];
export type HalfSignedIn = Schemas["HalfSignedIn"];
export type SignedIn = Schemas["SignedIn"];
export type ApiKeyView = Schemas["ApiKeyView"];
export type NewApiKey = Schemas["NewApiKey"];
export type PasskeyView = Schemas["PasskeyView"];
export type SecondFactors = Schemas["SecondFactors"];
export type Offered = Schemas["Offered"];
export type IdentityView = Schemas["IdentityView"];
/** How a sign-in through others may end: complete, half way, or waiting for the account that has the same address. */
export type Entered = SignedIn | HalfSignedIn | Schemas["LinkNeeded"];
type Credential = Schemas["PasskeyAnswer"]["credential"];

/** Keeps the session where the log-in is complete; else what is still to be shown. */
export async function logIn(email: string, password: string): Promise<SignedIn | HalfSignedIn> {
  const answer = await taken(http.POST("/v1/auth/login", { body: { email, password } }));
  return "access_token" in answer ? kept(answer) : answer;
}

export const providersQuery = queryOptions({
  queryKey: ["sign-in-providers"],
  queryFn: () => taken(http.GET("/v1/auth/providers")),
  staleTime: 60_000,
});

export async function logInByDirectory(name: string, login: string, password: string): Promise<Entered> {
  const params = { path: { name } };
  const answer = await taken(http.POST("/v1/auth/ldap/{name}/login", { params, body: { login, password } }));
  return "access_token" in answer ? kept(answer) : answer;
}

/** The session that a provider's return has left in the cookie. */
export async function resume(): Promise<SignedIn> {
  return kept(await taken(http.POST("/v1/auth/refresh")));
}

export interface Proof {
  code?: string;
  recovery_code?: string;
  credential?: Credential;
}

export async function showFactor(ticket: string, proof: Proof): Promise<SignedIn> {
  return kept(await taken(http.POST("/v1/auth/second-factor", { body: { ticket, ...proof } })));
}

export async function factorOptions(ticket: string): Promise<Schemas["PasskeyOptions"]> {
  return taken(http.POST("/v1/auth/second-factor/options", { body: { ticket } }));
}

export async function passkeyLoginOptions(): Promise<Schemas["PasskeyOptions"]> {
  return taken(http.POST("/v1/auth/passkey/options"));
}

export async function logInByPasskey(credential: Credential): Promise<SignedIn> {
  return kept(await taken(http.POST("/v1/auth/passkey", { body: { credential } })));
}

function kept(granted: SignedIn): SignedIn {
  keepSession(granted);
  return granted;
}

/** The present session shows a second factor, or the ticket of one that was just set up; it goes on as a stronger one. */
export async function stepUp(body: Partial<Schemas["StepUp"]>): Promise<SignedIn> {
  return kept(await taken(http.POST("/v1/auth/step-up", { body: { current_password: "", ...body } })));
}

export function stepUpOptions(): Promise<Schemas["PasskeyOptions"]> {
  return taken(http.POST("/v1/auth/step-up/options"));
}

export const identitiesQuery = queryOptions({
  queryKey: ["identities"],
  queryFn: () => taken(http.GET("/v1/profile/identities")),
});

/** Says, signed in to the account, that the identity of a sign-in is the same person. */
export function linkIdentity(ticket: string): Promise<void> {
  return done(http.POST("/v1/profile/identities", { body: { link_ticket: ticket } }));
}

/** Where to send the browser; it comes back to `returnTo`. */
export async function beginLink(name: string, returnTo: string): Promise<string> {
  const params = { path: { name }, query: { return_to: returnTo } };
  return (await taken(http.POST("/v1/profile/identities/{name}/link", { params }))).address;
}

export function unlinkIdentity({ issuer, subject }: Pick<IdentityView, "issuer" | "subject">): Promise<void> {
  return done(http.DELETE("/v1/profile/identities", { params: { query: { issuer, subject } } }));
}

/** The page forgets the session whether or not the server could be told. */
export async function logOut(): Promise<void> {
  try {
    await done(http.POST("/v1/auth/logout"));
  } finally {
    dropSession();
  }
}

export function register(body: Schemas["Register"]): Promise<Schemas["Told"]> {
  return taken(http.POST("/v1/auth/register", { body }));
}

export function verifyEmail(token: string): Promise<Schemas["Told"]> {
  return taken(http.POST("/v1/auth/verify-email", { body: { token } }));
}

export function resendVerification(email: string): Promise<Schemas["Told"]> {
  return taken(http.POST("/v1/auth/resend-verification", { body: { email } }));
}

export function forgotPassword(email: string): Promise<Schemas["Told"]> {
  return taken(http.POST("/v1/auth/forgot-password", { body: { email } }));
}

export function resetPassword(token: string, password: string): Promise<Schemas["Told"]> {
  return taken(http.POST("/v1/auth/reset-password", { body: { token, password } }));
}

export const profileQuery = queryOptions({
  queryKey: ["profile"],
  queryFn: () => taken(http.GET("/v1/profile")),
  staleTime: 60_000,
});

export function changeProfile(body: ChangeProfile): Promise<Profile> {
  return taken(http.PATCH("/v1/profile", { body }));
}

export function changePassword(body: Schemas["ChangePassword"]): Promise<Schemas["Told"]> {
  return taken(http.PATCH("/v1/profile/password", { body }));
}

export function putAvatar(file: File): Promise<Profile> {
  const form = new FormData();
  form.append("file", file);
  return taken(http.POST("/v1/profile/avatar", { body: { file: "" }, bodySerializer: () => form }));
}

export function removeAvatar(): Promise<void> {
  return done(http.DELETE("/v1/profile/avatar"));
}

/** The picture's address on this page; whoever takes it revokes it. */
export async function avatarAddress(): Promise<string> {
  const picture = await taken(http.GET("/v1/profile/avatar", { parseAs: "blob" }));
  return URL.createObjectURL(picture);
}

export const preferencesQuery = queryOptions({
  queryKey: ["preferences"],
  queryFn: () => taken(http.GET("/v1/profile/preferences")),
});

export function putPreferences(body: Preferences): Promise<Schemas["Preferences-Output"]> {
  return taken(http.PUT("/v1/profile/preferences", { body }));
}

export const sessionsQuery = queryOptions({
  queryKey: ["sessions"],
  queryFn: async () => (await taken(http.GET("/v1/profile/sessions"))).items,
});

export function endSession(id: string): Promise<void> {
  return done(http.DELETE("/v1/profile/sessions/{session_id}", { params: { path: { session_id: id } } }));
}

export function endOtherSessions(): Promise<void> {
  return done(http.DELETE("/v1/profile/sessions"));
}

export const factorsQuery = queryOptions({
  queryKey: ["factors"],
  queryFn: () => taken(http.GET("/v1/profile/second-factors")),
});

export function enrolTotp(): Promise<Schemas["TotpEnrolment"]> {
  return taken(http.POST("/v1/profile/totp", { params: {} }));
}

export function confirmTotp(code: string): Promise<Schemas["FactorConfirmed"]> {
  return taken(http.POST("/v1/profile/totp/confirm", { body: { code } }));
}

export function forgetTotp(): Promise<void> {
  return done(http.DELETE("/v1/profile/totp"));
}

export function renewRecoveryCodes(): Promise<Schemas["RecoveryCodes"]> {
  return taken(http.POST("/v1/profile/recovery-codes", { params: {} }));
}

export const passkeysQuery = queryOptions({
  queryKey: ["passkeys"],
  queryFn: () => taken(http.GET("/v1/profile/passkeys")),
});

export function passkeyOptions(): Promise<Schemas["PasskeyOptions"]> {
  return taken(http.POST("/v1/profile/passkeys/options"));
}

export function addPasskey(credential: Credential, name: string): Promise<Schemas["PasskeyRegistered"]> {
  return taken(http.POST("/v1/profile/passkeys", { body: { credential, name } }));
}

export function renamePasskey(id: string, name: string): Promise<PasskeyView> {
  return taken(http.PATCH("/v1/profile/passkeys/{passkey_id}", { params: { path: { passkey_id: id } }, body: { name } }));
}

export function forgetPasskey(id: string): Promise<void> {
  return done(http.DELETE("/v1/profile/passkeys/{passkey_id}", { params: { path: { passkey_id: id } } }));
}

export const apiKeysQuery = queryOptions({
  queryKey: ["api-keys"],
  queryFn: () => taken(http.GET("/v1/api-keys")),
});

export function makeApiKey(body: NewApiKey): Promise<Schemas["ApiKeyMade"]> {
  return taken(http.POST("/v1/api-keys", { body }));
}

export function rotateApiKey(id: string): Promise<Schemas["ApiKeyMade"]> {
  const params = { path: { key_id: id } };
  return taken(http.POST("/v1/api-keys/{key_id}/rotate", { params, body: { grace_s: 24 * 3600 } }));
}

export function revokeApiKey(id: string): Promise<void> {
  return done(http.DELETE("/v1/api-keys/{key_id}", { params: { path: { key_id: id } } }));
}
