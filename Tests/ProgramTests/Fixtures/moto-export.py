"""Makes groups in a moto server through its API, without what moto forgets: descriptions of rules that name a group."""

import sys

import boto3

endpoint, region = sys.argv[1:]
ec2 = boto3.client(
    "ec2", endpoint_url=endpoint, region_name=region, aws_access_key_id="x", aws_secret_access_key="y"
)
vpc = ec2.create_vpc(CidrBlock="10.7.0.0/16")["Vpc"]["VpcId"]
subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.7.1.0/24")["Subnet"]["SubnetId"]
office = ec2.create_managed_prefix_list(
    PrefixListName="office", MaxEntries=2, AddressFamily="IPv4", Entries=[{"Cidr": "203.0.113.0/24"}]
)["PrefixList"]["PrefixListId"]


def group(name):
    return ec2.create_security_group(GroupName=name, Description=name, VpcId=vpc)["GroupId"]


def permission(port, **peers):
    return [{"IpProtocol": "tcp", "FromPort": port, "ToPort": port, **peers}]


web, database = group("shop-web"), group("shop-database")
ec2.authorize_security_group_ingress(
    GroupId=web, IpPermissions=permission(443, IpRanges=[{"CidrIp": "0.0.0.0/0", "Description": "everybody"}])
)
ec2.authorize_security_group_ingress(
    GroupId=web, IpPermissions=permission(22, PrefixListIds=[{"PrefixListId": office, "Description": "the office"}])
)
ec2.authorize_security_group_ingress(
    GroupId=database, IpPermissions=permission(5432, UserIdGroupPairs=[{"GroupId": web}])
)
for name, address, carried in [("web-1", "10.7.1.10", web), ("database-1", "10.7.1.20", database)]:
    ec2.create_network_interface(SubnetId=subnet, PrivateIpAddress=address, Description=name, Groups=[carried])
