/** The browser's own passkeys (WebAuthn level 3: options and answers as JSON). */
import i18next from "i18next";

import { ownProblem } from "@/api/problem";

type Json = Record<string, unknown>;

export function canUsePasskeys(): boolean {
  return typeof PublicKeyCredential !== "undefined" && "parseRequestOptionsFromJSON" in PublicKeyCredential;
}

/** Have the device make a passkey; throws an ApiProblem where its owner stops it. */
export async function makePasskey(options: Json): Promise<Json> {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options as unknown as PublicKeyCredentialCreationOptionsJSON);
  return answered(await asked(() => navigator.credentials.create({ publicKey })));
}

/** Have the device prove a passkey. */
export async function showPasskey(options: Json): Promise<Json> {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options as unknown as PublicKeyCredentialRequestOptionsJSON);
  return answered(await asked(() => navigator.credentials.get({ publicKey })));
}

async function asked(ask: () => Promise<Credential | null>): Promise<Credential | null> {
  try {
    return await ask();
  } catch (error) {
    const known = error instanceof DOMException && error.name === "InvalidStateError";
    throw ownProblem(i18next.t(known ? "account:passkey.exists" : "account:passkey.unused"));
  }
}

function answered(credential: Credential | null): Json {
  if (!(credential instanceof PublicKeyCredential)) throw ownProblem(i18next.t("account:passkey.gave"));
  return credential.toJSON() as unknown as Json;
}
