import { expect, test } from "vitest";

import { words } from "@/i18n/testing";

import { deviceOf } from "./device";

test.each([
  ["Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36", "Chrome on macOS"],
  ["Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36 Edg/141.0", "Edge on Windows"],
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19.0 Mobile Safari/604", "Safari on iPhone"],
  ["python-httpx/0.28", "python-httpx"],
  ["", "An unknown device"],
])("%s is %s", (agent, device) => {
  expect(deviceOf(agent, words("account"))).toBe(device);
});
