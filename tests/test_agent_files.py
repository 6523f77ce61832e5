"""What an AppSpec file does to the files of a host: permissions, and the bundles they come in."""

import io
import os
import pwd
import subprocess
import tarfile
import time
import zipfile

import pytest
from support.deployments import APPSPEC, FILES, Group, hooks, zipped

PERMISSIONS = """\
permissions:
  - object: /srv/app
    pattern: "*.sh"
    except: [keep.sh]
    type: [file]
    mode: 750
    owner: nobody
    group: daemon
  - object: /srv/app/deep
    type: [file]
    mode: 600
    owner: daemon
  - object: /srv/app
    type: [directory]
    mode: 2775
    group: daemon
  - object: /srv/app/one
    mode: 4711
    owner: "12345"
"""
ACLS = """\
permissions:
  - object: /srv/app
    type: [file]
    mode: 640
    acls: ["u:nobody:rw", "g:daemon:r"]
  - object: /srv/app
    type: [directory]
    mode: 750
    acls: ["d:u:nobody:rwx", "u:nobody:rx", "d:g::r"]
"""
INTO_APP = "files:\n  - source: app\n    destination: /srv/app\n"


@pytest.fixture
def group(server, agents):
    """`group(3)`: a group with that many hosts."""
    return lambda count=1: Group(server, agents, count)


needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")


def access(path) -> tuple:
    """Mode, owner's name or number, and group of a file."""
    stat = path.stat()
    try:
        owner = pwd.getpwuid(stat.st_uid).pw_name
    except KeyError:
        owner = stat.st_uid
    return oct(stat.st_mode & 0o7777), owner, path.group()


def acl(path) -> list:
    """The entries of the access control list, as getfacl prints them."""
    command = ["getfacl", "--omit-header", "--absolute-names", str(path)]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    return [line.split("\t")[0] for line in lines if line]


@needs_root
def test_owners_and_modes_go_to_what_the_patterns_cover(group):
    group = group()
    files = {"app__a_sh": "", "app__keep_sh": "", "app__one": "", "app__deep__b_sh": "", "app__deep__c": ""}
    deployment, status = group.run(zipped(INTO_APP + PERMISSIONS, **files))
    assert status == "Succeeded", group.events(deployment)["Install"]
    app = group.hosts[0].root / "srv/app"
    untouched = ("0o600", "root", "root")
    assert access(app / "a.sh") == ("0o750", "nobody", "daemon")
    assert access(app / "keep.sh") == untouched
    assert access(app / "deep/b.sh") == ("0o600", "daemon", "root")
    assert access(app / "deep/c") == ("0o600", "daemon", "root")
    assert access(app / "deep") == ("0o2775", "root", "daemon")
    assert access(app) != ("0o2775", "root", "daemon"), "the object itself is not among its content"
    assert access(app / "one")[1:] == (12345, "root")


def test_access_control_lists_of_files_and_directories(group):
    group = group()
    deployment, status = group.run(zipped(INTO_APP + ACLS, app__one="", app__deep__two=""))
    assert status == "Succeeded", group.events(deployment)["Install"]
    app = group.hosts[0].root / "srv/app"
    for file in ("one", "deep/two"):
        assert acl(app / file) == [
            "user::rw-", "user:nobody:rw-", "group::r--", "group:daemon:r--", "mask::r--", "other::---"
        ]  # fmt: skip
    assert acl(app / "deep") == [
        "user::rwx", "user:nobody:r-x", "group::r-x", "mask::r-x", "other::---",
        "default:user::rwx", "default:user:nobody:rwx", "default:group::r--", "default:mask::r--", "default:other::---",
    ]  # fmt: skip


def test_a_default_list_for_a_file_is_refused(group):
    group = group()
    permission = 'permissions:\n  - object: /srv/app/one\n    acls: ["d:u:nobody:rwx"]\n'
    deployment, status = group.run(zipped(INTO_APP + permission, app__one=""))
    assert status == "Failed"
    message = group.events(deployment)["Install"]["diagnostics"]["message"]
    assert "-d parameter" in message and "directories only" in message


@pytest.mark.parametrize(
    "setting, program, word",
    [
        ('acls: ["u:nobody:rw"]', "setfacl", "acls permission settings"),
        ("context: {user: unconfined_u, type: httpd_sys_content_t}", "semanage", "context parameter"),
    ],
)
def test_a_program_that_is_missing_is_named(group, setting, program, word):
    group = group()
    host = group.hosts[0]
    host.stop()
    host.process.env["PATH"] = "/nonexistent"
    host.start()
    permission = f"permissions:\n  - object: /srv/app/one\n    {setting}\n"
    deployment, status = group.run(zipped(INTO_APP + permission, app__one=""))
    assert status == "Failed"
    message = group.events(deployment)["Install"]["diagnostics"]["message"]
    assert f"The program {program} is not installed on this host." in message
    assert word in message and "/srv/app/one" in message


def test_an_owner_that_does_not_exist_is_named(group):
    group = group()
    permission = "permissions:\n  - object: /srv/app/one\n    owner: nosuchuser\n"
    deployment, status = group.run(zipped(INTO_APP + permission, app__one=""))
    assert status == "Failed"
    message = group.events(deployment)["Install"]["diagnostics"]["message"]
    assert "user nosuchuser" in message and "does not exist on this host" in message


def packed(kind: str, files: dict) -> bytes:
    """A bundle of any type; values are texts."""
    content = io.BytesIO()
    if kind == "zip":
        with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in files.items():
                archive.writestr(name, text)
        return content.getvalue()
    with tarfile.open(fileobj=content, mode="w:gz" if kind == "tgz" else "w") as archive:
        for name, text in files.items():
            member = tarfile.TarInfo(name)
            member.size, member.mode = len(text), 0o755
            archive.addfile(member, io.BytesIO(text.encode()))
    return content.getvalue()


@pytest.mark.parametrize("top", ["", "repo-main/"])
@pytest.mark.parametrize("kind", ["tar", "tgz", "zip"])
def test_bundles_of_every_type(group, kind, top):
    group = group()
    files = {
        f"{top}appspec.yaml": APPSPEC + FILES + hooks(AfterInstall="scripts/after.sh"),
        f"{top}app/page": kind,
        f"{top}scripts/after.sh": "#!/bin/sh\necho after\n",
    }
    deployment, status = group.run(packed(kind, files), kind)
    assert status == "Succeeded", group.events(deployment)
    assert (group.hosts[0].root / "srv/page").read_text() == kind
    assert "[stdout]after\n" in group.events(deployment)["AfterInstall"]["diagnostics"]["logTail"]


def test_a_bundle_of_another_type_than_it_is_said_to_be(group):
    group = group()
    deployment, status = group.run(packed("tar", {"appspec.yml": APPSPEC}), "zip")
    assert status == "Failed"
    assert "zip" in group.events(deployment)["DownloadBundle"]["diagnostics"]["message"]


def test_version_and_etag_of_a_revision_hold(group):
    group = group()
    s3 = group.server.aws("s3")
    bucket, key = "versioned-revisions", f"{group.name}.zip"
    s3.create_bucket(Bucket=bucket)
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    old, new = (s3.put_object(Bucket=bucket, Key=key, Body=zipped(FILES, app__page=word)) for word in ("old", "new"))
    place = {"bucket": bucket, "key": key, "bundleType": "zip"}
    page = group.hosts[0].root / "srv/page"

    assert group.end(group.start_at({**place, "version": old["VersionId"], "eTag": old["ETag"]})) == "Succeeded"
    assert page.read_text() == "old"
    assert group.end(group.start_at(place)) == "Succeeded"
    assert page.read_text() == "new"

    for wrong in ({"eTag": old["ETag"]}, {"eTag": new["ETag"], "version": old["VersionId"]}):
        deployment = group.start_at({**place, **wrong})
        assert group.end(deployment) == "Failed"
        message = group.events(deployment)["DownloadBundle"]["diagnostics"]["message"]
        expected, actual = (new, old) if "version" in wrong else (old, new)
        assert message == (
            f"Expected deployment artifact bundle etag {expected['ETag'].strip(chr(34))} "
            f"but was actually {actual['ETag'].strip(chr(34))}"
        )
    assert page.read_text() == "new"


def test_a_version_that_does_not_exist(group):
    group = group()
    group.run(zipped(FILES, app__page="x"))
    s3 = group.server.aws("s3")
    key = s3.list_objects_v2(Bucket="agent-revisions", Prefix=group.name)["Contents"][0]["Key"]
    deployment = group.start_at({"bucket": "agent-revisions", "key": key, "bundleType": "zip", "version": "nosuch"})
    assert group.end(deployment) == "Failed"
    error = group.deploy.get_deployment(deploymentId=deployment)["deploymentInfo"]["errorInformation"]
    assert error["code"] == "REVISION_MISSING"
    assert f"s3://agent-revisions/{key}?versionId=nosuch" in error["message"]
    assert group.events(deployment)["DownloadBundle"]["status"] == "Skipped", "no host was bothered"


def test_a_big_bundle_takes_seconds(group):
    group = group()
    files = {f"app/{n % 40}/{n}": os.urandom(5000).hex() for n in range(2000)}
    bundle = packed("tgz", {"appspec.yml": APPSPEC + FILES, **files})
    deployment = group.start(bundle, "tgz")
    begun = time.monotonic()
    assert group.end(deployment) == "Succeeded"
    took = time.monotonic() - begun
    for name in ("app/0/0", "app/39/1999"):
        assert (group.hosts[0].root / "srv" / name[4:]).read_text() == files[name]
    print(f"2,000 files, {sum(map(len, files.values())) >> 20} MiB: {took:.1f} s")
    assert took < 60
