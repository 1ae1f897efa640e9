from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import UndefinedError

from prompts import Prompt, load_prompt

_INPUTS = {"text": "5 days in Rome", "today": "2027-01-01", "interests": "art", "cuisines": "ramen"}


def test_the_live_version_renders_with_its_declared_inputs() -> None:
    prompt = load_prompt("intent", "extract")
    rendered = prompt.render(**_INPUTS)
    assert "5 days in Rome" in rendered
    assert "{{" not in rendered
    assert prompt.output == "RequestDraft"


@pytest.mark.parametrize("inputs", [{}, {"text": "x"}, {**_INPUTS, "more": "y"}])
def test_a_prompt_with_a_hole_never_leaves(inputs: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="intent/extract wants"):
        load_prompt("intent", "extract").render(**inputs)


def test_every_declared_input_is_used_and_none_besides(tmp_path: Path) -> None:
    prompt = Prompt(agent="a", task="b", version=1, inputs=("x",), output="y", body="{{ x }} {{ z }}")
    with pytest.raises(UndefinedError):
        prompt.render(x="1")


def test_a_version_can_be_asked_for(tmp_path: Path) -> None:
    (tmp_path / "poet").mkdir()
    for version in (1, 2):
        (tmp_path / "poet" / f"rhyme.v{version}.md").write_text(
            f"---\ninputs: [line]\noutput: text\n---\nv{version}: {{{{ line }}}}", encoding="utf-8"
        )
    (tmp_path / "current.toml").write_text("[poet]\nrhyme = 1\n", encoding="utf-8")
    assert load_prompt("poet", "rhyme", folder=tmp_path).render(line="a") == "v1: a"
    assert load_prompt("poet", "rhyme", version=2, folder=tmp_path).render(line="a") == "v2: a"
