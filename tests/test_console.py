"""The console over plain HTTP: who is let in, what every page says without JavaScript, what forms do,
and that nothing foreign breaks a page."""

import hashlib
import io
import re
import tarfile
import time
import zipfile
from contextlib import ExitStack
from copy import deepcopy
from pathlib import Path
from urllib.parse import quote

import pytest
import urllib3
from support.agent import Agent, crew
from support.builds import start_build
from support.deployments import ROLE
from support.pipelines import Pipeline, approval, buckets
from support.processes import WORKSPACE
from support.server import ROOT_KEY, ROOT_SECRET
from support.site import Site
from support.visitor import Visitor, text

# A name that would run, one that would turn the text round, one that would end an attribute.
HOSTILE = "<img src=x onerror=alert(1)>\u202e\"'&\x1b[31m"
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"


@pytest.fixture(scope="module")
def visitor(server):
    return Visitor(server)


@pytest.fixture(scope="module")
def site(server, tmp_path_factory):
    """A good release, a bad one that was rolled back, and one that waits for an answer."""
    directory = tmp_path_factory.mktemp("site")
    with ExitStack() as ending:
        site = Site(server, crew(ending, directory, "site"), directory / "clone")
        site.good_and_bad(f"A defect {HOSTILE}")
        wait_for_an_answer(site)
        yield site


def wait_for_an_answer(site):
    """Another release, up to its approval: `site.waiting`. Tests may come in any order."""
    count = len(site.executions())
    (site.clone.work / f"<script>{HOSTILE[-6:]}{count}.txt").write_text("a name")
    site.waiting = site.of(site.push("Mended", f"page {count}"))
    site.token(site.waiting)


def anybody(server):
    return Visitor(server, sign_in=False)


def test_a_browser_is_led_to_the_console_and_others_are_not(server, aws):
    stranger = anybody(server)
    answer = stranger.request("GET", "/", accept="text/html,application/xhtml+xml")
    assert (answer.status, answer.headers["location"]) == (303, "/console/")
    answer = stranger.request("GET", "/console/hosts?a=b")
    assert (answer.status, answer.headers["location"]) == (303, "/console/sign-in?next=%2Fconsole%2Fhosts%3Fa%3Db")
    assert stranger.request("GET", "/", accept="*/*").status != 303
    # Buckets are where they were; the console's own name is none of a bucket.
    s3 = aws("s3")
    s3.create_bucket(Bucket="consoles")
    s3.put_object(Bucket="consoles", Key="assets/x", Body=b"mine")
    link = s3.generate_presigned_url("get_object", Params={"Bucket": "consoles", "Key": "assets/x"})
    assert urllib3.request("GET", link, headers={"accept": "text/html"}).data == b"mine"
    with pytest.raises(s3.exceptions.ClientError, match="reserved"):
        s3.create_bucket(Bucket="console")


def test_every_answer_carries_the_policy(server, visitor):
    for path in ["/console/", "/console/sign-in", "/console/help", "/console/nothing-here", "/console/logs/lines"]:
        answer = visitor.request("GET", path)
        assert answer.headers["content-security-policy"] == POLICY, path
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["cache-control"] == "no-store"
        page = answer.data.decode()
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", page), path
        assert all("src=" in script for script in re.findall(r"<script[^>]*>", page)), path


def test_signing_in_and_out(server):
    stranger = anybody(server)
    for key, secret in [(ROOT_KEY, "wrong"), ("AKIANOBODY", ROOT_SECRET), ("", "")]:
        answer = stranger.sign_in(key, secret)
        assert answer.status == 403 and stranger.cookie is None
        assert "do not belong together" in text(answer.data.decode())
    answer = stranger.sign_in(ROOT_KEY, ROOT_SECRET)
    assert (answer.status, answer.headers["location"]) == (303, "/console/hosts")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and "Path=/console" in cookie
    assert ROOT_SECRET not in stranger.get("/console/keys")
    copy = stranger.cookie
    answer = stranger.request("POST", "/console/sign-out", {"csrf": stranger.csrf()})
    assert answer.status == 303 and "Max-Age=0" in answer.headers["set-cookie"]
    stranger.cookie = copy
    assert stranger.request("GET", "/console/").status == 303, "a session that ended was accepted"


def test_where_a_sign_in_leads_is_on_this_server(server):
    for elsewhere in ["https://evil.invalid/", "//evil.invalid", "/other", "/console/\\evil"]:
        form = {"access-key-id": ROOT_KEY, "secret": ROOT_SECRET, "next": elsewhere}
        answer = anybody(server).request("POST", "/console/sign-in", form)
        assert answer.headers["location"] == "/console/", elsewhere


def test_the_key_of_a_host_opens_nothing(server):
    token = server.towline("CreateJoinToken")["token"].split(".", 2)
    answer = anybody(server).sign_in(token[1], token[2])
    assert answer.status == 403 and "administrator" in text(answer.data.decode())


def test_guessing_has_an_end(server):
    stranger = anybody(server)
    for _ in range(10):
        assert "do not belong" in text(stranger.sign_in("AKIAGUESSED", "x").data.decode())
    assert "Too many" in text(stranger.sign_in("AKIAGUESSED", "x").data.decode())
    assert stranger.sign_in(ROOT_KEY, ROOT_SECRET).status == 303


def test_a_session_survives_a_restart_and_ends_with_its_time(fresh_server):
    server = fresh_server("--dev-clock", "--no-runner")
    visitor = Visitor(server)
    server.restart()
    visitor.get("/console/")
    assert visitor.cookie.split("=")[1] not in str(server.process.log.read_bytes())
    server.towline("AdvanceClock", {"seconds": 12 * 3600 + 1})
    assert visitor.request("GET", "/console/").status == 303


def test_over_tls_the_cookie_is_for_tls_alone(fresh_server):
    server = fresh_server("--tls", "--no-runner")
    visitor = anybody(server)
    answer = visitor.sign_in(ROOT_KEY, ROOT_SECRET)
    assert "; Secure" in answer.headers["set-cookie"] and visitor.get("/console/")


def test_forms_of_others_do_nothing(server, site, visitor):
    def switch(csrf, **headers):
        form = {"csrf": csrf, "pipeline": site.name, "stage": "Deploy", "enable": "false"}
        return visitor.request("POST", "/console/act/transition", form, **headers).status

    assert switch("") == 403
    assert switch("0" * 64) == 403
    assert switch(Visitor(server).csrf()) == 403, "the token of another session"
    assert switch(visitor.csrf(), sec_fetch_site="cross-site") == 403
    assert switch(visitor.csrf(), origin="https://evil.invalid") == 403
    assert switch(visitor.csrf(), origin="null") == 403
    stages = site.pipelines.get_pipeline_state(name=site.name)["stageStates"]
    assert all(stage["inboundTransitionState"]["enabled"] for stage in stages)
    assert anybody(server).request("POST", "/console/act/start", {"pipeline": site.name}).status == 401
    # A link cannot do what a form does.
    assert visitor.request("GET", f"/console/act/start?pipeline={site.name}").status == 404


def test_pages_read_well_without_javascript(site, visitor):
    home = text(visitor.get("/console/"))
    assert "1 approval waits for an answer" in home and "site: Approve / Release" in home
    assert "running since" in home and "by" in home
    pipelines = text(visitor.get("/console/pipelines"))
    assert "Approve: in progress" in pipelines
    pipeline = text(visitor.get("/console/pipelines/site"))
    for words in ["Source", "Commit", "Approve", "Review", "Open", "failed", "succeeded", "push", "Mended"]:
        assert words in pipeline, words
    deployment = text(visitor.get(f"/console/deployments/{site.failed}"))
    for words in ["healthy 2", "need 2", "in flight 0", "failed 1", "Wave 1", "skipped", "Rolled back by"]:
        assert words.lower() in deployment.lower(), words
    hosts = text(visitor.get("/console/hosts"))
    assert "site-1" in hosts and "polls" in hosts and "App=site" in hosts
    assert re.search(r"\d+\.\d+\.\d+", hosts), "the version of an agent"
    host = text(visitor.get("/console/hosts/site-1"))
    assert "Running" in host and "site / live" in host
    assert f"git clone {site.server.url}/git/site" in text(visitor.get("/console/repositories"))
    keys = text(visitor.get("/console/keys"))
    assert f"{ROOT_KEY} you" in keys and "host site-1" in keys


def test_a_failed_execution_is_open_at_its_first_error_line(site, visitor):
    page = visitor.get(f"/console/pipelines/site/{site.bad}")
    assert "error: the page is broken" in text(re.search(r'<div class="line error">.*?</div>', page)[0])
    words = text(page)
    assert "scripts" not in words or "ValidateService" in words
    assert "failed with exit code 1" in words and "To go on" in words
    target = text(visitor.get(f"/console/deployments/{site.failed}/site-1"))
    assert "looking at the page" in target and "green and plain" in target


def test_the_card_of_an_approval_says_what_would_be_released(site, visitor):
    card = visitor.get(f"/console/pipelines/site/{site.waiting}")
    words = text(card)
    assert re.search(r"\d commits? since", words) and "Mended" in words and "Ada" in words
    assert "changed page.txt" in words and "added <script>" in words and "Release it?" in words and "this is the newest" in words
    token = site.token(site.waiting)
    assert f'value="{token}"' in card


def test_hostile_names_and_messages_are_shown_and_nothing_more(server, site, visitor):
    deploy = server.aws("codedeploy")
    revision = deploy.get_deployment(deploymentId=site.failed)["deploymentInfo"]["revision"]
    group = {"applicationName": "site", "deploymentGroupName": "live"}
    started = deploy.create_deployment(**group, revision=revision, description=f"<b>said</b>{HOSTILE[:60]}")
    site.settled(started["deploymentId"])
    site.settled(site.deployments()[0])
    tags = [{"Key": "<b>k", "Value": "</td><script>v"}]
    deploy.add_tags_to_on_premises_instances(instanceNames=["site-1"], tags=tags)
    pages = {
        "home": "/console/",
        "group": "/console/deployments?application=site&group=live",
        "described": f"/console/deployments/{started['deploymentId']}",
        "no group": f"/console/deployments?application={quote(HOSTILE)}&group={quote(HOSTILE)}",
        "no build": f"/console/logs?build={quote(HOSTILE)}",
        "pipeline": "/console/pipelines/site",
        "bad": f"/console/pipelines/site/{site.bad}",
        "card": f"/console/pipelines/site/{site.waiting}",
        "hosts": "/console/hosts",
        "host": "/console/hosts/site-1",
        "not": f"/console/pipelines/{quote(HOSTILE)}",
        "find": f"/console/find?id={quote(HOSTILE)}",
        "versions": "/console/pipelines/site/versions",
        "compared": f"/console/pipelines/site/compare?from={site.good}&to={site.bad}",
        "no versions": f"/console/pipelines/site/compare?from={quote(HOSTILE)}&to={quote(HOSTILE)}",
    }
    for where, path in pages.items():
        page = visitor.request("GET", path).data.decode()
        assert "<script>" not in page and "<img" not in page and "<b>" not in page, where
        assert "\u202e" not in page and "\x1b" not in page, where
        assert len(re.findall("<h1", page)) == 1 and page.endswith("</html>"), where
    assert "A defect <img src=x onerror=alert(1)>\\u{202e}" in text(visitor.get(pages["bad"]))


def test_what_is_not_there_is_said_in_the_words_of_the_api(visitor):
    for path, words in [
        ("/console/pipelines/none", "does not have a pipeline with name 'none'"),
        ("/console/deployments/d-ABCDEFGHI", "d-ABCDEFGHI"),
        ("/console/hosts/none", "no host `none`"),
        ("/console/builds/none:1", "no build `none:1`"),
        ("/console/logs?build=none:1", "none:1"),
        ("/console/nothing", "no such page"),
    ]:
        assert words in text(visitor.get(path, status=404)), path


def test_forms_do_what_they_say(server, site, visitor):
    place = visitor.send("transition", pipeline="site", stage="Deploy", enable="false", reason="freeze (1)")
    assert "freeze (1)" in text(visitor.get(place))
    visitor.send("transition", pipeline="site", stage="Deploy", enable="true")
    fields = {"pipeline": "site", "execution": site.waiting, "stage": "Approve", "action": "Release"}
    place = visitor.send("approve", **fields, token=site.token(site.waiting), answer="approve", comment="Looks good")
    assert site.end(site.waiting) == "Succeeded"
    assert "Looks good" in text(visitor.get(place))
    # Answered twice: the API's own refusal.
    answer = visitor.request("POST", "/console/act/approve", {"csrf": visitor.csrf(), **fields, "token": site.executions()[0]["pipelineExecutionId"], "answer": "reject"})
    assert answer.status == 400 and "That did not work" in text(answer.data.decode())
    place = visitor.send("redeploy", deployment=site.deployments()[0])
    again = place.rsplit("/", 1)[1]
    place = visitor.send("stop-deployment", deployment=again, rollback="false")
    assert site.settled(again)["status"] in ("Stopped", "Succeeded")
    place = visitor.send("start", pipeline="site")
    execution = place.rsplit("/", 1)[1]
    site.token(execution)
    visitor.send("stop-execution", pipeline="site", execution=execution, abandon="true")
    assert site.end(execution) == "Stopped"
    place = visitor.send("retry", pipeline="site", execution=execution, stage="Approve")
    assert visitor.get(place)
    site.token(execution)
    visitor.send("approve", **{**fields, "execution": execution}, token=site.token(execution), answer="reject")
    assert site.end(execution) == "Failed"
    wait_for_an_answer(site)


def test_any_two_versions_of_a_pipeline_are_compared(site, visitor):
    pipelines = site.pipelines
    definition = pipelines.get_pipeline(name="site")["pipeline"]
    before, first = deepcopy(definition), definition["version"]
    approval = definition["stages"][1]["actions"][0]
    approval["configuration"]["CustomData"] = f"Really? {HOSTILE}"
    pipelines.update_pipeline(pipeline=definition)
    approval["configuration"]["ExternalEntityLink"] = "https://example.invalid/"
    definition["stages"].append({**definition["stages"][1], "name": "Again"})
    pipelines.update_pipeline(pipeline=definition)
    place = "/console/pipelines/site/versions"
    newest = visitor.get(place)
    words = text(newest)
    assert f"From version {first + 1} to version {first + 2}: 2 changes" in words
    assert "added Approve / Release / configuration.ExternalEntityLink" in words and "added Again" in words
    words = text(visitor.get(f"{place}?from={first}&to={first + 1}"))
    assert "1 change" in words and "changed Approve / Release / configuration.CustomData" in words
    assert '"Release it?" → "Really? <img src=x onerror=alert(1)>' in words
    assert "<img" not in newest and "\u202e" not in newest
    # Both ways, and a version with itself.
    assert "removed Again" in text(visitor.get(f"{place}?from={first + 2}&to={first}"))
    assert "They say the same" in text(visitor.get(f"{place}?from={first}&to={first}"))
    assert "does not have a version 99" in text(visitor.get(f"{place}?from=1&to=99", status=404))
    for number in range(first, 60):
        definition["stages"][1]["actions"][0]["configuration"]["CustomData"] = str(number)
        pipelines.update_pipeline(pipeline=definition)
    pipelines.update_pipeline(pipeline=before)
    page = visitor.get(place)
    assert "older" in text(page) and f'id="v{first}"' not in page
    assert f'id="v{first}"' in visitor.get(re.search(r'href="([^"]+until=[^"]+)">older', page)[1].replace("&amp;", "&"))
    # What waited for the action that was changed has ended.
    wait_for_an_answer(site)


def test_two_releases_are_compared(server, site, visitor):
    page = visitor.get(f"/console/pipelines/site/compare?from={site.good}&to={site.bad}")
    words = text(page)
    assert "1 commit comes" in words and "A defect" in words and "Ada" in words
    assert "It is the same." in words, "the AppSpec"
    assert "1 file differs, 3 are the same." in words and "page.txt changed 3 B → 6 B" in words
    # The other way round it is taken back; deployments tell the same as their executions.
    good, bad = site.deployments()[-1], site.failed
    page = visitor.get(f"/console/deployments/compare?from={bad}&to={good}")
    words = text(page)
    assert "1 commit is taken back" in words and "page.txt changed 6 B → 3 B" in words
    assert f'name="deployment" value="{good}"' in page and f'name="deployment" value="{bad}"' in page
    words = text(visitor.get(f"/console/deployments/compare?to={bad}"))
    assert f"From {good}" in words
    assert "nothing to compare it with" in text(visitor.get(f"/console/deployments/compare?to={good}"))
    assert 'name="from"' in visitor.get("/console/deployments?application=site&group=live")
    assert "<img" not in page and "\u202e" not in page


def test_bundles_of_every_kind_are_compared_and_hostile_ones_do_no_harm(server, site, visitor):
    s3 = server.aws("s3")

    def packed(name, kind, files):
        raw = io.BytesIO()
        if kind == "zip":
            with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
                for path, content in files.items():
                    archive.writestr(path, content)
        else:
            with tarfile.open(fileobj=raw, mode="w:gz" if kind == "tgz" else "w") as archive:
                for path, content in files.items():
                    entry = tarfile.TarInfo(path)
                    entry.size = len(content)
                    archive.addfile(entry, io.BytesIO(content))
        s3.put_object(Bucket=site.bucket, Key=name, Body=raw.getvalue())
        return server.towline("DescribeBundle", {"bucket": site.bucket, "key": name})

    lines = [f"# line {number}\n".encode() for number in range(30)]
    spec = b"version: 0.0\nos: linux\n" + b"".join(lines)
    files = {"appspec.yml": spec, "a/<b>.txt": b"one", "same": b"2", "gone": b"3"}
    told = [packed(f"bundle.{kind}", kind, files) for kind in ["zip", "tar", "tgz"]]
    assert told[0] == told[1] == told[2]
    assert told[0]["files"][1] == {"path": "a/<b>.txt", "size": 3, "sha256": hashlib.sha256(b"one").hexdigest(), "link": False}
    assert told[0]["appSpec"] == spec.decode()
    files = {"appspec.yml": spec.replace(b"line 15\n", b"<i>\xe2\x80\xae\n"), "a/<b>.txt": b"two", "same": b"2", "new": b"4"}
    packed("second.tgz", "tgz", files)

    def deployed(key):
        location = {"revisionType": "S3", "s3Location": {"bucket": site.bucket, "key": key, "bundleType": key.rsplit(".", 1)[1]}}
        id = site.deploy.create_deployment(applicationName="site", deploymentGroupName="live", revision=location)["deploymentId"]
        site.deploy.stop_deployment(deploymentId=id, autoRollbackEnabled=False)
        site.settled(id)
        return id

    first, second = deployed("bundle.zip"), deployed("second.tgz")
    page = visitor.get(f"/console/deployments/compare?from={first}&to={second}")
    words = text(page)
    assert "4 files differ, 1 is the same." in words
    assert "a/<b>.txt changed" in words and "new added" in words and "gone deleted" in words
    assert "14 equal lines" in words and "11 equal lines" in words and "- # line 15" in words and "+ # <i>\\u{202e}" in words
    assert "<i>" not in page and "<b>" not in page
    # What leads out, lies or swells is named, and what was before it is told.
    bad = packed("out.tar", "tar", {"fine": b"1", "../../out": b"2"})
    assert bad["files"][0]["path"] == "fine" and "has `..` in its path" in bad["incomplete"]
    bomb = packed("bomb.tgz", "tgz", {"fine": b"1", "zeros": bytes(300_000_000)})
    assert [one["path"] for one in bomb["files"]] == ["fine"] and "zeros" in bomb["incomplete"]
    many = packed("many.zip", "zip", {f"f{number}": b"" for number in range(10_001)})
    assert len(many["files"]) == 10_000 and "10000 entries" in many["incomplete"]
    s3.put_object(Bucket=site.bucket, Key="no.zip", Body=b"no archive")
    for input, error in [({"key": "no.zip"}, "neither zip nor tar"), ({"key": "none"}, "does not exist"), ({"key": "none", "version": "x"}, "not a version id")]:
        with pytest.raises(Exception, match=error):
            server.towline("DescribeBundle", {"bucket": site.bucket, **input})
    assert not [path for path in Path(server.data).iterdir() if "tmp" in path.name], "a copy was left"


def test_ids_names_and_arns_are_found(site, visitor):
    for id, place in [
        ("site", "/console/pipelines/site"),
        (site.bad, f"/console/pipelines/site/{site.bad}"),
        (site.failed, f"/console/deployments/{site.failed}"),
        (f"{site.failed}/site-1", f"/console/deployments/{site.failed}/site-1"),
        ("site-1", "/console/hosts/site-1"),
    ]:
        answer = visitor.request("GET", f"/console/find?id={quote(id, safe='')}")
        assert (answer.status, answer.headers.get("location")) == (303, place), id


def test_the_guide_is_read_in_the_console(visitor):
    first = visitor.get("/console/guide")
    names = set(re.findall(r'href="/console/guide/([a-z-]+)"', first))
    assert names == {page.stem for page in (WORKSPACE / "docs").glob("[a-z]*.md")}
    for name in names:
        page = visitor.get(f"/console/guide/{name}")
        title, *rest = (WORKSPACE / "docs" / f"{name}.md").read_text().splitlines()
        assert title.removeprefix("# ") in text(page), name
        # The last line of prose or of a table is there.
        last = next(line for line in reversed(rest) if line.strip() and not line.startswith(("```", "<!--")))
        assert re.findall(r"\w+", last.split("](")[0])[-1] in text(page), name
    assert "There is no such page" in visitor.get("/console/guide/nothing", status=404)


def test_the_files_of_the_console_are_small_and_kept(visitor):
    page = visitor.get("/console/help")
    files = set(re.findall(r'(?:href|src)="(/console/assets/[^"]+)"', page))
    scripts = {f.rsplit("/", 1)[0] + f"/{name}.js" for f in files for name in ["live", "morph", "keys", "log", "log-search", "log-tail", "palette"]}
    total = len(page)
    for file in files | scripts:
        answer = visitor.request("GET", file, accept_encoding="gzip", decode=False)
        assert answer.status == 200 and "immutable" in answer.headers["cache-control"], file
        assert answer.headers["content-encoding"] == "gzip"
        total += int(answer.headers["content-length"])
    assert total < 300_000, total


def test_a_killed_server_leaves_no_gap_in_the_stream(fresh_server):
    server = fresh_server("--no-runner")
    visitor = Visitor(server)
    deploy = server.aws("codedeploy")

    def read(last, count):
        headers = {"cookie": visitor.cookie, "last-event-id": str(last)}
        url = f"{server.url}/console/events?format=brief&after=0"
        answer = urllib3.PoolManager(retries=False).request("GET", url, headers=headers, preload_content=False, timeout=30)
        assert answer.headers["content-type"] == "text/event-stream"
        found, block = [], ""
        for piece in answer.stream(1):
            block += piece.decode()
            if block.endswith("\n\n"):
                number = re.search(r"^id: (\d+)$", block, re.M)
                if "data:" in block:
                    assert "detail" not in block and "event:" not in block
                    found.append(int(number[1]))
                block = ""
            if len(found) == count:
                return found

    for number in range(5):
        deploy.create_application(applicationName=f"before-{number}")
    first = read(0, 3)
    server.kill()
    server.start()
    for number in range(5):
        server.aws("codedeploy").create_application(applicationName=f"after-{number}")
    everything = [event["seq"] for event in server.events()]
    assert first + read(first[-1], len(everything) - 3) == everything


def test_what_agents_tell_of_their_machines_is_shown_and_others_tell_nothing(server, site, visitor):
    host = text(visitor.get("/console/hosts/site-1"))
    assert "Clock right" in host and re.search(r"Disk \d+(\.\d)? [kMGT]B free of", host)
    told = server.towline("DescribeHosts", {"names": ["site-1"]})["hosts"][0]
    assert abs(told["clockAheadSeconds"]) < 5 and 0 < told["diskFreeBytes"] <= told["diskTotalBytes"]

    # An agent that tells nothing, one whose clock is off and whose disk is full, and one that lies.
    def polled(name, **more):
        token = server.towline("CreateJoinToken")["token"].split(".", 2)
        joined = server.towline("JoinHost", {"name": name}, key=token[1], secret=token[2])
        keys = {"key": joined["accessKeyId"], "secret": joined["secretAccessKey"]}
        with pytest.raises(urllib3.exceptions.TimeoutError):
            # Held: nothing is to be done on this host.
            server.json_call("CodeDeployCommandService_v20141006", "codedeploy-commands", "PollHostCommand", {"HostIdentifier": joined["hostArn"], **more}, timeout=1, **keys)
        return text(visitor.get(f"/console/hosts/{name}"))

    words = polled("stock")
    assert "Clock" not in words and "Disk" not in words
    words = polled("worn", HostTime=time.time() + 7200, DiskFreeBytes=5_000_000, DiskTotalBytes=40_000_000_000)
    assert re.search(r"Clock 2 h( 0 min)? ahead", words) and "Disk 5.0 MB free of 40 GB" in words
    assert "5.0 MB free of 40 GB" in text(visitor.get("/console/hosts"))
    words = polled("liar", HostTime=-1e300, DiskFreeBytes=-5, DiskTotalBytes=4)
    assert "Disk" not in words and "behind" in words


def test_the_queue_says_what_waits_and_why(fresh_server, site, visitor):
    queue = visitor.get("/console/queue")
    words = text(queue)
    assert "Executions" in words, words
    assert "waits for an answer" in words and "To go on" in words, words
    assert f'href="/console/pipelines/site/{site.waiting}"' in queue
    # A build that no runner takes, on a server that had nothing to do before.
    server = fresh_server("--no-runner")
    alone = Visitor(server)
    assert "Nothing is under way" in text(alone.get("/console/queue"))
    build = start_build(server, "alone")
    queue = alone.get("/console/queue")
    assert "alone #1" in text(queue) and "runner" in text(queue) and f"/console/builds/{quote(build, safe='')}" in queue
    # What waits longest is not lost behind what came after it.
    buckets(server)
    pipeline = Pipeline(server, "Gate", approval())
    pipeline.until_asked()
    last = [pipeline.start() for _ in range(25)][-1]
    queue = alone.get("/console/queue")
    place = f"/console/pipelines/{pipeline.name}/"
    assert f'href="{place}{pipeline.first}"' in queue and f'href="{place}{last}"' in queue
    assert queue.count(f'href="{place}') <= 4, "those that were overtaken wait for nothing"


def test_home_marks_hosts_that_have_something_else(server, tmp_path):
    visitor, deploy, s3 = Visitor(server), server.aws("codedeploy"), server.aws("s3")
    with ExitStack() as ending:

        def host(number):
            agent = Agent(server, tmp_path / f"drift-{number}", f"drift-{number}", {"App": "drifting"}).start()
            ending.callback(agent.stop)

        for number in (1, 2):
            host(number)
        s3.create_bucket(Bucket="drifting")
        group = {"applicationName": "drifting", "deploymentGroupName": "field"}
        deploy.create_application(applicationName="drifting")
        filters = [{"Key": "App", "Value": "drifting", "Type": "KEY_AND_VALUE"}]
        deploy.create_deployment_group(**group, serviceRoleArn=ROLE, onPremisesInstanceTagFilters=filters)

        def release(key, script):
            raw = io.BytesIO()
            with zipfile.ZipFile(raw, "w") as archive:
                archive.writestr("appspec.yml", "version: 0.0\nos: linux\nhooks:\n  AfterInstall:\n    - location: run.sh\n")
                archive.writestr("run.sh", f"#!/bin/sh\n{script}\n")
            s3.put_object(Bucket="drifting", Key=key, Body=raw.getvalue())
            location = {"revisionType": "S3", "s3Location": {"bucket": "drifting", "key": key, "bundleType": "zip"}}
            id = deploy.create_deployment(**group, revision=location)["deploymentId"]

            def look():
                status = deploy.get_deployment(deploymentId=id)["deploymentInfo"]["status"]
                return status if status in ("Succeeded", "Failed") else None

            return server.wait(look, f"the end of {id}")

        def cell():
            return re.search(r'<td data-label="field">.*?</td>', visitor.get("/console/"), re.S)[0]

        assert release("one.zip", "true") == "Succeeded"
        assert "hosts differ" not in text(cell())
        # One that joined later was never deployed to.
        host(3)
        page = cell()
        words = text(page)
        assert "1 of 3 hosts differ" in words and "drift-3 was never deployed to" in words
        assert '<summary title="drift-3">' in page and 'href="/console/hosts/drift-3"' in page
        # A deployment that fails half-way leaves hosts that run something else.
        name = 'test "$(cat /proc/sys/kernel/hostname)" = nowhere'
        assert release("two.zip", name) == "Failed"
        words = text(cell())
        assert "hosts differ" in words and "failed its last deployment" in words
        assert release("one.zip", "true") == "Succeeded"
        assert "hosts differ" not in text(cell())
        told = server.towline("ListEnvironments")["environments"]
        told = next(one for one in told if one["application"] == "drifting")
        assert (told["hosts"], told["differ"], told["differing"]) == (3, 0, [])
        assert told["succeeded"]["key"] == "one.zip" and told["attempted"]["deploymentId"] == told["succeeded"]["deploymentId"]
