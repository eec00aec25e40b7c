#!/usr/bin/env bash
# moto 5.2.5 drops the SecurityGroupEgress of a CloudFormation group.
#
# The group keeps the rule that lets everything out, where the template writes one egress rule and thereby, in AWS, replaces it. A test of
# least privilege against moto sees open egress that the stack does not have.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/python"
"$folder/python/bin/pip" install -q "moto[ec2,cloudformation]==5.2.5"
"$folder/python/bin/python" - <<'PYTHON'
import json

import boto3
from moto import mock_aws


@mock_aws
def group():
    own = dict(region_name="eu-west-1", aws_access_key_id="none", aws_secret_access_key="none")
    ec2 = boto3.client("ec2", **own)
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    egress = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": "10.0.0.0/8"}
    properties = {"GroupName": "app", "GroupDescription": "app", "VpcId": vpc, "SecurityGroupEgress": [egress]}
    template = {"Resources": {"Group": {"Type": "AWS::EC2::SecurityGroup", "Properties": properties}}}
    boto3.client("cloudformation", **own).create_stack(StackName="s", TemplateBody=json.dumps(template))
    groups = ec2.describe_security_groups(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["SecurityGroups"]
    return next(one for one in groups if one["GroupName"] != "default")


made = group()
rules = [(one["IpProtocol"], one.get("FromPort"), [cidr["CidrIp"] for cidr in one["IpRanges"]]) for one in made["IpPermissionsEgress"]]
print("name:", made["GroupName"], "egress:", rules)
assert made["GroupName"] == "app", made["GroupName"]
assert rules == [("-1", None, ["0.0.0.0/0"])], rules
PYTHON
echo "as seen: the group lets everything out, whatever its template says"
