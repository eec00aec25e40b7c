// Security groups of example, written by sgscope.

// The option import takes over what is there; once that is done it is taken out.

import * as aws from "@pulumi/aws";

export interface SecurityGroupOutputs {
  albSecurityGroup: aws.ec2.SecurityGroup;
  ecsApiSecurityGroup: aws.ec2.SecurityGroup;
  ecsRealtimeSecurityGroup: aws.ec2.SecurityGroup;
  ecsWorkersSecurityGroup: aws.ec2.SecurityGroup;
  rdsSecurityGroup: aws.ec2.SecurityGroup;
  redisSecurityGroup: aws.ec2.SecurityGroup;
}

const albSecurityGroup = new aws.ec2.SecurityGroup("chat-dev-alb-sg", {
  name: "chat-dev-alb-sg",
  description: "Security group for Application Load Balancer",
  vpcId: "vpc-39fe02a08398529e4", // chat-dev-vpc
  tags: {
    "Environment": "dev",
    "ManagedBy": "terraform",
    "Name": "chat-dev-alb-sg",
    "Project": "chat",
  },
}, { import: "sg-d04e9420348ae5fda" });

const ecsApiSecurityGroup = new aws.ec2.SecurityGroup("chat-dev-ecs-api-sg", {
  name: "chat-dev-ecs-api-sg",
  description: "Security group for ECS API service",
  vpcId: "vpc-39fe02a08398529e4", // chat-dev-vpc
  tags: {
    "Environment": "dev",
    "ManagedBy": "terraform",
    "Name": "chat-dev-ecs-api-sg",
    "Project": "chat",
  },
}, { import: "sg-f0098bf1dca3fcaa9" });

const ecsRealtimeSecurityGroup = new aws.ec2.SecurityGroup("chat-dev-ecs-realtime-sg", {
  name: "chat-dev-ecs-realtime-sg",
  description: "Security group for ECS Realtime service (Socket.IO)",
  vpcId: "vpc-39fe02a08398529e4", // chat-dev-vpc
  tags: {
    "Environment": "dev",
    "ManagedBy": "terraform",
    "Name": "chat-dev-ecs-realtime-sg",
    "Project": "chat",
  },
}, { import: "sg-1ba11cc5f489fc05f" });

const ecsWorkersSecurityGroup = new aws.ec2.SecurityGroup("chat-dev-ecs-workers-sg", {
  name: "chat-dev-ecs-workers-sg",
  description: "Security group for ECS Workers service (SQS consumers)",
  vpcId: "vpc-39fe02a08398529e4", // chat-dev-vpc
  tags: {
    "Environment": "dev",
    "ManagedBy": "terraform",
    "Name": "chat-dev-ecs-workers-sg",
    "Project": "chat",
  },
}, { import: "sg-84bd1732e947fe743" });

const rdsSecurityGroup = new aws.ec2.SecurityGroup("chat-dev-rds-sg", {
  name: "chat-dev-rds-sg",
  description: "Security group for RDS PostgreSQL",
  vpcId: "vpc-39fe02a08398529e4", // chat-dev-vpc
  tags: {
    "Environment": "dev",
    "ManagedBy": "terraform",
    "Name": "chat-dev-rds-sg",
    "Project": "chat",
  },
}, { import: "sg-e9ec91ed1f04d6569" });

const redisSecurityGroup = new aws.ec2.SecurityGroup("chat-dev-redis-sg", {
  name: "chat-dev-redis-sg",
  description: "Security group for ElastiCache Redis",
  vpcId: "vpc-39fe02a08398529e4", // chat-dev-vpc
  tags: {
    "Environment": "dev",
    "ManagedBy": "terraform",
    "Name": "chat-dev-redis-sg",
    "Project": "chat",
  },
}, { import: "sg-8f5488b18028a100d" });

new aws.vpc.SecurityGroupIngressRule("chat-dev-alb-sg-ingress-tcp-80-anywhere", {
  securityGroupId: albSecurityGroup.id,
  description: "HTTP from internet (redirect to HTTPS)",
  ipProtocol: "tcp",
  fromPort: 80,
  toPort: 80,
  cidrIpv4: "0.0.0.0/0",
}, { import: "sgr-d83d77532309490fb" });

new aws.vpc.SecurityGroupIngressRule("chat-dev-alb-sg-ingress-tcp-443-anywhere", {
  securityGroupId: albSecurityGroup.id,
  description: "HTTPS from internet",
  ipProtocol: "tcp",
  fromPort: 443,
  toPort: 443,
  cidrIpv4: "0.0.0.0/0",
}, { import: "sgr-fcfd65280420d3591" });

new aws.vpc.SecurityGroupEgressRule("chat-dev-alb-sg-egress-all-anywhere", {
  securityGroupId: albSecurityGroup.id,
  description: "Allow all outbound",
  ipProtocol: "-1",
  cidrIpv4: "0.0.0.0/0",
}, { import: "sgr-94e75d86c260cd12b" });

new aws.vpc.SecurityGroupIngressRule("chat-dev-ecs-api-sg-ingress-tcp-3001-chat-dev-alb-sg", {
  securityGroupId: ecsApiSecurityGroup.id,
  description: "HTTP from ALB",
  ipProtocol: "tcp",
  fromPort: 3001,
  toPort: 3001,
  referencedSecurityGroupId: albSecurityGroup.id,
}, { import: "sgr-c9fb2315092b59165" });

new aws.vpc.SecurityGroupEgressRule("chat-dev-ecs-api-sg-egress-all-anywhere", {
  securityGroupId: ecsApiSecurityGroup.id,
  description: "Allow outbound for AWS services and external APIs",
  ipProtocol: "-1",
  cidrIpv4: "0.0.0.0/0",
}, { import: "sgr-1768147b6a5571e04" });

new aws.vpc.SecurityGroupIngressRule("chat-dev-ecs-realtime-sg-ingress-tcp-3002-chat-dev-alb-sg", {
  securityGroupId: ecsRealtimeSecurityGroup.id,
  description: "HTTP/WebSocket from ALB",
  ipProtocol: "tcp",
  fromPort: 3002,
  toPort: 3002,
  referencedSecurityGroupId: albSecurityGroup.id,
}, { import: "sgr-d9566b31173db9355" });

new aws.vpc.SecurityGroupEgressRule("chat-dev-ecs-realtime-sg-egress-all-anywhere", {
  securityGroupId: ecsRealtimeSecurityGroup.id,
  description: "Allow outbound for AWS services and external APIs",
  ipProtocol: "-1",
  cidrIpv4: "0.0.0.0/0",
}, { import: "sgr-7ef63993860426305" });

new aws.vpc.SecurityGroupEgressRule("chat-dev-ecs-workers-sg-egress-all-anywhere", {
  securityGroupId: ecsWorkersSecurityGroup.id,
  description: "Allow outbound for SQS, RDS, Redis, push services",
  ipProtocol: "-1",
  cidrIpv4: "0.0.0.0/0",
}, { import: "sgr-8177ba6d90fea35e7" });

new aws.vpc.SecurityGroupIngressRule("chat-dev-rds-sg-ingress-tcp-5432-chat-dev-ecs-api-sg", {
  securityGroupId: rdsSecurityGroup.id,
  description: "PostgreSQL from ECS API",
  ipProtocol: "tcp",
  fromPort: 5432,
  toPort: 5432,
  referencedSecurityGroupId: ecsApiSecurityGroup.id,
}, { import: "sgr-3b5c224deac16f370" });

new aws.vpc.SecurityGroupIngressRule("chat-dev-rds-sg-ingress-tcp-5432-chat-dev-ecs-realtime-sg", {
  securityGroupId: rdsSecurityGroup.id,
  description: "PostgreSQL from ECS Realtime",
  ipProtocol: "tcp",
  fromPort: 5432,
  toPort: 5432,
  referencedSecurityGroupId: ecsRealtimeSecurityGroup.id,
}, { import: "sgr-68efa111a2cb02b74" });

new aws.vpc.SecurityGroupIngressRule("chat-dev-rds-sg-ingress-tcp-5432-chat-dev-ecs-workers-sg", {
  securityGroupId: rdsSecurityGroup.id,
  description: "PostgreSQL from ECS Workers",
  ipProtocol: "tcp",
  fromPort: 5432,
  toPort: 5432,
  referencedSecurityGroupId: ecsWorkersSecurityGroup.id,
}, { import: "sgr-5020d115cb5fe5f58" });

new aws.vpc.SecurityGroupEgressRule("chat-dev-rds-sg-egress-all-anywhere", {
  securityGroupId: rdsSecurityGroup.id,
  description: "Allow all outbound",
  ipProtocol: "-1",
  cidrIpv4: "0.0.0.0/0",
}, { import: "sgr-50184e4c8e64fee3d" });

new aws.vpc.SecurityGroupIngressRule("chat-dev-redis-sg-ingress-tcp-6379-chat-dev-ecs-api-sg", {
  securityGroupId: redisSecurityGroup.id,
  description: "Redis from ECS API (for caching)",
  ipProtocol: "tcp",
  fromPort: 6379,
  toPort: 6379,
  referencedSecurityGroupId: ecsApiSecurityGroup.id,
}, { import: "sgr-273948dfc962afa84" });

new aws.vpc.SecurityGroupIngressRule("chat-dev-redis-sg-ingress-tcp-6379-chat-dev-ecs-realtime-sg", {
  securityGroupId: redisSecurityGroup.id,
  description: "Redis from ECS Realtime",
  ipProtocol: "tcp",
  fromPort: 6379,
  toPort: 6379,
  referencedSecurityGroupId: ecsRealtimeSecurityGroup.id,
}, { import: "sgr-c9b4199f41bc6c622" });

new aws.vpc.SecurityGroupIngressRule("chat-dev-redis-sg-ingress-tcp-6379-chat-dev-ecs-workers-sg", {
  securityGroupId: redisSecurityGroup.id,
  description: "Redis from ECS Workers (for rate limiting/caching)",
  ipProtocol: "tcp",
  fromPort: 6379,
  toPort: 6379,
  referencedSecurityGroupId: ecsWorkersSecurityGroup.id,
}, { import: "sgr-7f130df31e8afb2b2" });

new aws.vpc.SecurityGroupEgressRule("chat-dev-redis-sg-egress-all-anywhere", {
  securityGroupId: redisSecurityGroup.id,
  description: "Allow all outbound",
  ipProtocol: "-1",
  cidrIpv4: "0.0.0.0/0",
}, { import: "sgr-2fd6efd1ad96d64e8" });

export const securityGroups: SecurityGroupOutputs = {
  albSecurityGroup,
  ecsApiSecurityGroup,
  ecsRealtimeSecurityGroup,
  ecsWorkersSecurityGroup,
  rdsSecurityGroup,
  redisSecurityGroup,
};
