# Security groups of example, written by sgscope.

resource "aws_security_group" "chat_dev_alb_sg" {
  # vpc-39fe02a08398529e4 is chat-dev-vpc
  name        = "chat-dev-alb-sg"
  description = "Security group for Application Load Balancer"
  vpc_id      = "vpc-39fe02a08398529e4"

  tags = {
    "Environment" = "dev"
    "ManagedBy"   = "terraform"
    "Name"        = "chat-dev-alb-sg"
    "Project"     = "chat"
  }
}

resource "aws_vpc_security_group_ingress_rule" "chat_dev_alb_sg" {
  for_each = {
    "tcp/80 0.0.0.0/0"  = { ip_protocol = "tcp", from_port = 80, to_port = 80, cidr_ipv4 = "0.0.0.0/0", description = "HTTP from internet (redirect to HTTPS)" }
    "tcp/443 0.0.0.0/0" = { ip_protocol = "tcp", from_port = 443, to_port = 443, cidr_ipv4 = "0.0.0.0/0", description = "HTTPS from internet" }
  }

  security_group_id = aws_security_group.chat_dev_alb_sg.id
  ip_protocol       = each.value.ip_protocol
  from_port         = each.value.from_port
  to_port           = each.value.to_port
  cidr_ipv4         = each.value.cidr_ipv4
  description       = each.value.description
}

resource "aws_vpc_security_group_egress_rule" "chat_dev_alb_sg" {
  for_each = {
    "all 0.0.0.0/0" = { ip_protocol = "-1", cidr_ipv4 = "0.0.0.0/0", description = "Allow all outbound" }
  }

  security_group_id = aws_security_group.chat_dev_alb_sg.id
  ip_protocol       = each.value.ip_protocol
  cidr_ipv4         = each.value.cidr_ipv4
  description       = each.value.description
}

resource "aws_security_group" "chat_dev_ecs_api_sg" {
  # vpc-39fe02a08398529e4 is chat-dev-vpc
  name        = "chat-dev-ecs-api-sg"
  description = "Security group for ECS API service"
  vpc_id      = "vpc-39fe02a08398529e4"

  tags = {
    "Environment" = "dev"
    "ManagedBy"   = "terraform"
    "Name"        = "chat-dev-ecs-api-sg"
    "Project"     = "chat"
  }
}

resource "aws_vpc_security_group_ingress_rule" "chat_dev_ecs_api_sg" {
  for_each = {
    "tcp/3001 chat-dev-alb-sg" = { ip_protocol = "tcp", from_port = 3001, to_port = 3001, referenced_security_group_id = aws_security_group.chat_dev_alb_sg.id, description = "HTTP from ALB" }
  }

  security_group_id            = aws_security_group.chat_dev_ecs_api_sg.id
  ip_protocol                  = each.value.ip_protocol
  from_port                    = each.value.from_port
  to_port                      = each.value.to_port
  referenced_security_group_id = each.value.referenced_security_group_id
  description                  = each.value.description
}

resource "aws_vpc_security_group_egress_rule" "chat_dev_ecs_api_sg" {
  for_each = {
    "all 0.0.0.0/0" = { ip_protocol = "-1", cidr_ipv4 = "0.0.0.0/0", description = "Allow outbound for AWS services and external APIs" }
  }

  security_group_id = aws_security_group.chat_dev_ecs_api_sg.id
  ip_protocol       = each.value.ip_protocol
  cidr_ipv4         = each.value.cidr_ipv4
  description       = each.value.description
}

resource "aws_security_group" "chat_dev_ecs_realtime_sg" {
  # vpc-39fe02a08398529e4 is chat-dev-vpc
  name        = "chat-dev-ecs-realtime-sg"
  description = "Security group for ECS Realtime service (Socket.IO)"
  vpc_id      = "vpc-39fe02a08398529e4"

  tags = {
    "Environment" = "dev"
    "ManagedBy"   = "terraform"
    "Name"        = "chat-dev-ecs-realtime-sg"
    "Project"     = "chat"
  }
}

resource "aws_vpc_security_group_ingress_rule" "chat_dev_ecs_realtime_sg" {
  for_each = {
    "tcp/3002 chat-dev-alb-sg" = { ip_protocol = "tcp", from_port = 3002, to_port = 3002, referenced_security_group_id = aws_security_group.chat_dev_alb_sg.id, description = "HTTP/WebSocket from ALB" }
  }

  security_group_id            = aws_security_group.chat_dev_ecs_realtime_sg.id
  ip_protocol                  = each.value.ip_protocol
  from_port                    = each.value.from_port
  to_port                      = each.value.to_port
  referenced_security_group_id = each.value.referenced_security_group_id
  description                  = each.value.description
}

resource "aws_vpc_security_group_egress_rule" "chat_dev_ecs_realtime_sg" {
  for_each = {
    "all 0.0.0.0/0" = { ip_protocol = "-1", cidr_ipv4 = "0.0.0.0/0", description = "Allow outbound for AWS services and external APIs" }
  }

  security_group_id = aws_security_group.chat_dev_ecs_realtime_sg.id
  ip_protocol       = each.value.ip_protocol
  cidr_ipv4         = each.value.cidr_ipv4
  description       = each.value.description
}

resource "aws_security_group" "chat_dev_ecs_workers_sg" {
  # vpc-39fe02a08398529e4 is chat-dev-vpc
  name        = "chat-dev-ecs-workers-sg"
  description = "Security group for ECS Workers service (SQS consumers)"
  vpc_id      = "vpc-39fe02a08398529e4"

  tags = {
    "Environment" = "dev"
    "ManagedBy"   = "terraform"
    "Name"        = "chat-dev-ecs-workers-sg"
    "Project"     = "chat"
  }
}

resource "aws_vpc_security_group_egress_rule" "chat_dev_ecs_workers_sg" {
  for_each = {
    "all 0.0.0.0/0" = { ip_protocol = "-1", cidr_ipv4 = "0.0.0.0/0", description = "Allow outbound for SQS, RDS, Redis, push services" }
  }

  security_group_id = aws_security_group.chat_dev_ecs_workers_sg.id
  ip_protocol       = each.value.ip_protocol
  cidr_ipv4         = each.value.cidr_ipv4
  description       = each.value.description
}

resource "aws_security_group" "chat_dev_rds_sg" {
  # vpc-39fe02a08398529e4 is chat-dev-vpc
  name        = "chat-dev-rds-sg"
  description = "Security group for RDS PostgreSQL"
  vpc_id      = "vpc-39fe02a08398529e4"

  tags = {
    "Environment" = "dev"
    "ManagedBy"   = "terraform"
    "Name"        = "chat-dev-rds-sg"
    "Project"     = "chat"
  }
}

resource "aws_vpc_security_group_ingress_rule" "chat_dev_rds_sg" {
  for_each = {
    "tcp/5432 chat-dev-ecs-api-sg"      = { ip_protocol = "tcp", from_port = 5432, to_port = 5432, referenced_security_group_id = aws_security_group.chat_dev_ecs_api_sg.id, description = "PostgreSQL from ECS API" }
    "tcp/5432 chat-dev-ecs-realtime-sg" = { ip_protocol = "tcp", from_port = 5432, to_port = 5432, referenced_security_group_id = aws_security_group.chat_dev_ecs_realtime_sg.id, description = "PostgreSQL from ECS Realtime" }
    "tcp/5432 chat-dev-ecs-workers-sg"  = { ip_protocol = "tcp", from_port = 5432, to_port = 5432, referenced_security_group_id = aws_security_group.chat_dev_ecs_workers_sg.id, description = "PostgreSQL from ECS Workers" }
  }

  security_group_id            = aws_security_group.chat_dev_rds_sg.id
  ip_protocol                  = each.value.ip_protocol
  from_port                    = each.value.from_port
  to_port                      = each.value.to_port
  referenced_security_group_id = each.value.referenced_security_group_id
  description                  = each.value.description
}

resource "aws_vpc_security_group_egress_rule" "chat_dev_rds_sg" {
  for_each = {
    "all 0.0.0.0/0" = { ip_protocol = "-1", cidr_ipv4 = "0.0.0.0/0", description = "Allow all outbound" }
  }

  security_group_id = aws_security_group.chat_dev_rds_sg.id
  ip_protocol       = each.value.ip_protocol
  cidr_ipv4         = each.value.cidr_ipv4
  description       = each.value.description
}

resource "aws_security_group" "chat_dev_redis_sg" {
  # vpc-39fe02a08398529e4 is chat-dev-vpc
  name        = "chat-dev-redis-sg"
  description = "Security group for ElastiCache Redis"
  vpc_id      = "vpc-39fe02a08398529e4"

  tags = {
    "Environment" = "dev"
    "ManagedBy"   = "terraform"
    "Name"        = "chat-dev-redis-sg"
    "Project"     = "chat"
  }
}

resource "aws_vpc_security_group_ingress_rule" "chat_dev_redis_sg" {
  for_each = {
    "tcp/6379 chat-dev-ecs-api-sg"      = { ip_protocol = "tcp", from_port = 6379, to_port = 6379, referenced_security_group_id = aws_security_group.chat_dev_ecs_api_sg.id, description = "Redis from ECS API (for caching)" }
    "tcp/6379 chat-dev-ecs-realtime-sg" = { ip_protocol = "tcp", from_port = 6379, to_port = 6379, referenced_security_group_id = aws_security_group.chat_dev_ecs_realtime_sg.id, description = "Redis from ECS Realtime" }
    "tcp/6379 chat-dev-ecs-workers-sg"  = { ip_protocol = "tcp", from_port = 6379, to_port = 6379, referenced_security_group_id = aws_security_group.chat_dev_ecs_workers_sg.id, description = "Redis from ECS Workers (for rate limiting/caching)" }
  }

  security_group_id            = aws_security_group.chat_dev_redis_sg.id
  ip_protocol                  = each.value.ip_protocol
  from_port                    = each.value.from_port
  to_port                      = each.value.to_port
  referenced_security_group_id = each.value.referenced_security_group_id
  description                  = each.value.description
}

resource "aws_vpc_security_group_egress_rule" "chat_dev_redis_sg" {
  for_each = {
    "all 0.0.0.0/0" = { ip_protocol = "-1", cidr_ipv4 = "0.0.0.0/0", description = "Allow all outbound" }
  }

  security_group_id = aws_security_group.chat_dev_redis_sg.id
  ip_protocol       = each.value.ip_protocol
  cidr_ipv4         = each.value.cidr_ipv4
  description       = each.value.description
}

# What follows takes over what is there (Terraform 1.7), and may go once it is applied.

import {
  to = aws_security_group.chat_dev_alb_sg
  id = "sg-d04e9420348ae5fda"
}

import {
  for_each = {
    "tcp/80 0.0.0.0/0"  = "sgr-d83d77532309490fb"
    "tcp/443 0.0.0.0/0" = "sgr-fcfd65280420d3591"
  }
  to = aws_vpc_security_group_ingress_rule.chat_dev_alb_sg[each.key]
  id = each.value
}

import {
  for_each = {
    "all 0.0.0.0/0" = "sgr-94e75d86c260cd12b"
  }
  to = aws_vpc_security_group_egress_rule.chat_dev_alb_sg[each.key]
  id = each.value
}

import {
  to = aws_security_group.chat_dev_ecs_api_sg
  id = "sg-f0098bf1dca3fcaa9"
}

import {
  for_each = {
    "tcp/3001 chat-dev-alb-sg" = "sgr-c9fb2315092b59165"
  }
  to = aws_vpc_security_group_ingress_rule.chat_dev_ecs_api_sg[each.key]
  id = each.value
}

import {
  for_each = {
    "all 0.0.0.0/0" = "sgr-1768147b6a5571e04"
  }
  to = aws_vpc_security_group_egress_rule.chat_dev_ecs_api_sg[each.key]
  id = each.value
}

import {
  to = aws_security_group.chat_dev_ecs_realtime_sg
  id = "sg-1ba11cc5f489fc05f"
}

import {
  for_each = {
    "tcp/3002 chat-dev-alb-sg" = "sgr-d9566b31173db9355"
  }
  to = aws_vpc_security_group_ingress_rule.chat_dev_ecs_realtime_sg[each.key]
  id = each.value
}

import {
  for_each = {
    "all 0.0.0.0/0" = "sgr-7ef63993860426305"
  }
  to = aws_vpc_security_group_egress_rule.chat_dev_ecs_realtime_sg[each.key]
  id = each.value
}

import {
  to = aws_security_group.chat_dev_ecs_workers_sg
  id = "sg-84bd1732e947fe743"
}

import {
  for_each = {
    "all 0.0.0.0/0" = "sgr-8177ba6d90fea35e7"
  }
  to = aws_vpc_security_group_egress_rule.chat_dev_ecs_workers_sg[each.key]
  id = each.value
}

import {
  to = aws_security_group.chat_dev_rds_sg
  id = "sg-e9ec91ed1f04d6569"
}

import {
  for_each = {
    "tcp/5432 chat-dev-ecs-api-sg"      = "sgr-3b5c224deac16f370"
    "tcp/5432 chat-dev-ecs-realtime-sg" = "sgr-68efa111a2cb02b74"
    "tcp/5432 chat-dev-ecs-workers-sg"  = "sgr-5020d115cb5fe5f58"
  }
  to = aws_vpc_security_group_ingress_rule.chat_dev_rds_sg[each.key]
  id = each.value
}

import {
  for_each = {
    "all 0.0.0.0/0" = "sgr-50184e4c8e64fee3d"
  }
  to = aws_vpc_security_group_egress_rule.chat_dev_rds_sg[each.key]
  id = each.value
}

import {
  to = aws_security_group.chat_dev_redis_sg
  id = "sg-8f5488b18028a100d"
}

import {
  for_each = {
    "tcp/6379 chat-dev-ecs-api-sg"      = "sgr-273948dfc962afa84"
    "tcp/6379 chat-dev-ecs-realtime-sg" = "sgr-c9b4199f41bc6c622"
    "tcp/6379 chat-dev-ecs-workers-sg"  = "sgr-7f130df31e8afb2b2"
  }
  to = aws_vpc_security_group_ingress_rule.chat_dev_redis_sg[each.key]
  id = each.value
}

import {
  for_each = {
    "all 0.0.0.0/0" = "sgr-2fd6efd1ad96d64e8"
  }
  to = aws_vpc_security_group_egress_rule.chat_dev_redis_sg[each.key]
  id = each.value
}
