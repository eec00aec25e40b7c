// Security groups of hard, written by sgscope.
// left out, a default group, which AWS makes: default (sg-00000000000000006)
// left out, the tag aws:cloudformation:stack-name says that AWS or a controller manages it: of-a-stack (sg-00000000000000007)
// left out, the tag elbv2.k8s.aws/cluster says that AWS or a controller manages it: k8s-shared (sg-00000000000000008)
// no import: 1 of 25 rules has no id in the input, and would be made a second time; aws ec2 describe-security-group-rules tells the ids

// The option import takes over what is there; once that is done it is taken out.

import * as aws from "@pulumi/aws";

export interface SecurityGroupOutputs {
  securityGroup: aws.ec2.SecurityGroup;
  n1passwordSecurityGroup: aws.ec2.SecurityGroup;
  protocolsSecurityGroup: aws.ec2.SecurityGroup;
  webAppVpc0aaa1111SecurityGroup: aws.ec2.SecurityGroup;
  webAppVpc0bbb2222SecurityGroup: aws.ec2.SecurityGroup;
  webAppSecurityGroup: aws.ec2.SecurityGroup;
}

const securityGroup = new aws.ec2.SecurityGroup("group", {
  name: "${*}",
  description: "a name without letters",
  vpcId: "vpc-0aaa1111", // main
}, { import: "sg-00000000000000005" });

const n1passwordSecurityGroup = new aws.ec2.SecurityGroup("n-1password", {
  name: "1password",
  description: "begins with a digit, lets nothing out",
  vpcId: "vpc-0aaa1111", // main
}, { import: "sg-00000000000000004" });

const protocolsSecurityGroup = new aws.ec2.SecurityGroup("protocols", {
  name: "protocols",
  description: "every kind of traffic",
  vpcId: "vpc-0aaa1111", // main
}, { import: "sg-00000000000000009" });

const webAppVpc0aaa1111SecurityGroup = new aws.ec2.SecurityGroup("web-app-vpc-0aaa1111", {
  name: "web app",
  description: "the front ${door}, 100%{of} it",
  vpcId: "vpc-0aaa1111", // main
  tags: {
    "Name": "front door",
    "cost:center": "${x} and %{y}",
    "note": "a \"quote\" and a \\",
  },
}, { import: "sg-00000000000000001" });

const webAppVpc0bbb2222SecurityGroup = new aws.ec2.SecurityGroup("web-app-vpc-0bbb2222", {
  name: "web app",
  description: "the same name in another VPC",
  vpcId: "vpc-0bbb2222",
}, { import: "sg-00000000000000003" });

const webAppSecurityGroup = new aws.ec2.SecurityGroup("web-app", {
  name: "web-app",
  description: "the one behind",
  vpcId: "vpc-0aaa1111", // main
}, { import: "sg-00000000000000002" });

new aws.vpc.SecurityGroupIngressRule("group-ingress-tcp-10-0-0-0-8", {
  securityGroupId: securityGroup.id,
  ipProtocol: "tcp",
  fromPort: 0,
  toPort: 65535,
  cidrIpv4: "10.0.0.0/8",
}, { import: "sgr-0000000000000000f" });

new aws.vpc.SecurityGroupEgressRule("group-egress-tcp-443-1password", {
  securityGroupId: securityGroup.id,
  ipProtocol: "tcp",
  fromPort: 443,
  toPort: 443,
  referencedSecurityGroupId: n1passwordSecurityGroup.id,
}, { import: "sgr-00000000000000010" });

new aws.vpc.SecurityGroupIngressRule("n-1password-ingress-tcp-443", {
  securityGroupId: n1passwordSecurityGroup.id,
  ipProtocol: "tcp",
  fromPort: 443,
  toPort: 443,
  referencedSecurityGroupId: securityGroup.id,
}, { import: "sgr-0000000000000000e" });

new aws.vpc.SecurityGroupIngressRule("protocols-ingress-icmp-10-0-0-0-8", {
  securityGroupId: protocolsSecurityGroup.id,
  ipProtocol: "icmp",
  cidrIpv4: "10.0.0.0/8",
}, { import: "sgr-00000000000000015" });

new aws.vpc.SecurityGroupIngressRule("protocols-ingress-icmp-3-4-10-1-0-0-16", {
  securityGroupId: protocolsSecurityGroup.id,
  ipProtocol: "icmp",
  fromPort: 3,
  toPort: 4,
  cidrIpv4: "10.1.0.0/16",
}, { import: "sgr-00000000000000016" });

new aws.vpc.SecurityGroupIngressRule("protocols-ingress-icmp-8-anywhere", {
  securityGroupId: protocolsSecurityGroup.id,
  description: "ping",
  ipProtocol: "icmp",
  fromPort: 8,
  cidrIpv4: "0.0.0.0/0",
}, { import: "sgr-00000000000000014" });

new aws.vpc.SecurityGroupIngressRule("protocols-ingress-udp-53-192-0-2-7-32", {
  securityGroupId: protocolsSecurityGroup.id,
  ipProtocol: "udp",
  fromPort: 53,
  toPort: 53,
  cidrIpv4: "192.0.2.7/32",
}, { import: "sgr-0000000000000001a" });

new aws.vpc.SecurityGroupIngressRule("protocols-ingress-esp-192-0-2-0-24", {
  securityGroupId: protocolsSecurityGroup.id,
  ipProtocol: "50",
  cidrIpv4: "192.0.2.0/24",
}, { import: "sgr-00000000000000018" });

new aws.vpc.SecurityGroupIngressRule("protocols-ingress-icmpv6-2001-db8-32", {
  securityGroupId: protocolsSecurityGroup.id,
  ipProtocol: "icmpv6",
  cidrIpv6: "2001:db8::/32",
}, { import: "sgr-00000000000000017" });

new aws.vpc.SecurityGroupIngressRule("protocols-ingress-proto-99-192-0-2-0-24", {
  securityGroupId: protocolsSecurityGroup.id,
  ipProtocol: "99",
  cidrIpv4: "192.0.2.0/24",
}, { import: "sgr-00000000000000019" });

new aws.vpc.SecurityGroupEgressRule("protocols-egress-all-anywhere", {
  securityGroupId: protocolsSecurityGroup.id,
  ipProtocol: "-1",
  cidrIpv4: "0.0.0.0/0",
}, { import: "sgr-0000000000000001c" });

new aws.vpc.SecurityGroupEgressRule("protocols-egress-all-anywhere-ipv6", {
  securityGroupId: protocolsSecurityGroup.id,
  ipProtocol: "-1",
  cidrIpv6: "::/0",
}, { import: "sgr-0000000000000001b" });

new aws.vpc.SecurityGroupIngressRule("web-app-vpc-0aaa1111-ingress-all-web-app-vpc-0aaa1111", {
  securityGroupId: webAppVpc0aaa1111SecurityGroup.id,
  description: "among themselves",
  ipProtocol: "-1",
  referencedSecurityGroupId: webAppVpc0aaa1111SecurityGroup.id,
}, { import: "sgr-00000000000000003" });

new aws.vpc.SecurityGroupIngressRule("web-app-vpc-0aaa1111-ingress-tcp-443-anywhere", {
  securityGroupId: webAppVpc0aaa1111SecurityGroup.id,
  description: "costs ${money}, 100%{now}, and $${both}",
  ipProtocol: "tcp",
  fromPort: 443,
  toPort: 443,
  cidrIpv4: "0.0.0.0/0",
}, { import: "sgr-00000000000000001" });

new aws.vpc.SecurityGroupIngressRule("web-app-vpc-0aaa1111-ingress-tcp-443-anywhere-ipv6", {
  securityGroupId: webAppVpc0aaa1111SecurityGroup.id,
  ipProtocol: "tcp",
  fromPort: 443,
  toPort: 443,
  cidrIpv6: "::/0",
}, { import: "sgr-00000000000000002" });

new aws.vpc.SecurityGroupIngressRule("web-app-vpc-0aaa1111-ingress-tcp-8080-8090-web-app", {
  securityGroupId: webAppVpc0aaa1111SecurityGroup.id,
  description: "back",
  ipProtocol: "tcp",
  fromPort: 8080,
  toPort: 8090,
  referencedSecurityGroupId: webAppSecurityGroup.id,
  tags: { "owner": "web ${team}" },
}, { import: "sgr-00000000000000004" });

new aws.vpc.SecurityGroupEgressRule("web-app-vpc-0aaa1111-egress-all-anywhere", {
  securityGroupId: webAppVpc0aaa1111SecurityGroup.id,
  ipProtocol: "-1",
  cidrIpv4: "0.0.0.0/0",
}, { import: "sgr-00000000000000006" });

new aws.vpc.SecurityGroupEgressRule("web-app-vpc-0aaa1111-egress-tcp-8080-8090-web-app", {
  securityGroupId: webAppVpc0aaa1111SecurityGroup.id,
  ipProtocol: "tcp",
  fromPort: 8080,
  toPort: 8090,
  referencedSecurityGroupId: webAppSecurityGroup.id,
}, { import: "sgr-00000000000000005" });

new aws.vpc.SecurityGroupIngressRule("web-app-vpc-0bbb2222-ingress-tcp-443-web-app-vpc-0aaa1111", {
  securityGroupId: webAppVpc0bbb2222SecurityGroup.id,
  description: "over a peering",
  ipProtocol: "tcp",
  fromPort: 443,
  toPort: 443,
  referencedSecurityGroupId: webAppVpc0aaa1111SecurityGroup.id,
}, { import: "sgr-0000000000000000c" });

new aws.vpc.SecurityGroupEgressRule("web-app-vpc-0bbb2222-egress-all-anywhere", {
  securityGroupId: webAppVpc0bbb2222SecurityGroup.id,
  ipProtocol: "-1",
  cidrIpv4: "0.0.0.0/0",
});

new aws.vpc.SecurityGroupIngressRule("web-app-ingress-tcp-22-210987654321-sg-0far0000000000001", {
  securityGroupId: webAppSecurityGroup.id,
  description: "the other account's bastion",
  ipProtocol: "tcp",
  fromPort: 22,
  toPort: 22,
  referencedSecurityGroupId: "210987654321/sg-0far0000000000001", // sg-0far0000000000001 is of account 210987654321
}, { import: "sgr-00000000000000008" });

new aws.vpc.SecurityGroupIngressRule("web-app-ingress-tcp-22-sg-00000000000000006", {
  securityGroupId: webAppSecurityGroup.id,
  description: "a default group",
  ipProtocol: "tcp",
  fromPort: 22,
  toPort: 22,
  referencedSecurityGroupId: "sg-00000000000000006", // sg-00000000000000006 is default, which is not written here
}, { import: "sgr-0000000000000000a" });

new aws.vpc.SecurityGroupIngressRule("web-app-ingress-tcp-22-sg-0gone000000000001", {
  securityGroupId: webAppSecurityGroup.id,
  description: "not in the input",
  ipProtocol: "tcp",
  fromPort: 22,
  toPort: 22,
  referencedSecurityGroupId: "sg-0gone000000000001", // sg-0gone000000000001 is not written here
}, { import: "sgr-00000000000000009" });

new aws.vpc.SecurityGroupIngressRule("web-app-ingress-tcp-8080-8090-web-app-vpc-0aaa1111", {
  securityGroupId: webAppSecurityGroup.id,
  ipProtocol: "tcp",
  fromPort: 8080,
  toPort: 8090,
  referencedSecurityGroupId: webAppVpc0aaa1111SecurityGroup.id,
}, { import: "sgr-00000000000000007" });

new aws.vpc.SecurityGroupEgressRule("web-app-egress-tcp-443-pl-0123456789abcdef0", {
  securityGroupId: webAppSecurityGroup.id,
  description: "S3",
  ipProtocol: "tcp",
  fromPort: 443,
  toPort: 443,
  prefixListId: "pl-0123456789abcdef0", // pl-0123456789abcdef0 is com.amazonaws.eu-west-1.s3
}, { import: "sgr-0000000000000000b" });

export const securityGroups: SecurityGroupOutputs = {
  securityGroup,
  n1passwordSecurityGroup,
  protocolsSecurityGroup,
  webAppVpc0aaa1111SecurityGroup,
  webAppVpc0bbb2222SecurityGroup,
  webAppSecurityGroup,
};
