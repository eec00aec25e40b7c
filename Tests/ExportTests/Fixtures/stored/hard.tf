# Security groups of hard, written by sgscope.
# left out, a default group, which AWS makes: default (sg-00000000000000006)
# left out, the tag aws:cloudformation:stack-name says that AWS or a controller manages it: of-a-stack (sg-00000000000000007)
# left out, the tag elbv2.k8s.aws/cluster says that AWS or a controller manages it: k8s-shared (sg-00000000000000008)
# no import: 1 of 25 rules has no id in the input, and would be made a second time; aws ec2 describe-security-group-rules tells the ids

resource "aws_security_group" "group" {
  # vpc-0aaa1111 is main
  name        = "$${*}"
  description = "a name without letters"
  vpc_id      = "vpc-0aaa1111"
}

resource "aws_vpc_security_group_ingress_rule" "group" {
  for_each = {
    "tcp 10.0.0.0/8" = { ip_protocol = "tcp", from_port = 0, to_port = 65535, cidr_ipv4 = "10.0.0.0/8" }
  }

  security_group_id = aws_security_group.group.id
  ip_protocol       = each.value.ip_protocol
  from_port         = each.value.from_port
  to_port           = each.value.to_port
  cidr_ipv4         = each.value.cidr_ipv4
}

resource "aws_vpc_security_group_egress_rule" "group" {
  for_each = {
    "tcp/443 1password" = { ip_protocol = "tcp", from_port = 443, to_port = 443, referenced_security_group_id = aws_security_group.n_1password.id }
  }

  security_group_id            = aws_security_group.group.id
  ip_protocol                  = each.value.ip_protocol
  from_port                    = each.value.from_port
  to_port                      = each.value.to_port
  referenced_security_group_id = each.value.referenced_security_group_id
}

resource "aws_security_group" "n_1password" {
  # vpc-0aaa1111 is main
  name        = "1password"
  description = "begins with a digit, lets nothing out"
  vpc_id      = "vpc-0aaa1111"
}

resource "aws_vpc_security_group_ingress_rule" "n_1password" {
  for_each = {
    "tcp/443 $${*}" = { ip_protocol = "tcp", from_port = 443, to_port = 443, referenced_security_group_id = aws_security_group.group.id }
  }

  security_group_id            = aws_security_group.n_1password.id
  ip_protocol                  = each.value.ip_protocol
  from_port                    = each.value.from_port
  to_port                      = each.value.to_port
  referenced_security_group_id = each.value.referenced_security_group_id
}

resource "aws_security_group" "protocols" {
  # vpc-0aaa1111 is main
  name        = "protocols"
  description = "every kind of traffic"
  vpc_id      = "vpc-0aaa1111"
}

resource "aws_vpc_security_group_ingress_rule" "protocols" {
  for_each = {
    "icmp 10.0.0.0/8"      = { ip_protocol = "icmp", cidr_ipv4 = "10.0.0.0/8" }
    "icmp/3/4 10.1.0.0/16" = { ip_protocol = "icmp", from_port = 3, to_port = 4, cidr_ipv4 = "10.1.0.0/16" }
    "icmp/8 0.0.0.0/0"     = { ip_protocol = "icmp", from_port = 8, cidr_ipv4 = "0.0.0.0/0", description = "ping" }
    "udp/53 192.0.2.7/32"  = { ip_protocol = "udp", from_port = 53, to_port = 53, cidr_ipv4 = "192.0.2.7/32" }
    "esp 192.0.2.0/24"     = { ip_protocol = "50", cidr_ipv4 = "192.0.2.0/24" }
    "icmpv6 2001:db8::/32" = { ip_protocol = "icmpv6", cidr_ipv6 = "2001:db8::/32" }
    "99 192.0.2.0/24"      = { ip_protocol = "99", cidr_ipv4 = "192.0.2.0/24" }
  }

  security_group_id = aws_security_group.protocols.id
  ip_protocol       = each.value.ip_protocol
  from_port         = try(each.value.from_port, null)
  to_port           = try(each.value.to_port, null)
  cidr_ipv4         = try(each.value.cidr_ipv4, null)
  cidr_ipv6         = try(each.value.cidr_ipv6, null)
  description       = try(each.value.description, null)
}

resource "aws_vpc_security_group_egress_rule" "protocols" {
  for_each = {
    "all 0.0.0.0/0" = { ip_protocol = "-1", cidr_ipv4 = "0.0.0.0/0" }
    "all ::/0"      = { ip_protocol = "-1", cidr_ipv6 = "::/0" }
  }

  security_group_id = aws_security_group.protocols.id
  ip_protocol       = each.value.ip_protocol
  cidr_ipv4         = try(each.value.cidr_ipv4, null)
  cidr_ipv6         = try(each.value.cidr_ipv6, null)
}

resource "aws_security_group" "web_app_vpc_0aaa1111" {
  # vpc-0aaa1111 is main
  name        = "web app"
  description = "the front $${door}, 100%%{of} it"
  vpc_id      = "vpc-0aaa1111"

  tags = {
    "Name"        = "front door"
    "cost:center" = "$${x} and %%{y}"
    "note"        = "a \"quote\" and a \\"
  }
}

resource "aws_vpc_security_group_ingress_rule" "web_app_vpc_0aaa1111" {
  for_each = {
    "all web app (vpc-0aaa1111)" = { ip_protocol = "-1", referenced_security_group_id = aws_security_group.web_app_vpc_0aaa1111.id, description = "among themselves" }
    "tcp/443 0.0.0.0/0"          = { ip_protocol = "tcp", from_port = 443, to_port = 443, cidr_ipv4 = "0.0.0.0/0", description = "costs $${money}, 100%%{now}, and $$${both}" }
    "tcp/443 ::/0"               = { ip_protocol = "tcp", from_port = 443, to_port = 443, cidr_ipv6 = "::/0" }
    "tcp/8080-8090 web-app"      = { ip_protocol = "tcp", from_port = 8080, to_port = 8090, referenced_security_group_id = aws_security_group.web_app.id, description = "back", tags = { "owner" = "web $${team}" } }
  }

  security_group_id            = aws_security_group.web_app_vpc_0aaa1111.id
  ip_protocol                  = each.value.ip_protocol
  from_port                    = try(each.value.from_port, null)
  to_port                      = try(each.value.to_port, null)
  cidr_ipv4                    = try(each.value.cidr_ipv4, null)
  cidr_ipv6                    = try(each.value.cidr_ipv6, null)
  referenced_security_group_id = try(each.value.referenced_security_group_id, null)
  description                  = try(each.value.description, null)
  tags                         = try(each.value.tags, null)
}

resource "aws_vpc_security_group_egress_rule" "web_app_vpc_0aaa1111" {
  for_each = {
    "all 0.0.0.0/0"         = { ip_protocol = "-1", cidr_ipv4 = "0.0.0.0/0" }
    "tcp/8080-8090 web-app" = { ip_protocol = "tcp", from_port = 8080, to_port = 8090, referenced_security_group_id = aws_security_group.web_app.id }
  }

  security_group_id            = aws_security_group.web_app_vpc_0aaa1111.id
  ip_protocol                  = each.value.ip_protocol
  from_port                    = try(each.value.from_port, null)
  to_port                      = try(each.value.to_port, null)
  cidr_ipv4                    = try(each.value.cidr_ipv4, null)
  referenced_security_group_id = try(each.value.referenced_security_group_id, null)
}

resource "aws_security_group" "web_app_vpc_0bbb2222" {
  name        = "web app"
  description = "the same name in another VPC"
  vpc_id      = "vpc-0bbb2222"
}

resource "aws_vpc_security_group_ingress_rule" "web_app_vpc_0bbb2222" {
  for_each = {
    "tcp/443 web app (vpc-0aaa1111)" = { ip_protocol = "tcp", from_port = 443, to_port = 443, referenced_security_group_id = aws_security_group.web_app_vpc_0aaa1111.id, description = "over a peering" }
  }

  security_group_id            = aws_security_group.web_app_vpc_0bbb2222.id
  ip_protocol                  = each.value.ip_protocol
  from_port                    = each.value.from_port
  to_port                      = each.value.to_port
  referenced_security_group_id = each.value.referenced_security_group_id
  description                  = each.value.description
}

resource "aws_vpc_security_group_egress_rule" "web_app_vpc_0bbb2222" {
  for_each = {
    "all 0.0.0.0/0" = { ip_protocol = "-1", cidr_ipv4 = "0.0.0.0/0" }
  }

  security_group_id = aws_security_group.web_app_vpc_0bbb2222.id
  ip_protocol       = each.value.ip_protocol
  cidr_ipv4         = each.value.cidr_ipv4
}

resource "aws_security_group" "web_app" {
  # vpc-0aaa1111 is main
  name        = "web-app"
  description = "the one behind"
  vpc_id      = "vpc-0aaa1111"
}

resource "aws_vpc_security_group_ingress_rule" "web_app" {
  # sg-0far0000000000001 is of account 210987654321
  # sg-00000000000000006 is default, which is not written here
  # sg-0gone000000000001 is not written here
  for_each = {
    "tcp/22 210987654321/sg-0far0000000000001" = { ip_protocol = "tcp", from_port = 22, to_port = 22, referenced_security_group_id = "210987654321/sg-0far0000000000001", description = "the other account's bastion" }
    "tcp/22 sg-00000000000000006"              = { ip_protocol = "tcp", from_port = 22, to_port = 22, referenced_security_group_id = "sg-00000000000000006", description = "a default group" }
    "tcp/22 sg-0gone000000000001"              = { ip_protocol = "tcp", from_port = 22, to_port = 22, referenced_security_group_id = "sg-0gone000000000001", description = "not in the input" }
    "tcp/8080-8090 web app (vpc-0aaa1111)"     = { ip_protocol = "tcp", from_port = 8080, to_port = 8090, referenced_security_group_id = aws_security_group.web_app_vpc_0aaa1111.id }
  }

  security_group_id            = aws_security_group.web_app.id
  ip_protocol                  = each.value.ip_protocol
  from_port                    = each.value.from_port
  to_port                      = each.value.to_port
  referenced_security_group_id = each.value.referenced_security_group_id
  description                  = try(each.value.description, null)
}

resource "aws_vpc_security_group_egress_rule" "web_app" {
  # pl-0123456789abcdef0 is com.amazonaws.eu-west-1.s3
  for_each = {
    "tcp/443 pl-0123456789abcdef0" = { ip_protocol = "tcp", from_port = 443, to_port = 443, prefix_list_id = "pl-0123456789abcdef0", description = "S3" }
  }

  security_group_id = aws_security_group.web_app.id
  ip_protocol       = each.value.ip_protocol
  from_port         = each.value.from_port
  to_port           = each.value.to_port
  prefix_list_id    = each.value.prefix_list_id
  description       = each.value.description
}

# What follows takes over what is there (Terraform 1.7), and may go once it is applied.

import {
  to = aws_security_group.group
  id = "sg-00000000000000005"
}

import {
  for_each = {
    "tcp 10.0.0.0/8" = "sgr-0000000000000000f"
  }
  to = aws_vpc_security_group_ingress_rule.group[each.key]
  id = each.value
}

import {
  for_each = {
    "tcp/443 1password" = "sgr-00000000000000010"
  }
  to = aws_vpc_security_group_egress_rule.group[each.key]
  id = each.value
}

import {
  to = aws_security_group.n_1password
  id = "sg-00000000000000004"
}

import {
  for_each = {
    "tcp/443 $${*}" = "sgr-0000000000000000e"
  }
  to = aws_vpc_security_group_ingress_rule.n_1password[each.key]
  id = each.value
}

import {
  to = aws_security_group.protocols
  id = "sg-00000000000000009"
}

import {
  for_each = {
    "icmp 10.0.0.0/8"      = "sgr-00000000000000015"
    "icmp/3/4 10.1.0.0/16" = "sgr-00000000000000016"
    "icmp/8 0.0.0.0/0"     = "sgr-00000000000000014"
    "udp/53 192.0.2.7/32"  = "sgr-0000000000000001a"
    "esp 192.0.2.0/24"     = "sgr-00000000000000018"
    "icmpv6 2001:db8::/32" = "sgr-00000000000000017"
    "99 192.0.2.0/24"      = "sgr-00000000000000019"
  }
  to = aws_vpc_security_group_ingress_rule.protocols[each.key]
  id = each.value
}

import {
  for_each = {
    "all 0.0.0.0/0" = "sgr-0000000000000001c"
    "all ::/0"      = "sgr-0000000000000001b"
  }
  to = aws_vpc_security_group_egress_rule.protocols[each.key]
  id = each.value
}

import {
  to = aws_security_group.web_app_vpc_0aaa1111
  id = "sg-00000000000000001"
}

import {
  for_each = {
    "all web app (vpc-0aaa1111)" = "sgr-00000000000000003"
    "tcp/443 0.0.0.0/0"          = "sgr-00000000000000001"
    "tcp/443 ::/0"               = "sgr-00000000000000002"
    "tcp/8080-8090 web-app"      = "sgr-00000000000000004"
  }
  to = aws_vpc_security_group_ingress_rule.web_app_vpc_0aaa1111[each.key]
  id = each.value
}

import {
  for_each = {
    "all 0.0.0.0/0"         = "sgr-00000000000000006"
    "tcp/8080-8090 web-app" = "sgr-00000000000000005"
  }
  to = aws_vpc_security_group_egress_rule.web_app_vpc_0aaa1111[each.key]
  id = each.value
}

import {
  to = aws_security_group.web_app_vpc_0bbb2222
  id = "sg-00000000000000003"
}

import {
  for_each = {
    "tcp/443 web app (vpc-0aaa1111)" = "sgr-0000000000000000c"
  }
  to = aws_vpc_security_group_ingress_rule.web_app_vpc_0bbb2222[each.key]
  id = each.value
}

import {
  to = aws_security_group.web_app
  id = "sg-00000000000000002"
}

import {
  for_each = {
    "tcp/22 210987654321/sg-0far0000000000001" = "sgr-00000000000000008"
    "tcp/22 sg-00000000000000006"              = "sgr-0000000000000000a"
    "tcp/22 sg-0gone000000000001"              = "sgr-00000000000000009"
    "tcp/8080-8090 web app (vpc-0aaa1111)"     = "sgr-00000000000000007"
  }
  to = aws_vpc_security_group_ingress_rule.web_app[each.key]
  id = each.value
}

import {
  for_each = {
    "tcp/443 pl-0123456789abcdef0" = "sgr-0000000000000000b"
  }
  to = aws_vpc_security_group_egress_rule.web_app[each.key]
  id = each.value
}
