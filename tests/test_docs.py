"""Every command block of README and docs does what the page says."""

import re
from pathlib import Path

import pytest
from support.pages import COMMANDS, LANGUAGES, Machine, available, blocks, fits
from support.processes import WORKSPACE

PAGES = [WORKSPACE / "README.md", *sorted((WORKSPACE / "docs").glob("*.md"))]
RUN = [page for page in PAGES if any(one.language in COMMANDS for one in blocks(page))]


@pytest.fixture
def machine(tmp_path):
    if not available():
        pytest.skip("bwrap cannot make a sandbox here")
    machine = Machine(tmp_path)
    yield machine
    machine.close()


@pytest.mark.parametrize("page", RUN, ids=lambda page: page.stem)
def test_the_commands_of_a_page_work(page, machine):
    ran = 0
    for block in blocks(page):
        machine.run(block, f"{page.name}:{block.line}")
        ran += block.language in COMMANDS
    assert ran, "nothing of this page is run"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_says_of_every_block_what_it_is(page):
    for block in blocks(page):
        place = f"{page.name}:{block.line}"
        assert block.language in LANGUAGES, f"{place}: name the language of the block, one of {LANGUAGES}"
        assert not block.rule or re.match(r"(file|background|exit|account) \S", block.rule), f"{place}: {block.rule}"


def test_what_a_page_shows_must_fit():
    assert fits("a … c\n…\nend", "a b c\nx\ny\nend\n")
    assert fits("", "")
    assert not fits("a", "b\n")
    assert not fits("a\nb", "a\nc\nb\n")


def test_a_page_that_is_wrong_is_noticed(machine, tmp_path):
    page = tmp_path / "page.md"
    for text, said in [
        ("```sh\nfalse\n```\n", "did not end well"),
        ("```console\n$ echo yes\nno\n```\n", "the page says"),
        ("<!-- test: exit 2 -->\n```sh\nexit 3\n```\n", "exit code 3"),
    ]:
        page.write_text(text)
        (block,) = blocks(page)
        with pytest.raises(AssertionError, match=said):
            machine.run(block, "page.md")
        machine.close()
        machine.__init__(Path(tmp_path, said))
