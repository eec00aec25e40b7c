"""moto's server with CloudFormation's groups and rules as EC2 makes them: names, inline egress, egress rules, descriptions.

moto 5.2 drops descriptions and SecurityGroupEgress, and has no rule that names a prefix list.
"""
import sys, os
from moto.ec2.models import ec2_backends
from moto.ec2.models import security_groups as sg
from moto.core.common_models import CloudFormationModel


def permission(properties, key):
    peer = properties.get(f"{key}SecurityGroupId")
    groups = [{"GroupId": peer, "Description": properties.get("Description")}] if peer else []
    if peer and properties.get("SourceSecurityGroupOwnerId"):
        groups[0]["OwnerId"] = properties["SourceSecurityGroupOwnerId"]
    words = {"Description": properties["Description"]} if properties.get("Description") else {}
    ranges = [{name: properties[name], **words} for name in ("CidrIp", "CidrIpv6") if properties.get(name)]
    lists = [{"PrefixListId": properties[f"{key}PrefixListId"], **words}] if properties.get(f"{key}PrefixListId") else []
    if peer and words: groups[0].update(words)
    if peer and not words: groups[0].pop("Description", None)
    return ranges, groups, lists


def authorize(backend, group, direction, properties):
    ranges, groups, lists = permission(properties, "Destination" if direction == "egress" else "Source")
    assert ranges or groups or lists, properties
    if direction == "egress" and not getattr(group, "told", False):
        group.egress_rules = []
        group.told = True
    call = getattr(backend, f"authorize_security_group_{direction}")
    call(group.id, properties["IpProtocol"], properties.get("FromPort"), properties.get("ToPort"), ranges, {}, groups, lists)


def make_group(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
    properties = cloudformation_json["Properties"]
    backend = ec2_backends[account_id][region_name]
    group = backend.create_security_group(
        name=properties.get("GroupName") or resource_name, description=properties["GroupDescription"], vpc_id=properties.get("VpcId"))
    for tag in properties.get("Tags", []):
        group.add_tag(tag["Key"], tag["Value"])
    for direction in ("ingress", "egress"):
        for rule in properties.get(f"SecurityGroup{direction.capitalize()}", []):
            authorize(backend, group, direction, rule)
    return group


sg.SecurityGroup.create_from_cloudformation_json = classmethod(make_group)


def make_rule(direction, properties, account_id, region_name):
    backend = ec2_backends[account_id][region_name]
    group = backend.describe_security_groups(group_ids=[properties["GroupId"]])[0]
    authorize(backend, group, direction, properties)
    return group


sg.SecurityGroupIngress.create_from_cloudformation_json = classmethod(
    lambda cls, resource_name, cloudformation_json, account_id, region_name, **kwargs: cls(
        make_rule("ingress", cloudformation_json["Properties"], account_id, region_name), cloudformation_json["Properties"]))


class SecurityGroupEgress(CloudFormationModel):
    __module__ = "moto.ec2.mended"
    def __init__(self, group, properties):
        self.group, self.properties = group, properties

    @property
    def physical_resource_id(self):
        return f"rule-{id(self)}"

    @staticmethod
    def cloudformation_name_type():
        return ""

    @staticmethod
    def cloudformation_type():
        return "AWS::EC2::SecurityGroupEgress"

    @classmethod
    def create_from_cloudformation_json(cls, resource_name, cloudformation_json, account_id, region_name, **kwargs):
        properties = cloudformation_json["Properties"]
        return cls(make_rule("egress", properties, account_id, region_name), properties)


# Rules: EC2 tells -1 where a protocol has no ports, and keeps the description of every kind of peer.
made = sg.SecurityGroupRule.__init__


def make(self, ec2_backend, ip_protocol, group_id, from_port, to_port, *args, **kwargs):
    words = (args[2] or {}).get("Description") if len(args) > 2 else None
    has_range = str(ip_protocol).lower() in ("tcp", "6", "udp", "17", "icmp", "1", "icmpv6", "58")
    from_port, to_port = (from_port, to_port) if has_range and from_port is not None else (-1, -1)
    made(self, ec2_backend, ip_protocol, group_id, from_port, to_port, *args, **kwargs)
    if self.ip_protocol == "58": self.ip_protocol = "icmpv6"
    self.list_words = words


sg.SecurityGroupRule.__init__ = make
sg.SecurityGroupRule.description = property(
    lambda self: self.ip_range.get("Description") or self.source_group.get("Description") or self.list_words)

if __name__ == "__main__":
    from moto.server import main
    main(sys.argv[1:])
