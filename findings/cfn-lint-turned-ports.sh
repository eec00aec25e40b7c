#!/usr/bin/env bash
# cfn-lint 1.58.0 says nothing of a security group rule whose first port is greater than its last.
#
# EC2 refuses such a rule when it is made (InvalidParameterValue), so that the stack fails and rolls back. cfn-lint looks at these very
# members otherwise: it says that tcp lacks ports, and that ports beside protocol -1 are ignored.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/python"
"$folder/python/bin/pip" install -q "cfn-lint==1.58.0"
template() {
    cat <<YAML
AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Group:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: ports in the wrong order
      VpcId: vpc-0123456789abcdef0
      SecurityGroupIngress:
        - {$1, CidrIp: 10.0.0.0/8}
YAML
}
template "IpProtocol: tcp" >"$folder/lacking.yaml"
template "IpProtocol: tcp, FromPort: 5433, ToPort: 5432" >"$folder/turned.yaml"
lacking=$("$folder/python/bin/cfn-lint" "$folder/lacking.yaml") && status=0 || status=$?
echo "ports lacking: exit $status: $(head -1 <<<"$lacking")"
[ "$status" -ne 0 ]
turned=$("$folder/python/bin/cfn-lint" "$folder/turned.yaml") && status=0 || status=$?
echo "ports turned: exit $status: ${turned:-nothing said}"
[ "$status" -eq 0 ] && [ -z "$turned" ]
echo "as seen: a range from 5433 to 5432 passes"
