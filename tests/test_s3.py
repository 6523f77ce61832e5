"""The S3 endpoint as stock clients use it: boto3 and the AWS command line."""

import base64
import hashlib
import itertools
import os
import time
import uuid

import boto3
import pytest
import urllib3
from boto3.s3.transfer import TransferConfig
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.exceptions import ClientError
from support.server import REGION, ROOT_KEY, ROOT_SECRET

MIB = 1 << 20


@pytest.fixture(scope="module")
def s3(aws):
    return aws("s3")


@pytest.fixture
def bucket(s3):
    """A fresh bucket."""
    name = f"b-{uuid.uuid4().hex[:12]}"
    s3.create_bucket(Bucket=name)
    return name


@pytest.fixture
def versioned(s3, bucket):
    """A fresh bucket that keeps versions."""
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    return bucket


def refused(code, call, **arguments):
    """Calls and insists on this error; gives the whole answer."""
    with pytest.raises(ClientError) as caught:
        call(**arguments)
    answer = caught.value.response
    assert answer["Error"]["Code"] == code, answer["Error"]
    return answer


def body(s3, bucket, key, **more):
    return s3.get_object(Bucket=bucket, Key=key, **more)["Body"].read()


def keys(listing):
    return [entry["Key"] for entry in listing.get("Contents", [])]


# Buckets


def test_bucket_life(s3, bucket):
    assert bucket in [b["Name"] for b in s3.list_buckets()["Buckets"]]
    assert s3.head_bucket(Bucket=bucket)["BucketRegion"] == "us-east-1"
    assert s3.get_bucket_location(Bucket=bucket)["LocationConstraint"] is None
    refused("BucketAlreadyOwnedByYou", s3.create_bucket, Bucket=bucket)
    s3.put_object(Bucket=bucket, Key="k", Body=b"")
    refused("BucketNotEmpty", s3.delete_bucket, Bucket=bucket)
    s3.delete_object(Bucket=bucket, Key="k")
    s3.delete_bucket(Bucket=bucket)
    refused("404", s3.head_bucket, Bucket=bucket)
    refused("NoSuchBucket", s3.list_objects_v2, Bucket=bucket)
    refused("NoSuchBucket", s3.put_object, Bucket=bucket, Key="k", Body=b"x")


def test_a_refusal_before_the_body_says_that_the_connection_ends(s3):
    """A client that keeps the connection would send its next request into a closed one."""
    with pytest.raises(ClientError) as refusal:
        s3.put_object(Bucket="no-such-bucket", Key="k", Body=b"x" * MIB)
    answer = refusal.value.response
    assert answer["Error"]["Code"] == "NoSuchBucket"
    assert answer["ResponseMetadata"]["HTTPHeaders"]["connection"] == "close"


@pytest.mark.parametrize("name", ["git", "console", "192.168.0.1", "a..b", "Upper-Case"])
def test_bucket_names_that_cannot_be(s3, name):
    # boto3 itself checks only the characters, so all of these reach the server.
    refused("InvalidBucketName", s3.create_bucket, Bucket=name)


def test_bucket_tags(s3, bucket):
    refused("NoSuchTagSet", s3.get_bucket_tagging, Bucket=bucket)
    tags = [{"Key": "team", "Value": "é & co"}]
    s3.put_bucket_tagging(Bucket=bucket, Tagging={"TagSet": tags})
    assert s3.get_bucket_tagging(Bucket=bucket)["TagSet"] == tags
    s3.delete_bucket_tagging(Bucket=bucket)
    refused("NoSuchTagSet", s3.get_bucket_tagging, Bucket=bucket)


# Objects


def test_what_goes_in_comes_out(s3, bucket):
    put = s3.put_object(
        Bucket=bucket,
        Key="a/é ü+%&?#\u0001.txt",
        Body=b"hello",
        ContentType="text/plain",
        CacheControl="max-age=60",
        ContentDisposition='attachment; filename="x"',
        Metadata={"codepipeline-artifact-revision-summary": "first"},
        ServerSideEncryption="aws:kms",
        SSEKMSKeyId="alias/aws/s3",
    )
    md5 = hashlib.md5(b"hello").hexdigest()
    assert put["ETag"] == f'"{md5}"'
    assert put["ServerSideEncryption"] == "aws:kms"
    assert "VersionId" not in put
    for read in (s3.get_object, s3.head_object):
        got = read(Bucket=bucket, Key="a/é ü+%&?#\u0001.txt")
        assert got["ContentLength"] == 5
        assert got["ContentType"] == "text/plain"
        assert got["CacheControl"] == "max-age=60"
        assert got["ContentDisposition"] == 'attachment; filename="x"'
        assert got["Metadata"] == {"codepipeline-artifact-revision-summary": "first"}
        assert got["ETag"] == f'"{md5}"'
        assert (got["ServerSideEncryption"], got["SSEKMSKeyId"]) == ("aws:kms", "alias/aws/s3")
    assert body(s3, bucket, "a/é ü+%&?#\u0001.txt") == b"hello"
    assert keys(s3.list_objects_v2(Bucket=bucket)) == ["a/é ü+%&?#\u0001.txt"]


def test_missing_objects(s3, bucket):
    refused("NoSuchKey", s3.get_object, Bucket=bucket, Key="k")
    refused("404", s3.head_object, Bucket=bucket, Key="k")
    s3.delete_object(Bucket=bucket, Key="k")  # fine, as in S3


def test_ranges(s3, bucket):
    s3.put_object(Bucket=bucket, Key="k", Body=b"0123456789")
    for asked, bytes_, header in [
        ("bytes=2-4", b"234", "bytes 2-4/10"),
        ("bytes=7-", b"789", "bytes 7-9/10"),
        ("bytes=-3", b"789", "bytes 7-9/10"),
        ("bytes=5-99", b"56789", "bytes 5-9/10"),
    ]:
        got = s3.get_object(Bucket=bucket, Key="k", Range=asked)
        assert got["ResponseMetadata"]["HTTPStatusCode"] == 206
        assert (got["Body"].read(), got["ContentRange"]) == (bytes_, header)
    answer = refused("InvalidRange", s3.get_object, Bucket=bucket, Key="k", Range="bytes=10-")
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 416


def test_read_conditions(s3, bucket):
    tag = s3.put_object(Bucket=bucket, Key="k", Body=b"x")["ETag"]
    now = s3.head_object(Bucket=bucket, Key="k")["LastModified"]
    assert body(s3, bucket, "k", IfMatch=tag) == b"x"
    refused("PreconditionFailed", s3.get_object, Bucket=bucket, Key="k", IfMatch='"other"')
    answer = refused("304", s3.get_object, Bucket=bucket, Key="k", IfNoneMatch=tag)
    assert answer["ResponseMetadata"]["HTTPHeaders"]["etag"] == tag
    refused("304", s3.get_object, Bucket=bucket, Key="k", IfModifiedSince=now)
    before = now.replace(year=now.year - 1)
    refused("PreconditionFailed", s3.get_object, Bucket=bucket, Key="k", IfUnmodifiedSince=before)
    assert body(s3, bucket, "k", IfModifiedSince=before) == b"x"


def test_write_conditions(s3, bucket):
    tag = s3.put_object(Bucket=bucket, Key="k", Body=b"1", IfNoneMatch="*")["ETag"]
    refused("PreconditionFailed", s3.put_object, Bucket=bucket, Key="k", Body=b"2", IfNoneMatch="*")
    refused("PreconditionFailed", s3.put_object, Bucket=bucket, Key="k", Body=b"2", IfMatch='"other"')
    assert body(s3, bucket, "k") == b"1"
    s3.put_object(Bucket=bucket, Key="k", Body=b"3", IfMatch=tag)
    assert body(s3, bucket, "k") == b"3"


@pytest.mark.parametrize("algorithm", ["CRC32", "SHA1", "SHA256"])
def test_checksums_are_kept_and_compared(s3, bucket, algorithm):
    field = f"Checksum{algorithm}"
    put = s3.put_object(Bucket=bucket, Key="k", Body=b"hello", ChecksumAlgorithm=algorithm)
    head = s3.head_object(Bucket=bucket, Key="k", ChecksumMode="ENABLED")
    assert head[field] == put[field]
    assert head["ChecksumType"] == "FULL_OBJECT"
    wrong = {field: s3.put_object(Bucket=bucket, Key="x", Body=b"other", ChecksumAlgorithm=algorithm)[field]}
    refused("BadDigest", s3.put_object, Bucket=bucket, Key="k", Body=b"hello", **wrong)
    refused("BadDigest", s3.put_object, Bucket=bucket, Key="new", Body=b"hello", ContentMD5="AAAAAAAAAAAAAAAAAAAAAA==")
    refused("NoSuchKey", s3.get_object, Bucket=bucket, Key="new")


def test_deleting_many(s3, bucket):
    for n in range(5):
        s3.put_object(Bucket=bucket, Key=f"k{n}", Body=b"")
    some = [{"Key": "k0"}, {"Key": "k1"}, {"Key": "absent"}]
    done = s3.delete_objects(Bucket=bucket, Delete={"Objects": some})
    assert sorted(d["Key"] for d in done["Deleted"]) == ["absent", "k0", "k1"]
    quiet = s3.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": "k2"}], "Quiet": True})
    assert "Deleted" not in quiet and "Errors" not in quiet
    assert keys(s3.list_objects_v2(Bucket=bucket)) == ["k3", "k4"]


def test_copies(s3, bucket):
    s3.put_object(Bucket=bucket, Key="from", Body=b"x", Metadata={"a": "1"}, Tagging="t=1")
    source = {"Bucket": bucket, "Key": "from"}
    s3.copy_object(Bucket=bucket, Key="same", CopySource=source)
    s3.copy_object(Bucket=bucket, Key="new", CopySource=source, Metadata={"b": "2"}, MetadataDirective="REPLACE")
    s3.delete_object(Bucket=bucket, Key="from")
    assert body(s3, bucket, "same") == body(s3, bucket, "new") == b"x"
    assert s3.head_object(Bucket=bucket, Key="same")["Metadata"] == {"a": "1"}
    assert s3.head_object(Bucket=bucket, Key="new")["Metadata"] == {"b": "2"}
    assert s3.get_object_tagging(Bucket=bucket, Key="same")["TagSet"] == [{"Key": "t", "Value": "1"}]
    refused("NoSuchKey", s3.copy_object, Bucket=bucket, Key="k", CopySource=source)
    itself = {"Bucket": bucket, "Key": "same"}
    refused("InvalidRequest", s3.copy_object, Bucket=bucket, Key="same", CopySource=itself)


def test_object_tags(s3, bucket):
    s3.put_object(Bucket=bucket, Key="k", Body=b"x", Tagging="a=1&b=x%20y")
    assert s3.get_object(Bucket=bucket, Key="k")["TagCount"] == 2
    tags = s3.get_object_tagging(Bucket=bucket, Key="k")["TagSet"]
    assert tags == [{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "x y"}]
    twice = {"TagSet": [{"Key": "a", "Value": "1"}] * 2}
    refused("InvalidTag", s3.put_object_tagging, Bucket=bucket, Key="k", Tagging=twice)
    eleven = {"TagSet": [{"Key": str(n), "Value": ""} for n in range(11)]}
    refused("BadRequest", s3.put_object_tagging, Bucket=bucket, Key="k", Tagging=eleven)
    s3.delete_object_tagging(Bucket=bucket, Key="k")
    assert s3.get_object_tagging(Bucket=bucket, Key="k")["TagSet"] == []


# Versions


def test_versions(s3, versioned):
    ids = [s3.put_object(Bucket=versioned, Key="k", Body=b)["VersionId"] for b in (b"1", b"2")]
    assert body(s3, versioned, "k") == b"2"
    assert body(s3, versioned, "k", VersionId=ids[0]) == b"1"
    marker = s3.delete_object(Bucket=versioned, Key="k")
    assert marker["DeleteMarker"] is True
    gone = refused("NoSuchKey", s3.get_object, Bucket=versioned, Key="k")
    assert gone["ResponseMetadata"]["HTTPHeaders"]["x-amz-delete-marker"] == "true"
    refused("MethodNotAllowed", s3.get_object, Bucket=versioned, Key="k", VersionId=marker["VersionId"])
    assert keys(s3.list_objects_v2(Bucket=versioned)) == []
    listed = s3.list_object_versions(Bucket=versioned)
    assert [v["VersionId"] for v in listed["Versions"]] == ids[::-1]
    assert [v["IsLatest"] for v in listed["Versions"]] == [False, False]
    assert [(m["VersionId"], m["IsLatest"]) for m in listed["DeleteMarkers"]] == [(marker["VersionId"], True)]
    s3.delete_object(Bucket=versioned, Key="k", VersionId=marker["VersionId"])
    s3.delete_object(Bucket=versioned, Key="k", VersionId=ids[1])
    assert body(s3, versioned, "k") == b"1"
    refused("NoSuchVersion", s3.get_object, Bucket=versioned, Key="k", VersionId=ids[1])
    refused("InvalidArgument", s3.get_object, Bucket=versioned, Key="k", VersionId="nonsense")


def test_suspended_versioning_replaces_only_the_null_version(s3, bucket):
    s3.put_object(Bucket=bucket, Key="k", Body=b"before")
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    kept = s3.put_object(Bucket=bucket, Key="k", Body=b"kept")["VersionId"]
    assert body(s3, bucket, "k", VersionId="null") == b"before"
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Suspended"})
    assert s3.get_bucket_versioning(Bucket=bucket)["Status"] == "Suspended"
    s3.put_object(Bucket=bucket, Key="k", Body=b"after")
    ids = [v["VersionId"] for v in s3.list_object_versions(Bucket=bucket)["Versions"]]
    assert ids == ["null", kept]
    assert body(s3, bucket, "k") == body(s3, bucket, "k", VersionId="null") == b"after"
    assert s3.delete_object(Bucket=bucket, Key="k")["VersionId"] == "null"
    listed = s3.list_object_versions(Bucket=bucket)
    assert [v["VersionId"] for v in listed["Versions"]] == [kept]
    assert [m["VersionId"] for m in listed["DeleteMarkers"]] == ["null"]


# Listings


def test_listing_order_is_the_order_of_utf8_bytes(s3, bucket):
    names = ["a", "a!", "a/", "a/1", "a0", "b\u0001c", "é", "\ue000", "\U00010000"]
    for name in reversed(names):
        s3.put_object(Bucket=bucket, Key=name, Body=b"")
    assert keys(s3.list_objects_v2(Bucket=bucket)) == names == sorted(names, key=str.encode)
    assert keys(s3.list_objects(Bucket=bucket)) == names
    assert keys(s3.list_objects_v2(Bucket=bucket, StartAfter="a/")) == names[3:]


def test_delimiters(s3, versioned):
    for name in ["a", "b/1", "b/2", "b/c/3", "d/deleted", "e"]:
        s3.put_object(Bucket=versioned, Key=name, Body=b"")
    s3.delete_object(Bucket=versioned, Key="d/deleted")
    top = s3.list_objects_v2(Bucket=versioned, Delimiter="/")
    assert keys(top) == ["a", "e"]
    assert [p["Prefix"] for p in top["CommonPrefixes"]] == ["b/"]
    assert top["KeyCount"] == 3
    below = s3.list_objects(Bucket=versioned, Delimiter="/", Prefix="b/")
    assert keys(below) == ["b/1", "b/2"]
    assert [p["Prefix"] for p in below["CommonPrefixes"]] == ["b/c/"]
    versions = s3.list_object_versions(Bucket=versioned, Delimiter="/")
    assert [p["Prefix"] for p in versions["CommonPrefixes"]] == ["b/", "d/"]


@pytest.mark.parametrize("size", [1, 2, 3, 7])
@pytest.mark.parametrize("operation", ["list_objects", "list_objects_v2"])
def test_pages_join_to_the_whole(s3, listing, operation, size):
    pages = s3.get_paginator(operation).paginate(
        Bucket=listing, Delimiter="/", PaginationConfig={"PageSize": size}
    )
    found = []
    for page in pages:
        here = keys(page) + [p["Prefix"] for p in page.get("CommonPrefixes", [])]
        assert len(here) <= size
        found += here
    assert sorted(found) == ["0", "1/", "2", "3/", "4", "5/", "6", "7/"]
    flat = s3.get_paginator(operation).paginate(Bucket=listing, PaginationConfig={"PageSize": size})
    assert list(itertools.chain(*map(keys, flat))) == sorted(LISTED)


@pytest.mark.parametrize("size", [1, 2, 5])
def test_pages_of_versions_join_to_the_whole(s3, listing, size):
    pages = s3.get_paginator("list_object_versions").paginate(
        Bucket=listing, PaginationConfig={"PageSize": size}
    )
    found = [(v["Key"], v["IsLatest"]) for page in pages for v in page.get("Versions", [])]
    assert found == [(key, latest) for key in sorted(LISTED) for latest in (True, False)]


LISTED = [f"{n}/{m}" if n % 2 else f"{n}" for n in range(8) for m in range(2) if n % 2 or m == 0]


@pytest.fixture(scope="module")
def listing(s3):
    """A bucket with two versions of every key in LISTED."""
    s3.create_bucket(Bucket="listing")
    s3.put_bucket_versioning(Bucket="listing", VersioningConfiguration={"Status": "Enabled"})
    for key in LISTED * 2:
        s3.put_object(Bucket="listing", Key=key, Body=b"")
    return "listing"


# Multipart


def test_upload_file_in_parts(s3, bucket, tmp_path):
    data = os.urandom(21 * MIB + 17)
    (tmp_path / "big").write_bytes(data)
    parts = TransferConfig(multipart_threshold=5 * MIB, multipart_chunksize=5 * MIB)
    s3.upload_file(str(tmp_path / "big"), bucket, "big", Config=parts, ExtraArgs={"Metadata": {"a": "1"}})
    head = s3.head_object(Bucket=bucket, Key="big")
    pieces = [data[at : at + 5 * MIB] for at in range(0, len(data), 5 * MIB)]
    md5 = hashlib.md5(b"".join(hashlib.md5(piece).digest() for piece in pieces)).hexdigest()
    assert head["ETag"] == f'"{md5}-5"'
    assert (head["ContentLength"], head["Metadata"]) == (len(data), {"a": "1"})
    s3.download_file(bucket, "big", str(tmp_path / "back"))
    assert (tmp_path / "back").read_bytes() == data
    across = s3.get_object(Bucket=bucket, Key="big", Range=f"bytes={5 * MIB - 3}-{5 * MIB + 2}")
    assert across["Body"].read() == data[5 * MIB - 3 : 5 * MIB + 3]
    second = s3.get_object(Bucket=bucket, Key="big", PartNumber=2)
    assert (second["Body"].read(), second["PartsCount"]) == (pieces[1], 5)


@pytest.mark.parametrize(
    "algorithm, kind", [("CRC32", "COMPOSITE"), ("CRC32", "FULL_OBJECT"), ("SHA256", "COMPOSITE")]
)
def test_checksum_of_parts(s3, bucket, algorithm, kind):
    field = f"Checksum{algorithm}"
    upload = s3.create_multipart_upload(Bucket=bucket, Key="k", ChecksumAlgorithm=algorithm, ChecksumType=kind)
    at = {"Bucket": bucket, "Key": "k", "UploadId": upload["UploadId"]}
    pieces, parts = [b"a" * 5 * MIB, b"tail"], []
    for number, piece in enumerate(pieces, 1):
        part = s3.upload_part(**at, PartNumber=number, Body=piece, ChecksumAlgorithm=algorithm)
        parts.append({"PartNumber": number, "ETag": part["ETag"], field: part[field]})
    s3.complete_multipart_upload(**at, MultipartUpload={"Parts": parts})
    head = s3.head_object(Bucket=bucket, Key="k", ChecksumMode="ENABLED")
    assert head["ChecksumType"] == kind
    whole = s3.put_object(Bucket=bucket, Key="w", Body=b"".join(pieces), ChecksumAlgorithm=algorithm)
    assert (head[field] == whole[field]) == (kind == "FULL_OBJECT")
    assert head[field].endswith("-2") == (kind == "COMPOSITE")


def test_multipart_mistakes(s3, bucket):
    upload = s3.create_multipart_upload(Bucket=bucket, Key="k")["UploadId"]
    at = {"Bucket": bucket, "Key": "k", "UploadId": upload}
    tags = {n: s3.upload_part(**at, PartNumber=n, Body=b"small")["ETag"] for n in (1, 2)}

    def complete(*numbers, tag=None):
        parts = [{"PartNumber": n, "ETag": tag or tags.get(n, '"none"')} for n in numbers]
        return {**at, "MultipartUpload": {"Parts": parts}}

    refused("InvalidPartOrder", s3.complete_multipart_upload, **complete(2, 1))
    refused("InvalidPart", s3.complete_multipart_upload, **complete(1, 3))
    refused("InvalidPart", s3.complete_multipart_upload, **complete(1, tag='"wrong"'))
    refused("EntityTooSmall", s3.complete_multipart_upload, **complete(1, 2))
    refused("InvalidArgument", s3.upload_part, **at, PartNumber=10_001, Body=b"")
    assert [p["PartNumber"] for p in s3.list_parts(**at)["Parts"]] == [1, 2]
    assert [u["UploadId"] for u in s3.list_multipart_uploads(Bucket=bucket)["Uploads"]] == [upload]
    refused("BucketNotEmpty", s3.delete_bucket, Bucket=bucket)
    s3.complete_multipart_upload(**complete(2))
    assert body(s3, bucket, "k") == b"small"
    refused("NoSuchUpload", s3.upload_part, **at, PartNumber=1, Body=b"")
    refused("NoSuchUpload", s3.complete_multipart_upload, **complete(2))


def test_aborting_removes_parts(s3, server, bucket):
    def files():
        return {path for path in (server.data / "blob").rglob("*") if path.is_file()}

    before = files()
    upload = s3.create_multipart_upload(Bucket=bucket, Key="k")["UploadId"]
    at = {"Bucket": bucket, "Key": "k", "UploadId": upload}
    s3.upload_part(**at, PartNumber=1, Body=b"first")
    s3.upload_part(**at, PartNumber=1, Body=b"second")
    assert len(files() - before) == 1
    s3.abort_multipart_upload(**at)
    assert files() == before
    refused("NoSuchUpload", s3.list_parts, **at)
    refused("NoSuchKey", s3.get_object, Bucket=bucket, Key="k")


def test_parts_copied_from_an_object(s3, bucket):
    s3.put_object(Bucket=bucket, Key="from", Body=b"0123456789")
    upload = s3.create_multipart_upload(Bucket=bucket, Key="to")["UploadId"]
    at = {"Bucket": bucket, "Key": "to", "UploadId": upload, "PartNumber": 1}
    source = {"Bucket": bucket, "Key": "from"}
    outside = {**at, "CopySource": source, "CopySourceRange": "bytes=5-10"}
    refused("InvalidArgument", s3.upload_part_copy, **outside)
    part = s3.upload_part_copy(**at, CopySource=source, CopySourceRange="bytes=2-5")["CopyPartResult"]
    parts = {"Parts": [{"PartNumber": 1, "ETag": part["ETag"]}]}
    s3.complete_multipart_upload(Bucket=bucket, Key="to", UploadId=upload, MultipartUpload=parts)
    assert body(s3, bucket, "to") == b"2345"


# Who may


def test_wrong_keys_learn_nothing(server, bucket):
    wrong = server.aws("s3", secret="not-the-secret")
    refused("SignatureDoesNotMatch", wrong.list_objects_v2, Bucket=bucket)
    refused("SignatureDoesNotMatch", wrong.list_objects_v2, Bucket="no-such-bucket")
    unknown = server.aws("s3", key="AKIAUNKNOWNUNKNOWN00")
    refused("InvalidAccessKeyId", unknown.list_buckets)
    unsigned = server.get(f"/{bucket}")
    assert unsigned.status == 403 and b"AccessDenied" in unsigned.data


def test_a_body_other_than_the_signed_one_is_not_stored(server, s3, bucket):
    request = AWSRequest("PUT", f"{server.url}/{bucket}/k", data=b"first")
    request.headers["X-Amz-Content-SHA256"] = hashlib.sha256(b"first").hexdigest()
    SigV4Auth(Credentials(ROOT_KEY, ROOT_SECRET), "s3", REGION).add_auth(request)
    http = urllib3.PoolManager(retries=False)
    answer = http.request("PUT", request.url, body=b"other", headers=dict(request.headers))
    assert answer.status == 400 and b"XAmzContentSHA256Mismatch" in answer.data
    refused("NoSuchKey", s3.get_object, Bucket=bucket, Key="k")


def test_roles(server, s3, bucket):
    s3.put_object(Bucket=bucket, Key="k", Body=b"revision")
    token = server.towline("CreateJoinToken", {})["token"]
    _, key, secret = token.split(".", 2)
    refused("AccessDenied", server.aws("s3", key, secret).get_object, Bucket=bucket, Key="k")
    host = server.towline("JoinHost", {"name": "s3-reader", "tags": []}, key, secret)
    host = server.aws("s3", host["accessKeyId"], host["secretAccessKey"])
    assert body(host, bucket, "k") == b"revision"
    refused("AccessDenied", host.put_object, Bucket=bucket, Key="k", Body=b"")
    refused("AccessDenied", host.list_objects_v2, Bucket=bucket)
    refused("AccessDenied", host.list_buckets)


def test_over_tls_checksums_follow_the_body(fresh_server):
    server = fresh_server("--no-runner", "--tls")
    s3 = boto3.session.Session().client(
        "s3",
        endpoint_url=server.url,
        region_name=REGION,
        aws_access_key_id=ROOT_KEY,
        aws_secret_access_key=ROOT_SECRET,
        verify=str(server.data / "ca.pem"),
    )
    s3.create_bucket(Bucket="tls")
    s3.put_object(Bucket="tls", Key="k", Body=b"hello", ChecksumAlgorithm="SHA256")
    head = s3.head_object(Bucket="tls", Key="k", ChecksumMode="ENABLED")
    assert head["ChecksumSHA256"] == base64.b64encode(hashlib.sha256(b"hello").digest()).decode()
    assert body(s3, "tls", "k") == b"hello"


def test_what_is_not_supported_is_refused_by_name(s3, bucket):
    answer = refused("NotImplemented", s3.put_object, Bucket=bucket, Key="k", Body=b"", ACL="public-read")
    assert "x-amz-acl" in answer["Error"]["Message"]
    answer = refused("NotImplemented", s3.get_bucket_policy, Bucket=bucket)
    assert "GetBucketPolicy" in answer["Error"]["Message"]
    refused("NotImplemented", s3.put_object, Bucket=bucket, Key="k", Body=b"", StorageClass="GLACIER")
    refused("AccessDenied", s3.list_objects_v2, Bucket=bucket, ExpectedBucketOwner="000000000000")
    s3.put_object(Bucket=bucket, Key="k", Body=b"", ACL="bucket-owner-full-control")


def presign(s3, method, seconds=60, **params):
    return s3.generate_presigned_url(method, Params=params, ExpiresIn=seconds)


def test_presigned_urls(server, bucket):
    s3 = server.aws("s3", signature_version="s3v4")
    http = urllib3.PoolManager(retries=False)
    put = http.request("PUT", presign(s3, "put_object", Bucket=bucket, Key="k"), body=b"signed")
    assert put.status == 200, put.data
    get = presign(s3, "get_object", Bucket=bucket, Key="k", ResponseContentType="text/x-test")
    got = http.request("GET", get)
    assert (got.data, got.headers["content-type"]) == (b"signed", "text/x-test")
    assert http.request("GET", get.replace("/k?", "/other?")).status == 403
    assert http.request("DELETE", get).status == 403
    late = presign(s3, "get_object", seconds=1, Bucket=bucket, Key="k")
    answer = http.request("GET", late)
    end = time.monotonic() + 10
    while answer.status == 200 and time.monotonic() < end:
        answer = http.request("GET", late)
    assert answer.status == 403 and b"Request has expired" in answer.data


# Events and crashes


def test_an_object_is_announced(server, s3, bucket):
    seen = server.towline("ListEvents", {"after": 0, "limit": 1})["last"]
    tag = s3.put_object(Bucket=bucket, Key="app.zip", Body=b"x")["ETag"]
    (event,) = server.events(after=seen)
    assert (event["kind"], event["subject"]) == ("object.created", f"{bucket}/app.zip")
    assert event["detail"]["etag"] == tag.strip('"')


def test_acknowledged_objects_survive_a_kill_and_leftovers_do_not(fresh_server):
    server = fresh_server("--no-runner")
    s3 = server.aws("s3")
    s3.create_bucket(Bucket="crash")
    s3.put_object(Bucket="crash", Key="k", Body=b"kept")
    upload = s3.create_multipart_upload(Bucket="crash", Key="m")["UploadId"]
    at = {"Bucket": "crash", "Key": "m", "UploadId": upload}
    tag = s3.upload_part(**at, PartNumber=1, Body=b"part")["ETag"]
    blob = server.data / "blob"
    orphan = blob / "ab" / ("ab" + 30 * "0")
    orphan.write_bytes(b"a file whose row was never committed")
    (blob / "draft" / "half").write_bytes(b"half")
    server.restart()
    assert not orphan.exists() and not (blob / "draft" / "half").exists()
    assert body(s3, "crash", "k") == b"kept"
    s3.complete_multipart_upload(**at, MultipartUpload={"Parts": [{"PartNumber": 1, "ETag": tag}]})
    assert body(s3, "crash", "m") == b"part"


# The command line


def test_aws_s3_commands(cli, bucket, tmp_path):
    tree = tmp_path / "tree"
    for name in ("a.txt", "sub/b.txt", "sub/ü c.txt"):
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text(name)
    at = f"s3://{bucket}"
    cli("s3", "cp", str(tree / "a.txt"), f"{at}/one.txt")
    cli("s3", "sync", str(tree), f"{at}/tree")
    assert cli("s3", "sync", str(tree), f"{at}/tree").stdout == ""  # nothing new
    listed = cli("s3", "ls", f"{at}/tree/").stdout
    assert "PRE sub/" in listed and "a.txt" in listed
    assert len(cli("s3", "ls", "--recursive", at).stdout.splitlines()) == 4
    cli("s3", "sync", f"{at}/tree", str(tmp_path / "back"))
    assert (tmp_path / "back/sub/ü c.txt").read_text() == "sub/ü c.txt"
    url = cli("s3", "presign", f"{at}/one.txt").stdout.strip()
    assert urllib3.PoolManager().request("GET", url).data == b"a.txt"
    cli("s3", "mv", f"{at}/one.txt", f"{at}/two.txt")
    cli("s3", "rm", "--recursive", at)
    assert cli("s3", "ls", at, expect=None).stdout == ""
    cli("s3", "rb", at)


# Size


def peak(server) -> int:
    """The most memory the process ever had, in bytes."""
    status = open(f"/proc/{server.process.child.pid}/status").read()
    (line,) = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(line.split()[1]) * 1024


def test_a_gibibyte_passes_through_little_memory(fresh_server, tmp_path):
    server = fresh_server("--no-runner")
    s3 = server.aws("s3")
    s3.create_bucket(Bucket="big")
    s3.put_object(Bucket="big", Key="warm", Body=b"x")
    idle = peak(server)
    block = os.urandom(MIB)
    with open(tmp_path / "big", "wb") as file:
        for number in range(1024):
            file.write(number.to_bytes(8, "big") + block[8:])
    with open(tmp_path / "big", "rb") as file:
        tag = s3.put_object(Bucket="big", Key="big", Body=file)["ETag"]
    read = hashlib.md5()
    for bytes_ in s3.get_object(Bucket="big", Key="big")["Body"].iter_chunks(MIB):
        read.update(bytes_)
    assert f'"{read.hexdigest()}"' == tag
    grown = peak(server) - idle
    print(f"peak memory: {idle / MIB:.1f} MiB idle, {grown / MIB:.1f} MiB more for 1 GiB in and out")
    assert grown < 64 * MIB
