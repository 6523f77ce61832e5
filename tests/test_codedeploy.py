"""CodeDeploy's resources as boto3 and the AWS CLI see them."""

import itertools
import json

import pytest
from botocore.exceptions import ClientError

ROLE = "arn:aws:iam::123456789012:role/CodeDeploy"
_numbers = itertools.count(1)


@pytest.fixture(scope="module")
def deploy(aws):
    return aws("codedeploy")


@pytest.fixture
def application(deploy):
    """A fresh application, by name."""
    name = f"app-{next(_numbers)}"
    deploy.create_application(applicationName=name)
    return name


def refused(code: str, call, **arguments) -> str:
    """The message of the refusal, which must have this code."""
    with pytest.raises(ClientError) as error:
        call(**arguments)
    answer = error.value.response
    assert answer["Error"]["Code"] == code
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 400
    return answer["Error"]["Message"]


def bundle(aws, key: str = "app.zip", bucket: str = "revisions") -> dict:
    """An object that exists, as a revision location."""
    s3 = aws("s3")
    if bucket not in [b["Name"] for b in s3.list_buckets()["Buckets"]]:
        s3.create_bucket(Bucket=bucket)
    tag = s3.put_object(Bucket=bucket, Key=key, Body=b"not looked into by the server")["ETag"]
    location = {"bucket": bucket, "key": key, "bundleType": "zip", "eTag": tag}
    return {"revisionType": "S3", "s3Location": location}


def group(deploy, application: str, name: str = "web", **settings) -> str:
    created = deploy.create_deployment_group(
        applicationName=application, deploymentGroupName=name, serviceRoleArn=ROLE, **settings
    )
    return created["deploymentGroupId"]


class TestApplications:
    def test_life(self, deploy):
        created = deploy.create_application(applicationName="life")["applicationId"]
        shown = deploy.get_application(applicationName="life")["application"]
        assert shown["applicationId"] == created
        assert shown["computePlatform"] == "Server"
        assert shown["linkedToGitHub"] is False
        deploy.update_application(applicationName="life", newApplicationName="life-2")
        assert deploy.get_application(applicationName="life-2")["application"]["applicationId"] == created
        message = refused("ApplicationDoesNotExistException", deploy.get_application, applicationName="life")
        assert message == "No application found for name: life"
        deploy.delete_application(applicationName="life-2")
        deploy.delete_application(applicationName="life-2")
        assert "life-2" not in deploy.list_applications()["applications"]

    def test_refusals(self, deploy, application):
        refused("ApplicationAlreadyExistsException", deploy.create_application, applicationName=application)
        refused("InvalidApplicationNameException", deploy.create_application, applicationName="a b")
        message = refused(
            "InvalidComputePlatformException", deploy.create_application, applicationName="x", computePlatform="ECS"
        )
        assert message == "Towline does not support the compute platform ECS yet"
        message = refused(
            "ApplicationDoesNotExistException", deploy.batch_get_applications, applicationNames=[application, "none"]
        )
        assert message == "Applications not found for 123456789012"

    def test_pages_of_more_than_a_hundred(self, deploy):
        names = [f"many-{n:03}" for n in range(105)]
        for name in names:
            deploy.create_application(applicationName=name)
        pages = list(deploy.get_paginator("list_applications").paginate())
        listed = [name for page in pages for name in page["applications"]]
        assert len(pages) > 1
        assert [name for name in listed if name.startswith("many-")] == names
        refused("InvalidNextTokenException", deploy.list_applications, nextToken="garbage")
        token = pages[0]["nextToken"]
        refused("InvalidNextTokenException", deploy.list_deployment_configs, nextToken=token)
        refused("BatchLimitExceededException", deploy.batch_get_applications, applicationNames=names)


class TestDeploymentGroups:
    def test_a_fresh_group(self, deploy, application):
        identifier = group(deploy, application)
        shown = deploy.get_deployment_group(applicationName=application, deploymentGroupName="web")
        info = shown["deploymentGroupInfo"]
        assert info["deploymentGroupId"] == identifier
        assert info["deploymentConfigName"] == "CodeDeployDefault.OneAtATime"
        assert info["autoScalingGroups"] == [] and info["triggerConfigurations"] == []
        assert info["onPremisesTagSet"] == {"onPremisesTagSetList": []}
        assert info["autoRollbackConfiguration"] == {"enabled": False}
        assert "targetRevision" not in info

    def test_update_absent_keeps_and_empty_clears(self, deploy, application):
        filters = [{"Key": "role", "Value": "web", "Type": "KEY_AND_VALUE"}]
        identifier = group(deploy, application, ec2TagFilters=filters, onPremisesInstanceTagFilters=filters)
        deploy.update_deployment_group(
            applicationName=application, currentDeploymentGroupName="web", newDeploymentGroupName="www", ec2TagFilters=[]
        )
        shown = deploy.get_deployment_group(applicationName=application, deploymentGroupName="www")
        info = shown["deploymentGroupInfo"]
        assert info["deploymentGroupId"] == identifier
        assert info["onPremisesInstanceTagFilters"] == filters
        assert "ec2TagFilters" not in info
        message = refused(
            "DeploymentGroupDoesNotExistException",
            deploy.get_deployment_group,
            applicationName=application,
            deploymentGroupName="web",
        )
        assert message == "No Deployment Group found for name: web"

    @pytest.mark.parametrize(
        "code, settings",
        [
            ("InvalidAutoScalingGroupException", {"autoScalingGroups": ["asg"]}),
            (
                "InvalidDeploymentStyleException",
                {"deploymentStyle": {"deploymentType": "BLUE_GREEN", "deploymentOption": "WITH_TRAFFIC_CONTROL"}},
            ),
            ("InvalidLoadBalancerInfoException", {"loadBalancerInfo": {"elbInfoList": [{"name": "lb"}]}}),
            ("InvalidAlarmConfigException", {"alarmConfiguration": {"enabled": True, "alarms": [{"name": "a"}]}}),
            ("InvalidECSServiceException", {"ecsServices": [{"serviceName": "s", "clusterName": "c"}]}),
            ("InvalidTriggerConfigException", {"triggerConfigurations": [{"triggerName": "t"}]}),
        ],
    )
    def test_what_is_not_supported_is_refused_by_name(self, deploy, application, code, settings):
        arguments = {"applicationName": application, "deploymentGroupName": "x", "serviceRoleArn": ROLE, **settings}
        assert "Towline does not support" in refused(code, deploy.create_deployment_group, **arguments)
        assert deploy.list_deployment_groups(applicationName=application)["deploymentGroups"] == []

    def test_refusals(self, deploy, application):
        base = {"applicationName": application, "deploymentGroupName": "x", "serviceRoleArn": ROLE}
        create = deploy.create_deployment_group
        refused("ApplicationDoesNotExistException", create, **base | {"applicationName": "none"})
        refused("DeploymentConfigDoesNotExistException", create, **base, deploymentConfigName="none")
        refused("RoleRequiredException", create, **base | {"serviceRoleArn": ""})
        refused("InvalidRoleException", create, **base | {"serviceRoleArn": "me"})
        rollback = {"enabled": True, "events": []}
        refused("InvalidAutoRollbackConfigException", create, **base, autoRollbackConfiguration=rollback)
        filters = [{"Key": "a", "Type": "KEY_ONLY"}]
        refused(
            "InvalidEC2TagCombinationException",
            create,
            **base,
            ec2TagFilters=filters,
            ec2TagSet={"ec2TagSetList": [filters]},
        )
        group(deploy, application, "x")
        refused("DeploymentGroupAlreadyExistsException", create, **base)

    def test_batch_describes_what_is_missing(self, deploy, application):
        group(deploy, application)
        answer = deploy.batch_get_deployment_groups(applicationName=application, deploymentGroupNames=["web", "none"])
        assert [info["deploymentGroupName"] for info in answer["deploymentGroupsInfo"]] == ["web"]
        assert "none" in answer["errorMessage"]


class TestDeploymentConfigs:
    def test_predefined(self, deploy):
        names = deploy.list_deployment_configs()["deploymentConfigsList"]
        assert len([name for name in names if name.startswith("CodeDeployDefault.")]) == 17

        def info(name):
            answer = deploy.get_deployment_config(deploymentConfigName=f"CodeDeployDefault.{name}")
            return answer["deploymentConfigInfo"]

        one = info("OneAtATime")
        assert one["minimumHealthyHosts"] == {"type": "MOST_CONCURRENCY", "value": 1}
        assert one["deploymentConfigId"] == "00000000-0000-0000-0000-000000000001"
        canary = info("ECSCanary10Percent15Minutes")["trafficRoutingConfig"]
        assert canary["timeBasedCanary"] == {"canaryPercentage": 10, "canaryInterval": 15}
        refused(
            "InvalidOperationException",
            deploy.delete_deployment_config,
            deploymentConfigName="CodeDeployDefault.AllAtOnce",
        )

    def test_custom(self, deploy, application):
        half = {"type": "FLEET_PERCENT", "value": 75}
        deploy.create_deployment_config(deploymentConfigName="most", minimumHealthyHosts=half)
        shown = deploy.get_deployment_config(deploymentConfigName="most")["deploymentConfigInfo"]
        assert shown["minimumHealthyHosts"] == half
        group(deploy, application, deploymentConfigName="most")
        refused("DeploymentConfigInUseException", deploy.delete_deployment_config, deploymentConfigName="most")
        deploy.delete_application(applicationName=application)
        deploy.delete_deployment_config(deploymentConfigName="most")
        deploy.delete_deployment_config(deploymentConfigName="most")

    @pytest.mark.parametrize("hosts", [None, {"type": "FLEET_PERCENT", "value": 100}, {"type": "MOST_CONCURRENCY", "value": 1}])
    def test_bad_minimums(self, deploy, hosts):
        given = {"minimumHealthyHosts": hosts} if hosts else {}
        refused(
            "InvalidMinimumHealthyHostValueException", deploy.create_deployment_config, deploymentConfigName="bad", **given
        )


class TestRevisions:
    def test_registered_and_found_by_every_member(self, deploy, aws, application):
        location = bundle(aws, "registered.zip")
        deploy.register_application_revision(applicationName=application, revision=location, description="first")
        found = deploy.get_application_revision(applicationName=application, revision=location)
        assert found["revisionInfo"]["description"] == "first"
        plain = {**location, "s3Location": {k: v for k, v in location["s3Location"].items() if k != "eTag"}}
        refused(
            "RevisionDoesNotExistException", deploy.get_application_revision, applicationName=application, revision=plain
        )
        listed = deploy.list_application_revisions(applicationName=application, sortBy="registerTime")["revisions"]
        assert [revision["s3Location"]["key"] for revision in listed] == ["registered.zip"]
        refused(
            "BucketNameFilterRequiredException",
            deploy.list_application_revisions,
            applicationName=application,
            s3KeyPrefix="x",
        )

    def test_what_hosts_cannot_install_is_refused(self, deploy, application):
        register = deploy.register_application_revision
        github = {"revisionType": "GitHub", "gitHubLocation": {"repository": "a/b", "commitId": "c" * 40}}
        assert "GitHub" in refused("InvalidRevisionException", register, applicationName=application, revision=github)
        message = refused("RevisionRequiredException", register, applicationName=application, revision={})
        assert message == "RevisionLocation must be specified"


class TestInstances:
    def test_life(self, deploy):
        arn = "arn:aws:iam::123456789012:user/AWS/CodeDeploy/box"
        deploy.register_on_premises_instance(instanceName="box", iamUserArn=arn)
        deploy.add_tags_to_on_premises_instances(tags=[{"Key": "a", "Value": "1"}, {"Key": "bare"}], instanceNames=["box"])
        info = deploy.get_on_premises_instance(instanceName="box")["instanceInfo"]
        assert info["iamUserArn"] == arn and "deregisterTime" not in info
        assert {tag["Key"] for tag in info["tags"]} == {"a", "bare"}
        register = deploy.register_on_premises_instance
        refused("InstanceNameAlreadyRegisteredException", register, instanceName="box", iamUserArn=arn + "2")
        refused("IamUserArnAlreadyRegisteredException", register, instanceName="box-2", iamUserArn=arn)
        refused("IamArnRequiredException", register, instanceName="box-2")
        filters = [{"Key": "a", "Value": "1", "Type": "KEY_AND_VALUE"}]
        assert deploy.list_on_premises_instances(tagFilters=filters)["instanceNames"] == ["box"]
        deploy.remove_tags_from_on_premises_instances(tags=[{"Key": "a", "Value": "other"}, {"Key": "bare"}], instanceNames=["box"])
        tags = deploy.get_on_premises_instance(instanceName="box")["instanceInfo"]["tags"]
        assert tags == [{"Key": "a", "Value": "1"}]
        for _ in range(2):
            deploy.deregister_on_premises_instance(instanceName="box")
        assert deploy.list_on_premises_instances(registrationStatus="Deregistered")["instanceNames"] == ["box"]
        deploy.register_on_premises_instance(instanceName="box-2", iamUserArn=arn)

    def test_tags_are_all_or_nothing(self, deploy):
        deploy.register_on_premises_instance(instanceName="whole", iamUserArn="arn:aws:iam::123456789012:user/whole")
        refused(
            "InstanceNotRegisteredException",
            deploy.add_tags_to_on_premises_instances,
            tags=[{"Key": "x", "Value": "y"}],
            instanceNames=["whole", "nobody"],
        )
        assert deploy.get_on_premises_instance(instanceName="whole")["instanceInfo"]["tags"] == []


def test_tags_have_capital_members(deploy, application):
    arn = f"arn:aws:codedeploy:us-east-1:123456789012:application:{application}"
    deploy.tag_resource(ResourceArn=arn, Tags=[{"Key": "team", "Value": "web"}, {"Key": "x", "Value": ""}])
    deploy.untag_resource(ResourceArn=arn, TagKeys=["x", "unknown"])
    assert deploy.list_tags_for_resource(ResourceArn=arn)["Tags"] == [{"Key": "team", "Value": "web"}]
    refused("InvalidArnException", deploy.list_tags_for_resource, ResourceArn="arn:aws:s3:::b")
    deploy.update_application(applicationName=application, newApplicationName=f"{application}-renamed")
    assert deploy.list_tags_for_resource(ResourceArn=f"{arn}-renamed")["Tags"] == [{"Key": "team", "Value": "web"}]


class TestDeployments:
    def test_late_failures_are_the_deployments(self, deploy, aws, application):
        group(deploy, application)
        names = {"applicationName": application, "deploymentGroupName": "web"}
        nobody = deploy.create_deployment(**names, revision=bundle(aws))["deploymentId"]
        info = deploy.get_deployment(deploymentId=nobody)["deploymentInfo"]
        assert info["status"] == "Failed"
        assert info["errorInformation"]["code"] == "NO_INSTANCES"
        assert info["errorInformation"]["message"].startswith(
            "The deployment failed because no instances were found for your deployment group."
        )
        location = bundle(aws)
        location["s3Location"]["key"] = "missing.zip"
        missing = deploy.create_deployment(**names, revision=location)["deploymentId"]
        info = deploy.get_deployment(deploymentId=missing)["deploymentInfo"]
        assert info["errorInformation"]["code"] == "REVISION_MISSING"
        assert "missing.zip" in info["errorInformation"]["message"]
        assert deploy.list_deployments(**names)["deployments"] == [missing, nobody]
        assert deploy.list_deployments(**names, includeOnlyStatuses=["Succeeded"])["deployments"] == []
        shown = deploy.get_deployment_group(**names)["deploymentGroupInfo"]
        assert shown["lastAttemptedDeployment"]["deploymentId"] == missing
        registered = deploy.get_application_revision(applicationName=application, revision=location)
        description = registered["revisionInfo"]["description"]
        assert description == f"Application revision registered by Deployment ID: {missing}"

    def test_refusals(self, deploy, aws, application):
        group(deploy, application)
        base = {"applicationName": application, "deploymentGroupName": "web", "revision": bundle(aws)}
        create = deploy.create_deployment

        def without(member):
            return {key: value for key, value in base.items() if key != member}

        refused("DeploymentGroupNameRequiredException", create, **without("deploymentGroupName"))
        assert refused("RevisionRequiredException", create, **without("revision")) == "RevisionLocation must be specified"
        refused("DeploymentGroupDoesNotExistException", create, **base | {"deploymentGroupName": "none"})
        refused("DescriptionTooLongException", create, **base, description="x" * 257)
        refused("InvalidFileExistsBehaviorException", create, **base, fileExistsBehavior="KEEP")
        refused(
            "InvalidComputePlatformException", create, **base, deploymentConfigName="CodeDeployDefault.LambdaAllAtOnce"
        )
        refused("DeploymentConfigDoesNotExistException", create, **base, deploymentConfigName="none")
        refused("InvalidDeploymentIdException", deploy.get_deployment, deploymentId="d-x")
        refused("DeploymentDoesNotExistException", deploy.get_deployment, deploymentId="d-000000000")
        refused("DeploymentDoesNotExistException", deploy.stop_deployment, deploymentId="d-000000000")


def test_the_cli_pushes_and_registers(cli, deploy, aws, application, tmp_path):
    source = tmp_path / "bundle"
    source.mkdir()
    (source / "appspec.yml").write_text("version: 0.0\nos: linux\n")
    aws("s3").create_bucket(Bucket="pushed")
    cli(
        "deploy", "push", "--application-name", application, "--source", str(source),
        "--s3-location", "s3://pushed/app.zip",
    )  # fmt: skip
    listed = json.loads(cli("deploy", "list-application-revisions", "--application-name", application).stdout)
    assert [revision["s3Location"]["key"] for revision in listed["revisions"]] == ["app.zip"]
    arn = "arn:aws:iam::123456789012:user/cli-box"
    cli(
        "deploy", "register", "--instance-name", "cli-box", "--iam-user-arn", arn, "--tags", "Key=a,Value=b",
        "--region", "us-east-1",
    )  # fmt: skip
    tags = deploy.get_on_premises_instance(instanceName="cli-box")["instanceInfo"]["tags"]
    assert tags == [{"Key": "a", "Value": "b"}]
