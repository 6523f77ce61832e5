"""Home and its neighbours show all of a large installation. How quick they are: `bench_console.py`."""

import pytest
from support.large import EXECUTIONS, PIPELINES, large_server
from support.visitor import Visitor, text


@pytest.fixture(scope="module")
def visitor(tmp_path_factory):
    with large_server(tmp_path_factory.mktemp("large")) as server:
        yield Visitor(server)


def test_home_shows_every_pipeline(visitor):
    words = text(visitor.get("/console/"))
    assert words.count("running since") == PIPELINES + 1 and "1 approval waits" in words
    assert f"Change {EXECUTIONS} of pipeline-59" in words and "hosts differ" not in words


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("palette", "pipeline-59"),
        ("pipelines", f"Change {EXECUTIONS} of pipeline-59"),
        ("hosts", f"Change {EXECUTIONS} of pipeline-00"),
        ("deployments", "origin / live"),
    ],
)
def test_a_page_beside_it_shows_the_last_one(visitor, path, words):
    assert words in visitor.get(f"/console/{path}")
