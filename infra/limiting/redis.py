"""All limits of one request, looked at and counted in one atomic step in Redis."""

from __future__ import annotations

from collections.abc import Sequence

from redis.asyncio import Redis

from infra.limiting.windows import Bucket, Standing

# KEYS: the buckets, then keys of which each that exists lowers the first bucket's limit. ARGV: the number of
# buckets, then limit and window in ms of each, at last the limit of the first where it is lowered. Answers for
# each: limit, used, ms until another fits, ms until the window ends. Nothing is counted where one refuses. The
# arithmetic is that of windows.wait_s.
_TAKE = """
local n = tonumber(ARGV[1])
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local lowered = false
for i = n + 1, #KEYS do
  if redis.call('EXISTS', KEYS[i]) == 1 then lowered = true end
end
local found, refused = {}, false
for i = 1, n do
  local limit, window = tonumber(ARGV[2 * i]), tonumber(ARGV[2 * i + 1])
  if i == 1 and lowered then limit = tonumber(ARGV[2 * n + 2]) end
  local index, elapsed = math.floor(now / window), now % window
  local kept = redis.call('HMGET', KEYS[i], 'w', 'c', 'p')
  local w, c, p = tonumber(kept[1] or -9), tonumber(kept[2] or 0), tonumber(kept[3] or 0)
  local cur, prev = 0, 0
  if w == index then cur, prev = c, p elseif w == index - 1 then prev = c end
  local wait, room = 0, limit - 1 - cur
  if room < 0 then wait = window - elapsed + window * (1 - (limit - 1) / cur)
  elseif prev > room then wait = math.max(0, window * (1 - room / prev) - elapsed) end
  if wait > 0 then refused = true end
  found[i] = {limit, index, cur, prev, wait, window - elapsed, window, elapsed}
end
local answer = {}
for i = 1, n do
  local f = found[i]
  if not refused then
    f[3] = f[3] + 1
    redis.call('HSET', KEYS[i], 'w', f[2], 'c', f[3], 'p', f[4])
    redis.call('PEXPIRE', KEYS[i], 2 * f[7])
  end
  local used = math.ceil(f[4] * (1 - f[8] / f[7]) + f[3])
  answer[#answer + 1] = f[1]
  answer[#answer + 1] = used
  answer[#answer + 1] = math.ceil(f[5])
  answer[#answer + 1] = f[6]
end
return answer
"""
THROTTLED_SHARE = 0.1
_GIVE_BACK = """
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
for i = 1, #KEYS do
  local kept = redis.call('HMGET', KEYS[i], 'w', 'c')
  if tonumber(kept[1] or -9) == math.floor(now / tonumber(ARGV[i])) and tonumber(kept[2] or 0) > 0 then
    redis.call('HINCRBY', KEYS[i], 'c', -1)
  end
end
"""


class RedisLimits:
    """The limits that all processes share. Raises RedisError and OSError while Redis is away."""

    def __init__(self, redis: Redis) -> None:
        self._take, self._give_back = redis.register_script(_TAKE), redis.register_script(_GIVE_BACK)

    async def take(self, buckets: Sequence[Bucket], throttles: Sequence[str] = ()) -> tuple[Standing, ...]:
        """One request from each bucket, or from none where one refuses.

        While any of the keys `throttles` exists, the first bucket has a tenth of its limit.
        """
        arguments: list[int] = [len(buckets)]
        for bucket in buckets:
            arguments += [bucket.limit, bucket.window_s * 1000]
        arguments.append(max(1, int(buckets[0].limit * THROTTLED_SHARE)))
        raw = await self._take([*(bucket.key for bucket in buckets), *throttles], arguments)
        return tuple(_standing(bucket, raw[4 * at : 4 * at + 4]) for at, bucket in enumerate(buckets))

    async def give_back(self, buckets: Sequence[Bucket]) -> None:
        """Undo `take` where nothing came of the request."""
        await self._give_back([bucket.key for bucket in buckets], [bucket.window_s * 1000 for bucket in buckets])


def _standing(bucket: Bucket, raw: Sequence[int]) -> Standing:
    limit, used, wait_ms, left_ms = (int(one) for one in raw)
    return Standing(bucket, limit, max(0, limit - used), left_ms / 1000, wait_ms / 1000)
