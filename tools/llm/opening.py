"""Makes the models of a process, or of a tenant, from configuration."""

from __future__ import annotations

from dataclasses import replace

from infra.settings import CapabilitySettings, Settings
from tools.llm.contract import DEFAULTS, LLM
from tools.llm.ladder import Ladder
from tools.llm.providers import PROVIDERS
from tools.llm.purse import Limits, Purse
from tools.switchboard import ProviderConfig, Switchboard


async def open_models(board: Switchboard, purse: Purse, config: ProviderConfig | None = None) -> Ladder | None:
    """The models that have a key, in the configured order; None when there is none, so that the rules serve alone.

    Those whose providers cannot be reached now wait in the chain's `refused`, as those of any chain.
    The ladder is the process's: each run takes its own by `on_behalf_of`.
    """
    config = config or ProviderConfig.of(board.settings)
    ours = llm_settings(config.capabilities.get(LLM.name))
    config = replace(config, capabilities={**config.capabilities, LLM.name: ours})
    chain = await board.chain(LLM, PROVIDERS, config)
    return Ladder(chain, purse) if chain.order or chain.refused else None


def llm_settings(given: CapabilitySettings | None) -> CapabilitySettings:
    """What was set over PROV-07's defaults, which are not those of other capabilities."""
    if given is None:
        return DEFAULTS
    return DEFAULTS.model_copy(update={name: getattr(given, name) for name in given.model_fields_set})


def limits_of(settings: Settings) -> Limits:
    """What the operator lets be spent."""
    return Limits(settings.budget_run_usd, settings.budget_user_month_usd, settings.budget_tenant_month_usd)
