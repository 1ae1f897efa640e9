import { hear } from "@/offline/connection";

import { send } from "./csrf";
import { accessToken, renewed } from "./session";

/** `fetch` for the API: with the access token of whoever is signed in; one that has ended is renewed once. */
export async function authorised(request: Request): Promise<Response> {
  return hear(await answered(request));
}

async function answered(request: Request): Promise<Response> {
  const token = await tokenFor(request);
  if (token === null) return send(request);
  const again = request.clone();
  const answer = await send(bearing(request, token));
  if (answer.status !== 401) return answer;
  const fresh = await renewed();
  return fresh === null ? answer : send(bearing(again, fresh));
}

/** Without a network no token can be renewed; what was kept can be read all the same. */
async function tokenFor(request: Request): Promise<string | null> {
  try {
    return await accessToken();
  } catch (error) {
    if (request.method === "GET") return null;
    throw error;
  }
}

function bearing(request: Request, token: string): Request {
  request.headers.set("Authorization", `Bearer ${token}`);
  return request;
}
