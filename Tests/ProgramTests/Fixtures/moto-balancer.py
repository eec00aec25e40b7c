"""Makes load balancers in a moto server through its API: one of each generation in front of two instances and an address.

moto makes no interfaces for load balancers: they are made here, with AWS's description of them.
"""

import sys

import boto3

endpoint, region = sys.argv[1:]


def client(service):
    return boto3.client(
        service, endpoint_url=endpoint, region_name=region, aws_access_key_id="x", aws_secret_access_key="y"
    )


ec2, elbv2, elb = client("ec2"), client("elbv2"), client("elb")
vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]


def subnet(block, zone):
    made = ec2.create_subnet(VpcId=vpc, CidrBlock=block, AvailabilityZone=region + zone)
    return made["Subnet"]["SubnetId"]


def group(name, *permissions):
    own = ec2.create_security_group(GroupName=name, Description=name, VpcId=vpc)["GroupId"]
    for port, peers in permissions:
        ec2.authorize_security_group_ingress(
            GroupId=own, IpPermissions=[{"IpProtocol": "tcp", "FromPort": port, "ToPort": port, **peers}]
        )
    return own


def interface(where, address, carried, description):
    made = ec2.create_network_interface(
        SubnetId=where, PrivateIpAddress=address, Groups=[carried], Description=description
    )
    return made["NetworkInterface"]["NetworkInterfaceId"]


def node(arn, where, address, carried):
    allocation = ec2.allocate_address(Domain="vpc")["AllocationId"]
    own = interface(where, address, carried, "ELB " + arn.split("loadbalancer/")[-1])
    ec2.associate_address(AllocationId=allocation, NetworkInterfaceId=own)


gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
main = ec2.describe_route_tables(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["RouteTables"][0]["RouteTableId"]
ec2.create_route(RouteTableId=main, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
first, second, inner = subnet("10.0.1.0/24", "a"), subnet("10.0.2.0/24", "b"), subnet("10.0.11.0/24", "a")

everybody = {"IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
front = group("front", (443, everybody), (80, everybody))
web = group("web", (8080, {"UserIdGroupPairs": [{"GroupId": front}]}))
api = group("api", (9000, {"IpRanges": [{"CidrIp": "10.0.1.0/24"}]}))
instances = [
    made["InstanceId"]
    for made in ec2.run_instances(
        ImageId="ami-12345678", MinCount=2, MaxCount=2, SubnetId=inner, SecurityGroupIds=[web]
    )["Instances"]
]
interface(inner, "10.0.11.20", api, "api")


def balancer(name, kind, groups):
    made = elbv2.create_load_balancer(
        Name=name, Type=kind, Scheme="internet-facing", Subnets=[first, second], **groups
    )
    return made["LoadBalancers"][0]["LoadBalancerArn"]


def targets(name, protocol, port, kind, ids):
    made = elbv2.create_target_group(Name=name, Protocol=protocol, Port=port, VpcId=vpc, TargetType=kind)
    arn = made["TargetGroups"][0]["TargetGroupArn"]
    elbv2.register_targets(TargetGroupArn=arn, Targets=[{"Id": own} for own in ids])
    return arn


def listener(arn, protocol, port, action):
    made = elbv2.create_listener(LoadBalancerArn=arn, Protocol=protocol, Port=port, DefaultActions=[action])
    return made["Listeners"][0]["ListenerArn"]


def forward(arn):
    return {"Type": "forward", "TargetGroupArn": arn}


shop = balancer("shop", "application", {"SecurityGroups": [front]})
node(shop, first, "10.0.1.10", front)
node(shop, second, "10.0.2.10", front)
https = listener(shop, "HTTP", 443, forward(targets("shop-web", "HTTP", 8080, "instance", instances)))
elbv2.create_rule(
    ListenerArn=https,
    Priority=10,
    Conditions=[{"Field": "path-pattern", "Values": ["/api/*"]}],
    Actions=[forward(targets("shop-api", "HTTP", 9000, "ip", ["10.0.11.20"]))],
)
redirect = {"Protocol": "HTTPS", "Port": "443", "StatusCode": "HTTP_301"}
listener(shop, "HTTP", 80, {"Type": "redirect", "RedirectConfig": redirect})

wire = balancer("wire", "network", {"SecurityGroups": [front]})
node(wire, first, "10.0.1.11", front)
node(wire, second, "10.0.2.11", front)
listener(wire, "TCP", 443, forward(targets("wire-web", "TCP", 8080, "instance", instances)))

elb.create_load_balancer(
    LoadBalancerName="old",
    Subnets=[first],
    SecurityGroups=[front],
    Listeners=[{"Protocol": "HTTP", "LoadBalancerPort": 80, "InstanceProtocol": "HTTP", "InstancePort": 8080}],
)
elb.register_instances_with_load_balancer(LoadBalancerName="old", Instances=[{"InstanceId": own} for own in instances])
node("old", first, "10.0.1.12", front)
