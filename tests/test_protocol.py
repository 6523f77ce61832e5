"""The wire: signatures, both protocols, errors and limits, as stock clients and hostile ones meet them."""

import datetime
import hashlib
import json
import shutil
import socket
import subprocess
import time
from unittest import mock

import boto3
import pytest
import urllib3
from botocore.auth import SigV4Auth, SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import ClientError, SSLError
from botocore.parsers import RpcV2CBORParser
from botocore.serialize import RpcV2CBORSerializer
from support.server import REGION, ROOT_KEY, ROOT_SECRET

SERVICES = {
    "codedeploy": ("CodeDeploy_20141006", "ListApplications", "list_applications"),
    "codepipeline": ("CodePipeline_20150709", "ListPipelines", "list_pipelines"),
    "codebuild": ("CodeBuild_20161006", "ListProjects", "list_projects"),
}


def client(server, service, key=ROOT_KEY, secret=ROOT_SECRET, region=REGION, token=None):
    return boto3.session.Session().client(
        service,
        endpoint_url=server.url,
        region_name=region,
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        aws_session_token=token,
        config=Config(retries={"total_max_attempts": 1}, connect_timeout=5, read_timeout=20),
    )


def refused(call, **arguments):
    """The error of a call that must fail."""
    with pytest.raises(ClientError) as caught:
        call(**arguments)
    error = caught.value.response
    assert error["ResponseMetadata"]["HTTPHeaders"]["x-amzn-requestid"]
    return error["Error"]["Code"], error["Error"]["Message"]


def raw(server, body, headers=None, sign_as="codedeploy", path="/", body_sent=None):
    """Signs `body`, sends `body_sent`; gives status and error or answer."""
    body = body if isinstance(body, bytes) else json.dumps(body).encode()
    request = AWSRequest("POST", server.url + path, headers or {}, body)
    if sign_as:
        SigV4Auth(Credentials(ROOT_KEY, ROOT_SECRET), sign_as, REGION).add_auth(request)
    sent = body if body_sent is None else body_sent
    answer = urllib3.PoolManager(retries=False).request(
        "POST", server.url + path, body=sent, headers=dict(request.headers), timeout=30
    )
    assert answer.headers["x-amzn-requestid"]
    return answer


def target(name):
    return {"Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": name}


def error_of(answer):
    document = json.loads(answer.data)
    return answer.status, document["__type"], document["message"]


@pytest.mark.parametrize("service", SERVICES)
class TestSignatures:
    def call(self, server, service, **options):
        return getattr(client(server, service, **options), SERVICES[service][2])

    def test_a_good_one(self, server, service):
        answer = self.call(server, service)()
        assert answer["ResponseMetadata"]["HTTPStatusCode"] == 200

    def test_an_unknown_key(self, server, service):
        code, message = refused(self.call(server, service, key="AKIANOBODYKNOWSTHIS1"))
        assert code == "UnrecognizedClientException"
        assert message == "The security token included in the request is invalid."

    def test_a_wrong_secret(self, server, service):
        code, message = refused(self.call(server, service, secret="x" * 40))
        assert code == "InvalidSignatureException"
        assert message.startswith("The request signature we calculated does not match")

    def test_an_unknown_session_token(self, server, service):
        code, _ = refused(self.call(server, service, token="made-up"))
        assert code == "UnrecognizedClientException"

    def test_another_region(self, server, service):
        code, message = refused(self.call(server, service, region="eu-west-1"))
        assert code == "InvalidSignatureException"
        assert "not 'eu-west-1'" in message

    def test_a_clock_that_is_behind_or_ahead(self, server, service):
        for minutes, words in [(-6, "Signature expired: "), (6, "Signature not yet current: ")]:
            now = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=minutes)
            with mock.patch("botocore.auth.get_current_datetime", lambda *a, **k: now.replace(tzinfo=None)):
                code, message = refused(self.call(server, service))
            assert code == "InvalidSignatureException"
            assert message.startswith(words) and "5 min.)" in message

    def test_the_signing_name_of_another_service(self, server, service):
        prefix, operation, _ = SERVICES[service]
        answer = raw(server, {}, target(f"{prefix}.{operation}"), sign_as="s3")
        status, code, message = error_of(answer)
        assert (status, code) == (400, "InvalidSignatureException")
        assert f"'{service}'" in message

    def test_a_tampered_body(self, server, service):
        prefix, operation, _ = SERVICES[service]
        answer = raw(server, {}, target(f"{prefix}.{operation}"), service, body_sent=b'{"nextToken":"x"}')
        assert error_of(answer)[1] == "InvalidSignatureException"

    def test_a_body_hash_that_is_not_true(self, server, service):
        prefix, operation, _ = SERVICES[service]
        headers = target(f"{prefix}.{operation}")
        headers["X-Amz-Content-SHA256"] = hashlib.sha256(b"other").hexdigest()
        assert error_of(raw(server, {}, headers, service))[1] == "InvalidSignatureException"

    def test_none(self, server, service):
        prefix, operation, _ = SERVICES[service]
        status, code, _ = error_of(raw(server, {}, target(f"{prefix}.{operation}"), sign_as=None))
        assert (status, code) == (400, "MissingAuthenticationTokenException")

    def test_rubbish(self, server, service):
        prefix, operation, _ = SERVICES[service]
        headers = target(f"{prefix}.{operation}")
        for rubbish in ["AWS4-HMAC-SHA256", "Bearer x", "AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=, Signature="]:
            status, code, _ = error_of(raw(server, {}, {**headers, "Authorization": rubbish}, sign_as=None))
            assert (status, code) == (400, "IncompleteSignatureException")

    def test_presigned(self, server, service):
        prefix, operation, _ = SERVICES[service]

        def send(expires, body=b""):
            # botocore presigns no body: an empty one is the only one that fits.
            request = AWSRequest("POST", server.url + "/", target(f"{prefix}.{operation}"))
            SigV4QueryAuth(Credentials(ROOT_KEY, ROOT_SECRET), service, REGION, expires).add_auth(request)
            pool = urllib3.PoolManager(retries=False)
            return pool.request("POST", request.url, body=body, headers=dict(request.headers), timeout=30)

        assert send(60).status == 200
        assert error_of(send(60, body=b'{"nextToken":"x"}'))[1] == "InvalidSignatureException"
        assert error_of(send(700_000))[1] == "IncompleteSignatureException"
        past = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None) - datetime.timedelta(minutes=3)
        with mock.patch("botocore.auth.get_current_datetime", lambda *a, **k: past):
            assert error_of(send(60))[2].startswith("Signature expired: ")
            assert send(600).status == 200


class TestHostCommands:
    BODY = {"HostIdentifier": "arn:aws:iam::123456789012:user/towline/nobody"}

    @pytest.mark.parametrize(
        "prefix, name",
        [
            ("CodeDeployCommandService_v20141006", "codedeploy-commands"),
            ("CodeDeployCommandService", "codedeploy-commands-secure"),
        ],
    )
    def test_both_prefixes_with_their_signing_names(self, server, prefix, name):
        headers = target(f"{prefix}.PutHostCommandComplete")
        right = error_of(raw(server, {}, headers, name))
        assert right[1] == "ClientException"
        assert "Value at 'HostCommandIdentifier' failed to satisfy constraint: Member must not be null" in right[2]
        wrong = error_of(raw(server, {}, headers, "codedeploy"))
        assert wrong[1] == "InvalidSignatureException"

    def test_a_joined_host_may_do_nothing_else(self, server):
        token = server.towline("CreateJoinToken", {"ttlSeconds": 600})["token"]
        _, key, secret = token.split(".", 2)
        joined = server.towline("JoinHost", {"name": "protocol-1"}, key, secret)
        host = (joined["accessKeyId"], joined["secretAccessKey"])
        code, message = refused(client(server, "codedeploy", *host).list_applications)
        assert code == "AccessDeniedException"
        assert message == (
            "User: arn:aws:iam::123456789012:user/towline/protocol-1 is not authorized to perform: "
            "codedeploy:ListApplications"
        )
        code, _ = refused(client(server, "codedeploy", key, secret).list_applications)
        assert code == "AccessDeniedException"


class TestCbor:
    """The same operations in rpc-v2-cbor, coded by botocore itself."""

    def call(self, server, service, operation, arguments):
        model = client(server, service).meta.service_model
        shape = model.operation_model(operation)
        form = RpcV2CBORSerializer().serialize_to_request(arguments, shape)
        answer = raw(server, form["body"] or b"", form["headers"], service, form["url_path"])
        assert answer.headers["smithy-protocol"] == "rpc-v2-cbor"
        assert answer.headers["content-type"] == "application/cbor"
        document = {"status_code": answer.status, "headers": answer.headers, "body": answer.data}
        return RpcV2CBORParser().parse(document, shape.output_shape)

    def test_the_same_answer_as_json(self, server, aws):
        codedeploy = aws("codedeploy")
        codedeploy.create_application(applicationName="cbor", computePlatform="Server")
        by_json = codedeploy.get_application(applicationName="cbor")["application"]
        by_cbor = self.call(server, "codedeploy", "GetApplication", {"applicationName": "cbor"})["application"]
        assert by_cbor == by_json
        assert isinstance(by_cbor["createTime"], datetime.datetime)

    def test_the_same_errors_as_json(self, server, aws):
        code, message = refused(aws("codepipeline").get_pipeline, name="none")
        error = self.call(server, "codepipeline", "GetPipeline", {"name": "none"})["Error"]
        assert (error["Code"], error["Message"]) == (code, message)
        error = self.call(server, "codepipeline", "GetPipeline", {"name": "a b"})["Error"]
        assert error["Code"] == "ValidationException"

    def test_an_operation_without_output(self, server, aws):
        aws("codedeploy").create_application(applicationName="gone")
        self.call(server, "codedeploy", "DeleteApplication", {"applicationName": "gone"})
        assert "gone" not in aws("codedeploy").list_applications()["applications"]

    def test_a_timestamp_on_the_way_in(self, server, aws):
        start = datetime.datetime(2030, 1, 1, tzinfo=datetime.timezone.utc)
        arguments = {"createTimeRange": {"start": start}}
        assert self.call(server, "codedeploy", "ListDeployments", arguments)["deployments"] == []

    def test_rubbish(self, server):
        headers = {"smithy-protocol": "rpc-v2-cbor", "Content-Type": "application/cbor"}
        path = "/service/CodeDeploy_20141006/operation/ListApplications"
        for body in [b"\xa1", b"\x9b" + b"\xff" * 8, b"\x81" * 5000, b'{"a":1}', b"\xc1\x00"]:
            answer = raw(server, body, headers, "codedeploy", path)
            assert answer.status == 400 and b"SerializationException" in answer.data
        answer = raw(server, b"", headers, "codedeploy", "/service/CodeDeploy_20141006/operation/Nonsense")
        assert answer.status == 400 and b"UnknownOperationException" in answer.data


class TestRequests:
    LIST = target("CodeDeploy_20141006.ListApplications")

    def test_what_is_not_json(self, server):
        for body in [b"{", b"not json", b'{"a":1}}', b"\xff\xfe", b"[" * 5000, b'"text"', b"[]", b"7"]:
            status, code, _ = error_of(raw(server, body, self.LIST))
            assert (status, code) == (400, "SerializationException"), body[:20]

    def test_a_member_of_the_wrong_type(self, server):
        headers = target("CodeDeploy_20141006.GetApplication")
        status, code, message = error_of(raw(server, {"applicationName": ["x"]}, headers))
        assert (status, code) == (400, "SerializationException")
        assert message == "applicationName must be a string, but is a list"

    def test_null_and_unknown_members_do_not_matter(self, server):
        body = {"nextToken": None, "fromTheFuture": {"a": [1]}}
        assert raw(server, body, self.LIST).status == 200

    def test_an_empty_body_is_an_empty_request(self, server):
        assert raw(server, b"", self.LIST).status == 200

    def test_unknown_operations_and_services(self, server):
        for name, service in [
            ("CodeDeploy_20141006.Nonsense", "codedeploy"),
            ("CodeDeploy_20141006", "codedeploy"),
            ("Nonsense_20000101.ListApplications", "codedeploy"),
            ("", "codedeploy"),
        ]:
            status, code, _ = error_of(raw(server, {}, target(name), service))
            assert (status, code) == (400, "UnknownOperationException"), name

    def test_an_unsigned_request_is_not_told_what_exists(self, server):
        known = raw(server, {}, self.LIST, sign_as=None)
        unknown = raw(server, {}, target("Nonsense.Nonsense"), sign_as=None)
        assert (known.status, known.data) == (unknown.status, unknown.data)

    def test_the_health_check_needs_no_key(self, server):
        answer = server.get("/healthz")
        assert (answer.status, json.loads(answer.data)["status"]) == (200, "ok")
        assert server.get("/livez").data == b"ok\n"

    def test_an_agents_first_look_gets_a_status(self, server):
        assert server.get("/").status in (400, 403)


class TestOtherTransports:
    """curl signs by itself and speaks HTTP/2, where `:authority` stands for the Host header."""

    def curl(self, url, *options):
        program = shutil.which("curl")
        if program is None:
            pytest.skip("there is no curl here")
        command = [program, "-sS", "--max-time", "20", *options]
        command += ["--aws-sigv4", f"aws:amz:{REGION}:codedeploy", "--user", f"{ROOT_KEY}:{ROOT_SECRET}"]
        command += ["-H", "X-Amz-Target: CodeDeploy_20141006.ListApplications"]
        command += ["-H", "Content-Type: application/x-amz-json-1.1", "-d", "{}", "-w", " %{http_version}", url]
        done = subprocess.run(command, capture_output=True, text=True, timeout=30)
        assert done.returncode == 0, done.stderr
        answer, version = done.stdout.rsplit(" ", 1)
        return json.loads(answer), version

    def test_http_2_without_tls(self, server):
        answer, version = self.curl(server.url + "/", "--http2-prior-knowledge")
        assert "applications" in answer and version == "2"

    def test_http_1(self, server):
        answer, version = self.curl(server.url + "/", "--http1.1")
        assert "applications" in answer and version == "1.1"

    def test_tls_with_the_local_authority(self, fresh_server):
        server = fresh_server("--tls")
        assert server.url.startswith("https://")
        ca = str(server.data / "ca.pem")
        session = boto3.session.Session(ROOT_KEY, ROOT_SECRET, region_name=REGION)
        assert session.client("codedeploy", endpoint_url=server.url, verify=ca).list_applications()
        with pytest.raises(SSLError):
            session.client("codedeploy", endpoint_url=server.url).list_applications()
        answer, version = self.curl(server.url + "/", "--cacert", ca)
        assert "applications" in answer and version == "2"
        saved = json.loads((server.data / "root-key").read_text())
        assert saved["ca"] == ca and saved["url"] == server.url
        assert (server.data / "root-key").stat().st_mode & 0o077 == 0
        assert (server.data / "ca-key.pem").stat().st_mode & 0o077 == 0


class TestLimits:
    def test_a_body_that_is_too_large(self, server):
        headers = target("CodeDeploy_20141006.ListApplications")
        answer = raw(server, b" " * (3 * 1024 * 1024), headers)
        assert error_of(answer)[:2] == (413, "RequestEntityTooLargeException")

    def test_a_head_that_is_too_large(self, server):
        with connection(server) as stream:
            stream.sendall(b"POST / HTTP/1.1\r\nHost: x\r\n")
            try:
                for number in range(20_000):
                    stream.sendall(b"X-Filler-%d: %s\r\n" % (number, b"y" * 64))
            except OSError:
                pass  # closed while we were still talking: as good as a status
            assert status(stream) in (431, None)
        assert server.get("/healthz").status == 200

    def test_a_client_that_never_finishes_its_head(self, server):
        began = time.monotonic()
        with connection(server) as stream:
            stream.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nX-Slow: ")
            stream.settimeout(30)
            assert status(stream) in (408, None)
        assert time.monotonic() - began < 28

    def test_rubbish_instead_of_http(self, server):
        for rubbish in [b"\x16\x03\x01\x00\xa5\x01\x00\x00", b"\x00" * 64, b"GET\r\n\r\n", b"PRI * HTTP/9.9\r\n\r\n"]:
            with connection(server) as stream:
                try:
                    stream.sendall(rubbish)
                    stream.shutdown(socket.SHUT_WR)
                except OSError:
                    pass  # it hung up before we did
                assert status(stream) in (400, None)
        assert server.get("/healthz").status == 200

    def test_many_clients_at_once(self, server):
        streams = [connection(server) for _ in range(300)]
        try:
            assert server.get("/healthz").status == 200
        finally:
            for stream in streams:
                stream.close()


def connection(server):
    host, port = server.url.split("//")[1].rsplit(":", 1)
    return socket.create_connection((host, int(port)), timeout=10)


def status(stream):
    """The status of the answer; None when the server closed the connection without one."""
    try:
        head = stream.recv(4096)
    except ConnectionError:
        return None
    return int(head.split()[1]) if head else None
