"""What Redis does in one step with a session: compare and change, however many ask at once."""

from __future__ import annotations

# Sets how long the session lives on: until it has idled too long, or has reached its end.
_LIVE_ON = """
local function live_on(key, now, idle)
  local ends = tonumber(redis.call('hget', key, 'ends'))
  redis.call('pexpire', key, math.max(1, math.floor(math.min(idle, ends - now) * 1000)))
end
"""

# KEYS: the session. ARGV: now, idle. Answers {roles, strong} or nothing; writes once a minute at most.
CHECK = (
    _LIVE_ON
    + """
local kept = redis.call('hmget', KEYS[1], 'roles', 'strong', 'seen')
if not kept[1] then return false end
local now = tonumber(ARGV[1])
if now - tonumber(kept[3]) >= math.min(60, tonumber(ARGV[2]) / 4) then
  redis.call('hset', KEYS[1], 'seen', ARGV[1])
  live_on(KEYS[1], now, tonumber(ARGV[2]))
end
return {kept[1], kept[2]}
"""
)

# KEYS: the session. ARGV: number shown, now, idle, refresh, grace. Answers the number that is valid now;
# 0: there is no such session, or the token is too old; -1: used before.
ROTATE = (
    _LIVE_ON
    + """
local kept = redis.call('hmget', KEYS[1], 'number', 'rotated')
if not kept[1] then return 0 end
local valid, shown = tonumber(kept[1]), tonumber(ARGV[1])
local now, since = tonumber(ARGV[2]), tonumber(ARGV[2]) - tonumber(kept[2])
if shown == valid then
  if since > tonumber(ARGV[4]) then return 0 end
  redis.call('hset', KEYS[1], 'number', valid + 1, 'rotated', ARGV[2], 'seen', ARGV[2])
  live_on(KEYS[1], now, tonumber(ARGV[3]))
  return valid + 1
end
if shown + 1 == valid and since <= tonumber(ARGV[5]) then return valid end
return -1
"""
)

# KEYS: the session, the user's sessions. ARGV: its id, the user. Answers 1 where it was theirs and lived.
REVOKE = """
local user = redis.call('hget', KEYS[1], 'user')
if user and user ~= ARGV[2] then return 0 end
redis.call('zrem', KEYS[2], ARGV[1])
return redis.call('del', KEYS[1])
"""

# KEYS: the session. ARGV: the roles. A session that has ended stays so.
SET_ROLES = """
if redis.call('exists', KEYS[1]) == 1 then redis.call('hset', KEYS[1], 'roles', ARGV[1]) end
"""
