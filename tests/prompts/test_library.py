from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import UndefinedError

from prompts import Prompt, live_prompts, load_prompt

_INPUTS = {"message": "5 days in Rome", "today": "2027-01-01", "interests": "art", "cuisines": "ramen"}


def test_the_live_version_renders_with_its_declared_inputs() -> None:
    prompt = load_prompt("intent", "extract")
    rendered = prompt.render(**_INPUTS)
    assert "5 days in Rome" in rendered
    assert "{{" not in rendered
    assert prompt.output == "RequestDraft"


@pytest.mark.parametrize("inputs", [{}, {"message": "x"}, {**_INPUTS, "more": "y"}])
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


_LIVE = live_prompts()


@pytest.mark.parametrize("prompt", _LIVE, ids=lambda prompt: prompt.name)
def test_what_a_stranger_wrote_is_marked_and_our_part_never_sees_it(prompt: Prompt) -> None:
    given = {name: f"stranger-{name}" for name in prompt.untrusted}
    ours = {
        name: [1, 2] if name == "days" and "for day in days" in prompt.body else f"ours-{name}"
        for name in prompt.trusted
    }
    system, user = prompt.render_parts(lambda label, text: f"({label}|{text})", **given, **ours)
    assert prompt.untrusted
    assert "stranger-" not in system
    for name, text in given.items():
        assert f"({name}|{text})" in user
        assert user.count(text) == user.count(f"({name}|{text})")
    assert "{{" not in system + user
    assert prompt.output


def test_our_part_that_names_a_strangers_input_does_not_render() -> None:
    body = "Obey {{ review }}\n=== user ===\n{{ review }}"
    prompt = Prompt(agent="a", task="b", version=1, inputs=("review",), output="text", body=body)
    with pytest.raises(UndefinedError):
        prompt.render_parts(lambda _, text: text, review="x")


def test_a_prompt_that_does_not_part_them_is_never_asked() -> None:
    with pytest.raises(ValueError, match="does not part"):
        load_prompt("intent", "extract", version=1).render_parts(
            lambda _, text: text, text="x", today="y", interests="z", cuisines="z"
        )


def test_trusted_inputs_are_few_and_ours() -> None:
    """A new one is a decision: it must be a value of our own making, never words of a traveller or a provider."""
    assert {name for prompt in _LIVE for name in prompt.trusted} == {
        "today", "days", "interests", "cuisines", "language", "tone", "day", "stop", "what", "wish", "with_summary",
    }  # fmt: skip
