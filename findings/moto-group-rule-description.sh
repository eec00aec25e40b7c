#!/usr/bin/env bash
# moto 5.2.5 tells the description of a rule that names a group in one listing and not in the other.
#
# DescribeSecurityGroups has it at the pair of group and account; DescribeSecurityGroupRules, of the same rule, has no Description.
# Terraform's rule resources are read from the second: after an import it plans to change every such rule. A rule that names a CIDR has
# its description in both.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/python"
"$folder/python/bin/pip" install -q "moto[ec2]==5.2.5"
"$folder/python/bin/python" - <<'PYTHON'
import boto3
from moto import mock_aws


@mock_aws
def listings():
    ec2 = boto3.client("ec2", region_name="eu-west-1", aws_access_key_id="none", aws_secret_access_key="none")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    web, db = (ec2.create_security_group(GroupName=name, Description=name, VpcId=vpc)["GroupId"] for name in ("web", "db"))
    permissions = [
        {"IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432, "UserIdGroupPairs": [{"GroupId": web, "Description": "from web"}]},
        {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "10.1.0.0/16", "Description": "from office"}]},
    ]
    ec2.authorize_security_group_ingress(GroupId=db, IpPermissions=permissions)
    group = ec2.describe_security_groups(GroupIds=[db])["SecurityGroups"][0]
    pairs = [pair.get("Description") for one in group["IpPermissions"] for pair in one["UserIdGroupPairs"]]
    rules = ec2.describe_security_group_rules(Filters=[{"Name": "group-id", "Values": [db]}])["SecurityGroupRules"]
    return pairs, {one["FromPort"]: one.get("Description") for one in rules if not one["IsEgress"]}


pairs, rules = listings()
print("describe-security-groups, the rule that names a group:", pairs)
print("describe-security-group-rules:", rules)
assert pairs == ["from web"], pairs
assert rules[22] == "from office" and not rules[5432], rules
PYTHON
echo "as seen: DescribeSecurityGroupRules lacks the description of a rule that names a group"
