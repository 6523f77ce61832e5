"""A server with a row of every kind, and everything that it says about them: what must be the same
after a restore, and after an upgrade."""

import json

from support.deployments import ROLE
from support.fakeagent import FakeAgent
from support.git import Clone
from support.processes import Process, binary, clean_environment
from test_codebuild import Project, spec
from test_codepipeline import Pipeline, action, archive, declaration
from test_host_protocol import Fleet

# What people read is no promise: a newer program may say it better.
WORDS = {
    "additionalDeploymentStatusInfo",
    "description",
    "diagnostics",
    "errorDetails",
    "errorInformation",
    "externalExecutionSummary",
    "message",
    "rollbackMessage",
    "statusSummary",
    "summary",
}


def fill(server, directory):
    """Makes a bit of everything; some of it is under way for as long as nobody goes on."""
    deployments(server)
    objects(server.aws("s3"))
    server.towline("CreateRepository", {"name": "shop"})
    clone = Clone(server, "shop", directory / "census")
    clone.commit("first", index="first")
    clone.push()
    pipelines(server)
    builds(server, directory)


def deployments(server):
    deploy = server.aws("codedeploy")
    deploy.create_deployment_config(
        deploymentConfigName="half", minimumHealthyHosts={"type": "FLEET_PERCENT", "value": 50}
    )
    rollback = {"enabled": True, "events": ["DEPLOYMENT_FAILURE"]}
    fleet = Fleet(server, 2, config="OneAtATime", autoRollbackConfiguration=rollback)
    arn = f"arn:aws:codedeploy:us-east-1:123456789012:application:{fleet.name}"
    deploy.tag_resource(ResourceArn=arn, Tags=[{"Key": "team", "Value": "web"}])
    deploy.register_on_premises_instance(instanceName="by-hand", iamUserArn=ROLE.replace("role", "user"))
    deploy.register_application_revision(applicationName=fleet.name, revision=fleet.revision("registered.zip"))
    one, two = fleet.agents
    fleet.start("good.zip")
    one.serve(7), two.serve(7)
    fleet.start("bad.zip")
    one.fail = {"BeforeInstall": {"error_code": 4, "script_name": "x.sh", "message": "exit 1", "log": "no"}}
    one.serve(3)
    one.fail = {}
    one.serve(7), two.serve(7)  # the rollback
    fleet.start("going.zip")
    command = one.poll()
    one.acknowledge(command)
    output = {"hostCommandIdentifier": command["HostCommandIdentifier"], "offset": 0, "lines": ["a line"]}
    server.towline("PutHostOutput", output, one.key, one.secret)
    FakeAgent(server, "idle", role="spare")


def objects(s3):
    for bucket in ("code", "artifacts", "site"):
        s3.create_bucket(Bucket=bucket)
    s3.put_bucket_versioning(Bucket="code", VersioningConfiguration={"Status": "Enabled"})
    s3.put_object(Bucket="code", Key="app.zip", Body=archive("one"), Tagging="a=b", Metadata={"who": "me"})
    s3.put_object(Bucket="code", Key="app.zip", Body=archive("two"), ContentType="application/zip")
    s3.put_object(Bucket="code", Key="gone", Body=b"gone")
    s3.delete_object(Bucket="code", Key="gone")
    for key, completed in (("joined", True), ("parts", False)):
        upload = {"Bucket": "site", "Key": key}
        upload["UploadId"] = s3.create_multipart_upload(**upload)["UploadId"]
        tag = s3.upload_part(**upload, PartNumber=1, Body=b"part")["ETag"]
        if completed:
            s3.complete_multipart_upload(**upload, MultipartUpload={"Parts": [{"PartNumber": 1, "ETag": tag}]})


def pipelines(server):
    client = server.aws("codepipeline")
    gated = Pipeline(server, client, "gated", declaration("gated"))
    gated.token(gated.first)
    client.disable_stage_transition(
        pipelineName="gated", stageName="Deploy", transitionType="Inbound", reason="not now"
    )
    tags = {"resourceArn": "arn:aws:codepipeline:us-east-1:123456789012:gated"}
    client.tag_resource(**tags, tags=[{"key": "team", "value": "web"}])
    wanted = declaration("from-git", gate=False, pipelineType="V2", variables=[{"name": "WHO", "defaultValue": "x"}])
    settings = {"RepositoryName": "shop", "BranchName": "main"}
    wanted["stages"][0]["actions"] = [
        action(
            "Fetch",
            "Source",
            "CodeCommit",
            configuration=settings,
            outputArtifacts=[{"name": "SourceArtifact"}],
            namespace="Source",
        )
    ]
    wanted["stages"][1]["actions"][0]["configuration"]["ObjectKey"] = "#{variables.WHO}"
    done = Pipeline(server, client, "from-git", wanted)
    done.until(done.first, "Succeeded")
    done.until(done.start(clientRequestToken="once"), "Succeeded")


def builds(server, directory):
    project = Project(server, "unit")
    (directory / "runner").mkdir()
    command = [binary(), "runner", "--name", "census", "--work", str(directory / "runner")]
    environment = clean_environment(directory, **server.environment())
    runner = Process("runner", command, directory / "runner.log", environment).start()
    suite = "<testsuite name='T'><testcase name='p'/><testcase name='f'><failure message='m'/></testcase></testsuite>"
    reports = {"unit": {"files": ["r.xml"], "file-format": "JUNITXML"}}
    project.run(spec(build={"commands": [f'echo "{suite}" > r.xml', "echo built"]}, reports=reports))
    runner.stop()
    project.start(idempotencyToken="once")


def census(server) -> dict:
    """What the server says, call by call."""
    found = {}
    clients = {name: server.aws(name) for name in ("codebuild", "codedeploy", "codepipeline", "s3")}

    def ask(service, operation, **arguments):
        answer = getattr(clients[service], operation)(**arguments)
        answer.pop("ResponseMetadata")
        found[f"{operation} {json.dumps(arguments, sort_keys=True)}"] = answer
        return answer

    ask_deploy(lambda operation, **arguments: ask("codedeploy", operation, **arguments))
    ask_s3(lambda operation, **arguments: ask("s3", operation, **arguments))
    for pipeline in ask("codepipeline", "list_pipelines")["pipelines"]:
        name = pipeline["name"]
        ask("codepipeline", "get_pipeline", name=name)
        ask("codepipeline", "get_pipeline_state", name=name)
        ask("codepipeline", "list_action_executions", pipelineName=name)
        ask("codepipeline", "list_tags_for_resource", resourceArn=f"arn:aws:codepipeline:us-east-1:123456789012:{name}")
        executions = ask("codepipeline", "list_pipeline_executions", pipelineName=name)
        for execution in executions["pipelineExecutionSummaries"]:
            id = execution["pipelineExecutionId"]
            ask("codepipeline", "get_pipeline_execution", pipelineName=name, pipelineExecutionId=id)
    ask("codebuild", "batch_get_projects", names=ask("codebuild", "list_projects")["projects"])
    for build in ask("codebuild", "list_builds")["ids"]:
        ask("codebuild", "batch_get_builds", ids=[build])
        found[f"log {build}"] = server.towline("GetLogLines", {"id": build, "limit": 1000})["lines"]
    groups = ask("codebuild", "list_report_groups")["reportGroups"]
    ask("codebuild", "batch_get_report_groups", reportGroupArns=groups)
    reports = ask("codebuild", "list_reports")["reports"]
    ask("codebuild", "batch_get_reports", reportArns=reports)
    for report in reports:
        ask("codebuild", "describe_test_cases", reportArn=report)
    found["ListRepositories"] = server.towline("ListRepositories")
    # That it was restored, a server has on top of what the old one had.
    found["ListEvents"] = [event for event in server.events() if event["kind"] != "server.restored"]
    # As JSON, with the address of the server at hand taken out.
    return json.loads(json.dumps(found, default=str).replace(server.url, "http://server"))


def ask_deploy(ask):
    for name in ask("list_applications")["applications"]:
        ask("get_application", applicationName=name)
        ask("list_application_revisions", applicationName=name)
        ask("list_tags_for_resource", ResourceArn=f"arn:aws:codedeploy:us-east-1:123456789012:application:{name}")
        for group in ask("list_deployment_groups", applicationName=name)["deploymentGroups"]:
            ask("get_deployment_group", applicationName=name, deploymentGroupName=group)
    ask("list_deployment_configs")
    ask("get_deployment_config", deploymentConfigName="half")
    for deployment in ask("list_deployments")["deployments"]:
        ask("get_deployment", deploymentId=deployment)
        for target in ask("list_deployment_targets", deploymentId=deployment)["targetIds"]:
            ask("get_deployment_target", deploymentId=deployment, targetId=target)
    ask("batch_get_on_premises_instances", instanceNames=ask("list_on_premises_instances")["instanceNames"])


def ask_s3(ask):
    for bucket in [bucket["Name"] for bucket in ask("list_buckets")["Buckets"]]:
        ask("get_bucket_versioning", Bucket=bucket)
        for upload in ask("list_multipart_uploads", Bucket=bucket).get("Uploads", []):
            ask("list_parts", Bucket=bucket, Key=upload["Key"], UploadId=upload["UploadId"])
        for version in ask("list_object_versions", Bucket=bucket).get("Versions", []):
            place = {"Bucket": bucket, "Key": version["Key"], "VersionId": version["VersionId"]}
            ask("head_object", **place)
            ask("get_object_tagging", **place)


def going(found: dict) -> list:
    """Ids of what is under way."""
    ids = []
    for call, answer in found.items():
        if call.startswith("get_deployment {") and answer["deploymentInfo"]["status"] == "InProgress":
            ids.append(answer["deploymentInfo"]["deploymentId"])
        if call.startswith("get_pipeline_execution") and answer["pipelineExecution"]["status"] == "InProgress":
            ids.append(answer["pipelineExecution"]["pipelineExecutionId"])
        if call.startswith("batch_get_builds") and not answer["builds"][0]["buildComplete"]:
            ids.append(answer["builds"][0]["id"])
    return ids


def missing(old, new, at="") -> list:
    """What `old` has and `new` has not, or has otherwise; words for people aside."""
    if isinstance(old, dict) and isinstance(new, dict):
        keys = [key for key in old if key not in WORDS]
        absent = [f"{at}/{key}" for key in keys if key not in new]
        return absent + [found for key in keys if key in new for found in missing(old[key], new[key], f"{at}/{key}")]
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return [found for n, pair in enumerate(zip(old, new)) for found in missing(*pair, f"{at}/{n}")]
    return [] if old == new else [f"{at}: {old!r} became {new!r}"]
