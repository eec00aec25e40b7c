/// Seeds that no fixture holds.
extension Subject {
    /// Events of CloudTrail in every wrapping.
    static let events: [String] = {
        let permission =
            #"{"items": [{"ipProtocol": "tcp", "fromPort": 22, "toPort": 22, "groups": {"items": [{"groupId": "sg-1"}]}, "ipRanges": {"items": [{"cidrIp": "10.1.2.3/16", "description": "x"}]}, "ipv6Ranges": {"items": [{"cidrIpv6": "::/0"}]}, "prefixListIds": {"items": [{"prefixListId": "pl-1"}]}}]}"#
        func event(_ name: String, _ request: String, _ answer: String = #"{"_return": true}"#, _ source: String = "ec2")
            -> String
        {
            #"{"eventVersion": "1.10", "userIdentity": {"type": "AssumedRole", "arn": "arn:aws:sts::1:assumed-role/r/s", "sessionContext": {"sessionIssuer": {"userName": "r"}}}, "eventTime": "2026-11-20T08:00:00Z", "eventSource": "\#(source).amazonaws.com", "eventName": "\#(name)", "awsRegion": "us-east-1", "sourceIPAddress": "203.0.113.7", "userAgent": "APN/1.0 Terraform/1.9", "requestParameters": \#(request), "responseElements": \#(answer), "eventID": "00000000-0000-4000-9000-000000000001", "readOnly": false, "recipientAccountId": "1"}"#
        }
        let all = [
            event("AuthorizeSecurityGroupIngress", #"{"groupId": "sg-1", "ipPermissions": \#(permission)}"#),
            event(
                "RevokeSecurityGroupEgress",
                #"{"groupId": "sg-1", "ipPermissions": {}, "securityGroupRuleIds": {"items": [{"securityGroupRuleId": "sgr-1"}]}}"#
            ),
            event(
                "ModifySecurityGroupRules",
                #"{"ModifySecurityGroupRulesRequest": {"GroupId": "sg-1", "SecurityGroupRule": {"SecurityGroupRuleId": "sgr-1", "SecurityGroupRule": {"IpProtocol": "-1", "CidrIpv4": "0.0.0.0/0"}}}}"#
            ),
            event(
                "CreateSecurityGroup", #"{"groupName": "g", "groupDescription": "d", "vpcId": "vpc-1"}"#, #"{"groupId": "sg-2"}"#),
            event(
                "ReplaceNetworkAclEntry",
                #"{"networkAclId": "acl-1", "ruleNumber": 100, "egress": true, "aclProtocol": "6", "ruleAction": "allow", "cidrBlock": "0.0.0.0/0", "portRange": {"from": 1, "to": 2}}"#
            ),
            event("ReplaceRoute", #"{"routeTableId": "rtb-1", "destinationCidrBlock": "0.0.0.0/0", "natGatewayId": "nat-1"}"#),
            event(
                "ModifyNetworkInterfaceAttribute",
                #"{"networkInterfaceId": "eni-1", "groupSet": {"items": [{"groupId": "sg-1"}]}}"#),
            event(
                "ModifyManagedPrefixList",
                #"{"ModifyManagedPrefixListRequest": {"PrefixListId": "pl-1", "AddEntry": {"Cidr": "10.0.0.0/8"}}}"#),
            event(
                "SetSecurityGroups", #"{"loadBalancerArn": "a/b/c/d", "securityGroups": ["sg-1"]}"#, "null",
                "elasticloadbalancing"),
        ]
        let quoted = all[0].replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return [
            #"{"Records": [\#(all.joined(separator: ","))]}"#,
            #"{"Events": [{"EventId": "x", "EventName": "y", "CloudTrailEvent": "\#(quoted)"}]}"#,
            #"{"version": "0", "detail-type": "AWS API Call via CloudTrail", "detail": \#(all[3])}"#, all.joined(separator: "\n"),
        ]
    }()

    /// Flow logs as text: the default format, a custom one, the console's CSV, and what a query gives.
    static let flowLogs = [
        """
        version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status
        2 123456789012 eni-1e659ae277f50a294 10.0.0.219 10.0.11.24 43210 3001 6 10 840 1763600000 1763600060 ACCEPT OK
        2 123456789012 eni-1e659ae277f50a294 - - - - - - - 1763600060 1763600120 - NODATA
        """,
        """
        interface-id pkt-srcaddr pkt-dstaddr srcaddr dstaddr srcport dstport protocol tcp-flags flow-direction reject-reason action log-status
        eni-1 2001:db8::1 2001:db8::2 2001:db8::1 2001:db8::2 5432 50000 6 18 egress - REJECT SKIPDATA
        """,
        "interface_id,src,dst,protocol,flow_direction,action,log_status,dstport,srcport,flags,records,packets,bytes,first_seen,last_seen\n"
            + "eni-1,10.0.0.219,10.0.11.24,6,ingress,ACCEPT,OK,3001,,2,7,70,4200,1763600000,1763600060\n",
    ]

    /// Flow logs as JSON: CloudWatch's answers, subscriptions, and what describes them.
    static let flowLogAnswers: [String] = {
        let line = "2 1 eni-1 10.0.0.219 10.0.11.24 43210 3001 6 10 840 1763600000 1763600060 ACCEPT OK"
        return [
            #"{"events": [{"logStreamName": "eni-1-all", "timestamp": 1763600000000, "message": "\#(line)"}]}"#,
            #"{"results": [[{"field": "@message", "value": "\#(line)"}]], "status": "Complete"}"#,
            #"{"messageType": "DATA_MESSAGE", "logStream": "eni-1-all", "logEvents": [{"id": "1", "message": "\#(line)"}]}"#,
            #"["\#(line)", "\#(line)"]"#,
            #"{"FlowLogs": [{"FlowLogId": "fl-1", "ResourceId": "vpc-1", "TrafficType": "REJECT", "LogFormat": "${srcaddr}", "FlowLogStatus": "ACTIVE"}]}"#,
        ]
    }()

    /// Points in time as people type them.
    static let times = [
        "yesterday 18:00", "7d", "2 hours ago", "11-23 18:40", "2026-11-23T18:40:07Z", "monday 6 pm", "nov 23 18:40 +0200",
        "noon",
    ]

    /// What tells the names of what interfaces belong to.
    static let ownerAnswers = [
        #"{"DBInstances": [{"DBInstanceIdentifier": "orders", "DBInstanceArn": "arn:aws:rds:eu-west-1:123456789012:db:orders", "Endpoint": {"Address": "orders.abc.eu-west-1.rds.amazonaws.com", "Port": 5432}, "DBInstanceStatus": "available", "VpcSecurityGroups": [{"VpcSecurityGroupId": "sg-1", "Status": "active"}], "DBSubnetGroup": {"VpcId": "vpc-1", "Subnets": [{"SubnetIdentifier": "subnet-1"}]}}]}"#,
        #"{"DBClusters": [{"DBClusterIdentifier": "c", "Endpoint": "c.cluster-abc.rds.amazonaws.com", "ReaderEndpoint": "c.cluster-ro-abc.rds.amazonaws.com", "VpcSecurityGroups": [{"VpcSecurityGroupId": "sg-1"}]}]}"#,
        #"{"Functions": [{"FunctionName": "f", "FunctionArn": "arn:aws:lambda:eu-west-1:123456789012:function:f", "VpcConfig": {"VpcId": "vpc-1", "SubnetIds": ["subnet-1"], "SecurityGroupIds": ["sg-1"]}}]}"#,
        #"{"LoadBalancers": [{"LoadBalancerArn": "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/front/0123456789abcdef", "DNSName": "front-1.elb.amazonaws.com", "LoadBalancerName": "front", "State": {"Code": "active"}, "Type": "application", "SecurityGroups": ["sg-1"], "VpcId": "vpc-1", "AvailabilityZones": [{"SubnetId": "subnet-1"}]}]}"#,
        #"{"LoadBalancerDescriptions": [{"LoadBalancerName": "old", "DNSName": "old-1.elb.amazonaws.com", "SecurityGroups": ["sg-1"], "VPCId": "vpc-1", "Subnets": ["subnet-1"]}]}"#,
        #"{"CacheClusters": [{"CacheClusterId": "cache-001", "ReplicationGroupId": "cache", "CacheNodes": [{"Endpoint": {"Address": "cache.abc.cache.amazonaws.com", "Port": 6379}}], "SecurityGroups": [{"SecurityGroupId": "sg-1", "Status": "active"}]}]}"#,
        #"{"tasks": [{"taskArn": "arn:aws:ecs:eu-west-1:123456789012:task/main/0123", "group": "service:api", "attachments": [{"id": "a", "type": "ElasticNetworkInterface", "details": [{"name": "networkInterfaceId", "value": "eni-1"}, {"name": "privateIPv4Address", "value": "10.0.1.7"}]}]}]}"#,
        #"{"VpcPeeringConnections": [{"VpcPeeringConnectionId": "pcx-1", "Status": {"Code": "deleted"}, "AccepterVpcInfo": {"OwnerId": "1", "VpcId": "vpc-1", "Region": "us-east-1", "CidrBlock": "10.0.0.0/16"}, "RequesterVpcInfo": {"OwnerId": "2", "VpcId": "vpc-2"}}]}"#,
        #"{"StaleSecurityGroupSet": [{"GroupId": "sg-1", "VpcId": "vpc-1", "StaleIpPermissions": [{"FromPort": 1, "IpProtocol": "tcp", "ToPort": 1, "UserIdGroupPairs": [{"GroupId": "sg-2", "PeeringStatus": "deleted", "UserId": "1", "VpcId": "vpc-2", "VpcPeeringConnectionId": "pcx-1"}]}]}]}"#,
    ]

    /// What carries and filters packets.
    static let networkAnswers = [
        #"{"RouteTables": [{"RouteTableId": "rtb-1", "VpcId": "vpc-1", "OwnerId": "123456789012", "Associations": [{"Main": true}, {"SubnetId": "subnet-1", "AssociationState": {"State": "associated"}}, {"GatewayId": "igw-1"}], "PropagatingVgws": [{"GatewayId": "vgw-1"}], "Routes": [{"DestinationCidrBlock": "10.0.0.0/16", "GatewayId": "local", "Origin": "CreateRouteTable", "State": "active"}, {"DestinationIpv6CidrBlock": "::/0", "EgressOnlyInternetGatewayId": "eigw-1", "Origin": "CreateRoute", "State": "active"}, {"DestinationPrefixListId": "pl-1", "GatewayId": "vpce-1", "State": "active"}, {"DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": "nat-1", "State": "blackhole"}]}], "NextToken": "x"}"#,
        #"{"NetworkAcls": [{"NetworkAclId": "acl-1", "VpcId": "vpc-1", "IsDefault": true, "Associations": [{"SubnetId": "subnet-1", "NetworkAclId": "acl-1"}], "Entries": [{"RuleNumber": 90, "Egress": false, "RuleAction": "deny", "Protocol": "1", "IcmpTypeCode": {"Type": 8, "Code": -1}, "CidrBlock": "0.0.0.0/0"}, {"RuleNumber": 100, "Egress": true, "RuleAction": "allow", "Protocol": "6", "PortRange": {"From": 1024, "To": 65535}, "Ipv6CidrBlock": "::/0"}, {"RuleNumber": 32767, "Egress": false, "RuleAction": "deny", "Protocol": "-1", "CidrBlock": "0.0.0.0/0"}]}]}"#,
        #"{"InternetGateways": [{"InternetGatewayId": "igw-1", "OwnerId": "123456789012", "Attachments": [{"VpcId": "vpc-1", "State": "available"}]}]}"#,
        #"{"EgressOnlyInternetGateways": [{"EgressOnlyInternetGatewayId": "eigw-1", "Attachments": [{"VpcId": "vpc-1", "State": "attached"}]}]}"#,
        #"{"NatGateways": [{"NatGatewayId": "nat-1", "VpcId": "vpc-1", "SubnetId": "subnet-1", "State": "available", "ConnectivityType": "public", "AvailabilityMode": "regional", "AutoProvisionZones": "enabled", "RouteTableId": "rtb-2", "AttachedAppliances": [{}], "NatGatewayAddresses": [{"PrivateIp": "10.0.3.30", "PublicIp": "198.51.100.30", "NetworkInterfaceId": "eni-1", "IsPrimary": true, "Status": "succeeded", "AvailabilityZone": "eu-west-1a"}]}]}"#,
        #"{"Addresses": [{"PublicIp": "198.51.100.10", "AllocationId": "eipalloc-1", "NetworkInterfaceId": "eni-1", "PrivateIpAddress": "10.0.1.10"}]}"#,
        #"{"VpcBlockPublicAccessOptions": {"AwsAccountId": "123456789012", "AwsRegion": "eu-west-1", "InternetGatewayBlockMode": "block-ingress", "State": "update-in-progress"}}"#,
        #"{"VpcBlockPublicAccessExclusions": [{"ExclusionId": "vpcbpa-exclude-1", "ResourceArn": "arn:aws:ec2:eu-west-1:123456789012:subnet/subnet-1", "InternetGatewayExclusionMode": "allow-egress", "State": "create-complete"}]}"#,
        #"{"Subnets": [{"SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.0.1.0/24", "AvailabilityZoneId": "euw1-az1", "OwnerId": "123456789012", "BlockPublicAccessStates": {"InternetGatewayBlockMode": "off"}}]}"#,
    ]

    /// What joins VPCs: each of a call's members that decides.
    static let joiningAnswers = [
        #"{"VpcPeeringConnections": [{"VpcPeeringConnectionId": "pcx-1", "Status": {"Code": "active"}, "Tags": [{"Key": "Name", "Value": "x"}], "RequesterVpcInfo": {"VpcId": "vpc-1", "OwnerId": "123456789012", "Region": "eu-west-1", "CidrBlock": "10.0.0.0/16", "CidrBlockSet": [{"CidrBlock": "10.0.0.0/16"}], "Ipv6CidrBlockSet": [{"Ipv6CidrBlock": "2001:db8::/56"}]}, "AccepterVpcInfo": {"VpcId": "vpc-2"}}]}"#,
        #"{"TransitGateways": [{"TransitGatewayId": "tgw-1", "OwnerId": "123456789012", "State": "available", "Options": {"SecurityGroupReferencingSupport": "enable", "DefaultRouteTableAssociation": "enable", "AssociationDefaultRouteTableId": "tgw-rtb-1", "DefaultRouteTablePropagation": "disable", "PropagationDefaultRouteTableId": "tgw-rtb-1", "TransitGatewayCidrBlocks": ["10.99.0.0/24"]}}]}"#,
        #"{"TransitGatewayAttachments": [{"TransitGatewayAttachmentId": "tgw-attach-1", "TransitGatewayId": "tgw-1", "TransitGatewayOwnerId": "123456789012", "ResourceType": "vpc", "ResourceId": "vpc-1", "ResourceOwnerId": "123456789012", "State": "available", "Association": {"TransitGatewayRouteTableId": "tgw-rtb-1", "State": "associated"}}], "NextToken": "x"}"#,
        #"{"TransitGatewayVpcAttachments": [{"TransitGatewayAttachmentId": "tgw-attach-1", "TransitGatewayId": "tgw-1", "VpcId": "vpc-1", "VpcOwnerId": "123456789012", "State": "available", "SubnetIds": ["subnet-1"], "Options": {"SecurityGroupReferencingSupport": "enable", "Ipv6Support": "disable", "ApplianceModeSupport": "disable"}}]}"#,
        #"{"TransitGatewayPeeringAttachments": [{"TransitGatewayAttachmentId": "tgw-attach-2", "AccepterTransitGatewayAttachmentId": "tgw-attach-3", "RequesterTgwInfo": {"TransitGatewayId": "tgw-1", "OwnerId": "123456789012", "Region": "eu-west-1"}, "AccepterTgwInfo": {"CoreNetworkId": "core-network-1", "TransitGatewayId": "tgw-2"}, "State": "available"}]}"#,
        #"{"TransitGatewayRouteTables": [{"TransitGatewayRouteTableId": "tgw-rtb-1", "TransitGatewayId": "tgw-1", "State": "available", "DefaultAssociationRouteTable": true}]}"#,
        #"{"TransitGatewayStaticRoutes": [{"TransitGatewayRouteTableId": "tgw-rtb-1", "Routes": [{"DestinationCidrBlock": "10.0.0.0/16", "PrefixListId": "pl-1", "TransitGatewayAttachments": [{"ResourceId": "vpc-1", "TransitGatewayAttachmentId": "tgw-attach-1", "ResourceType": "vpc"}], "Type": "static", "State": "active"}], "AdditionalRoutesAvailable": false}], "TransitGatewayPropagations": [{"TransitGatewayRouteTableId": "tgw-rtb-1", "TransitGatewayRouteTablePropagations": [{"TransitGatewayAttachmentId": "tgw-attach-1", "ResourceId": "vpc-1", "ResourceType": "vpc", "State": "enabled"}]}]}"#,
        #"{"sgscope": "snapshot", "version": 1, "sources": [{"account": "123456789012", "documents": [{"call": "ec2 search-transit-gateway-routes", "id": "tgw-rtb-1", "output": {"Routes": [{"DestinationCidrBlock": "10.0.0.0/16", "TransitGatewayAttachments": [{"ResourceId": "vpc-1", "TransitGatewayAttachmentId": "tgw-attach-1", "ResourceType": "vpc"}], "Type": "propagated", "State": "active"}, {"PrefixListId": "pl-1", "Type": "static", "State": "blackhole"}], "AdditionalRoutesAvailable": true}}, {"call": "ec2 get-transit-gateway-route-table-associations", "id": "tgw-rtb-1", "output": {"Associations": [{"TransitGatewayAttachmentId": "tgw-attach-1", "ResourceId": "vpc-1", "ResourceType": "vpc", "State": "associated"}]}}, {"call": "ec2 get-transit-gateway-route-table-propagations", "id": "tgw-rtb-1", "output": {"TransitGatewayRouteTablePropagations": [{"TransitGatewayAttachmentId": "tgw-attach-1", "State": "enabling"}]}}]}]}"#,
        #"{"VpnGateways": [{"VpnGatewayId": "vgw-1", "State": "available", "VpcAttachments": [{"VpcId": "vpc-1", "State": "attached"}]}]}"#,
        #"{"VpnConnections": [{"VpnConnectionId": "vpn-1", "VpnGatewayId": "vgw-1", "TransitGatewayId": "tgw-1", "CustomerGatewayId": "cgw-1", "State": "available", "Options": {"StaticRoutesOnly": true}, "Routes": [{"DestinationCidrBlock": "192.0.2.0/24", "State": "available"}], "VgwTelemetry": [{"Status": "UP"}]}]}"#,
        #"{"CustomerGateways": [{"CustomerGatewayId": "cgw-1", "BgpAsn": "65000", "IpAddress": "203.0.113.77"}]}"#,
        #"{"directConnectGateways": [{"directConnectGatewayId": "dx", "directConnectGatewayName": "x", "directConnectGatewayState": "available"}], "directConnectGatewayAssociations": [{"directConnectGatewayId": "dx", "associationState": "associated", "associatedGateway": {"id": "tgw-1"}, "virtualGatewayId": "vgw-1"}], "nextToken": "x"}"#,
        #"{"VpcEndpoints": [{"VpcEndpointId": "vpce-1", "VpcEndpointType": "Gateway", "VpcId": "vpc-1", "ServiceName": "com.amazonaws.eu-west-1.s3", "State": "available", "PolicyDocument": "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"*\"},\"Action\":[\"*\"],\"Resource\":\"*\",\"Condition\":{}}]}", "RouteTableIds": ["rtb-1"], "SubnetIds": ["subnet-1"], "NetworkInterfaceIds": ["eni-1"], "OwnerId": "123456789012"}]}"#,
        #"{"PrefixLists": [{"PrefixListId": "pl-1", "PrefixListName": "com.amazonaws.eu-west-1.s3", "Cidrs": ["52.218.0.0/17"]}]}"#,
        #"{"Firewalls": [{"FirewallName": "f", "FirewallArn": "arn:f"}], "Firewall": {"FirewallName": "f", "FirewallArn": "arn:f", "VpcId": "vpc-1", "TransitGatewayId": "tgw-1", "SubnetMappings": [{"SubnetId": "subnet-1"}]}, "FirewallStatus": {"SyncStates": {"eu-west-1a": {"Attachment": {"SubnetId": "subnet-1", "EndpointId": "vpce-1", "Status": "READY"}}}}}"#,
    ]

    private static let balancerArn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012"

    /// Load balancers and what stands behind them: each of a call's members that decides.
    static let balancerAnswers = [
        #"{"LoadBalancers": [{"LoadBalancerArn": "\#(balancerArn):loadbalancer/net/wire/5d1b75f4f1cee11e", "DNSName": "wire-1.elb.amazonaws.com", "LoadBalancerName": "wire", "Scheme": "internal", "State": {"Code": "active_impaired"}, "Type": "network", "SecurityGroups": [], "VpcId": "vpc-1", "AvailabilityZones": [{"ZoneName": "eu-west-1a", "SubnetId": "subnet-1", "LoadBalancerAddresses": [{"PrivateIPv4Address": "10.0.1.9"}]}]}], "NextMarker": "x"}"#,
        #"{"LoadBalancerDescriptions": [{"LoadBalancerName": "old", "DNSName": "old-1.elb.amazonaws.com", "SecurityGroups": ["sg-1"], "VPCId": "vpc-1", "Subnets": ["subnet-1"], "AvailabilityZones": ["eu-west-1a"], "Scheme": "internet-facing", "SourceSecurityGroup": {"OwnerAlias": "123456789012"}, "ListenerDescriptions": [{"Listener": {"Protocol": "SSL", "LoadBalancerPort": 443, "InstanceProtocol": "TCP", "InstancePort": 8443}}], "Instances": [{"InstanceId": "i-1"}]}]}"#,
        #"{"Listeners": [{"ListenerArn": "\#(balancerArn):listener/app/front/1/2", "LoadBalancerArn": "\#(balancerArn):loadbalancer/app/front/1", "Port": 443, "Protocol": "HTTPS", "DefaultActions": [{"Type": "authenticate-oidc"}, {"Type": "forward", "TargetGroupArn": "\#(balancerArn):targetgroup/web/3"}, {"Type": "redirect"}]}]}"#,
        #"{"Rules": [{"RuleArn": "\#(balancerArn):listener-rule/app/front/1/2/4", "Priority": "10", "Actions": [{"Type": "forward", "ForwardConfig": {"TargetGroups": [{"TargetGroupArn": "\#(balancerArn):targetgroup/web/3", "Weight": 0}, {"TargetGroupArn": "\#(balancerArn):targetgroup/api/5", "Weight": 1}]}}], "IsDefault": false}, {"RuleArn": "\#(balancerArn):listener-rule/app/front/1/2/6", "Priority": "default", "Actions": [{"Type": "fixed-response"}], "IsDefault": true}]}"#,
        #"{"TargetGroups": [{"TargetGroupArn": "\#(balancerArn):targetgroup/web/3", "TargetGroupName": "web", "Protocol": "TCP_UDP", "Port": 8080, "VpcId": "vpc-1", "TargetType": "ip"}]}"#,
        #"{"TargetGroupArn": "\#(balancerArn):targetgroup/web/3", "TargetHealthDescriptions": [{"Target": {"Id": "10.0.3.30", "Port": 8080, "AvailabilityZone": "all"}, "TargetHealth": {"State": "healthy"}}]}"#,
        #"{"LoadBalancerArn": "\#(balancerArn):loadbalancer/net/wire/5d1b75f4f1cee11e", "Attributes": [{"Key": "deletion_protection.enabled", "Value": "false"}, {"Key": "load_balancing.cross_zone.enabled", "Value": "true"}]}"#,
        #"{"TargetGroupArn": "\#(balancerArn):targetgroup/web/3", "Attributes": [{"Key": "preserve_client_ip.enabled", "Value": "true"}, {"Key": "load_balancing.cross_zone.enabled", "Value": "use_load_balancer_configuration"}]}"#,
        #"{"LoadBalancerName": "old", "LoadBalancerAttributes": {"CrossZoneLoadBalancing": {"Enabled": true}}}"#,
        #"{"LoadBalancerListeners": [{"LoadBalancerArn": "b", "Listeners": []}], "LoadBalancerAttributes": [{"LoadBalancerArn": "b", "Attributes": [{"Key": "load_balancing.cross_zone.enabled", "Value": "false"}]}], "LoadBalancerTargetHealth": [{"TargetGroupArn": "t", "TargetHealthDescriptions": [{"Target": {"Id": "i-1"}}]}]}"#,
        #"{"sgscope": "snapshot", "version": 1, "sources": [{"account": "123456789012", "region": "eu-west-1", "documents": [{"call": "elbv2 describe-target-groups", "output": {"TargetGroups": [{"TargetGroupArn": "\#(balancerArn):targetgroup/web/3", "TargetGroupName": "web", "TargetType": "instance"}]}}, {"call": "elbv2 describe-listeners", "id": "\#(balancerArn):loadbalancer/app/front/1", "output": {"Listeners": []}}, {"call": "elbv2 describe-target-health", "id": "web", "output": {"TargetHealthDescriptions": []}}, {"call": "elb describe-load-balancer-attributes", "id": "old", "output": {"LoadBalancerAttributes": {"CrossZoneLoadBalancing": {"Enabled": false}}}}], "missing": [{"call": "elbv2 describe-rules", "id": "\#(balancerArn):listener/app/front/1/2", "reason": "x"}, {"call": "elbv2 describe-listeners", "id": "b", "reason": "x"}]}]}"#,
    ]

    /// `pulumi preview --json`.
    static let preview =
        #"{"config": {}, "steps": [{"op": "create", "urn": "urn:pulumi:dev::app::aws:ec2/securityGroup:SecurityGroup::web", "newState": {"urn": "urn:pulumi:dev::app::aws:ec2/securityGroup:SecurityGroup::web", "custom": true, "type": "aws:ec2/securityGroup:SecurityGroup", "inputs": {"name": "web", "ingress": [{"protocol": "tcp", "fromPort": 443, "toPort": 443, "cidrBlocks": ["0.0.0.0/0"], "securityGroups": ["04da6b54-80e4-46f7-96ec-b56ff0331ba9"]}]}}}, {"op": "delete", "urn": "urn:pulumi:dev::app::aws:ec2/securityGroup:SecurityGroup::old", "oldState": {"urn": "urn:pulumi:dev::app::aws:ec2/securityGroup:SecurityGroup::old", "type": "aws:ec2/securityGroup:SecurityGroup", "id": "sg-1", "outputs": {"id": "sg-1", "name": "old", "ingress": []}}}]}"#

    /// Load balancers of a template, with what is open in them.
    static let balancerTemplate =
        #"{"Parameters": {"Open": {"Type": "String"}}, "Conditions": {"C": {"Fn::Equals": [{"Ref": "Open"}, "x"]}}, "Resources": {"Front": {"Type": "AWS::ElasticLoadBalancingV2::LoadBalancer", "Properties": {"Type": "network", "Scheme": {"Ref": "Open"}, "SubnetMappings": [{"SubnetId": "subnet-1", "PrivateIPv4Address": "10.0.1.9"}], "LoadBalancerAttributes": [{"Key": "load_balancing.cross_zone.enabled", "Value": "true"}]}}, "Listener": {"Type": "AWS::ElasticLoadBalancingV2::Listener", "Condition": "C", "Properties": {"LoadBalancerArn": {"Ref": "Front"}, "Port": "443", "Protocol": "TLS", "DefaultActions": [{"Type": "forward", "ForwardConfig": {"TargetGroups": [{"TargetGroupArn": {"Fn::GetAtt": ["Group", "TargetGroupArn"]}, "Weight": 0}]}}]}}, "Rule": {"Type": "AWS::ElasticLoadBalancingV2::ListenerRule", "Properties": {"ListenerArn": {"Ref": "Listener"}, "Priority": 1, "Actions": [{"Fn::If": ["C", {"Type": "redirect"}, {"Type": "forward", "TargetGroupArn": {"Ref": "Group"}}]}]}}, "Group": {"Type": "AWS::ElasticLoadBalancingV2::TargetGroup", "Properties": {"Port": 8080, "Protocol": "TCP", "TargetType": "ip", "Targets": [{"Id": "10.0.1.5", "Port": {"Ref": "Open"}, "AvailabilityZone": "all"}], "TargetGroupAttributes": [{"Key": "preserve_client_ip.enabled", "Value": true}]}}, "Old": {"Type": "AWS::ElasticLoadBalancing::LoadBalancer", "Properties": {"Listeners": [{"LoadBalancerPort": "80", "InstancePort": "8080", "Protocol": "HTTP"}], "Instances": ["i-1"], "CrossZone": true}}, "Service": {"Type": "AWS::ECS::Service", "Properties": {"LoadBalancers": [{"TargetGroupArn": {"Ref": "Group"}}]}}}}"#

    /// Load balancers of a Pulumi stack.
    static let balancerStack =
        #"{"version": 3, "deployment": {"manifest": {}, "resources": [{"urn": "urn:pulumi:dev::app::aws:lb/loadBalancer:LoadBalancer::front", "custom": true, "type": "aws:lb/loadBalancer:LoadBalancer", "id": "arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/app/front/1", "outputs": {"arn": "arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/app/front/1", "name": "front", "loadBalancerType": "application", "internal": true, "subnetMappings": [{"subnetId": "subnet-1"}], "securityGroups": ["sg-1"]}}, {"urn": "urn:pulumi:dev::app::aws:lb/listener:Listener::https", "custom": true, "type": "aws:lb/listener:Listener", "id": "arn:aws:elasticloadbalancing:eu-west-1:1:listener/app/front/1/2", "outputs": {"loadBalancerArn": "arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/app/front/1", "port": 443, "protocol": "HTTPS", "defaultActions": [{"type": "forward", "forward": {"targetGroups": [{"arn": "tg", "weight": 1}]}}]}}, {"urn": "urn:pulumi:dev::app::aws:elb/loadBalancer:LoadBalancer::old", "custom": true, "type": "aws:elb/loadBalancer:LoadBalancer", "id": "old", "outputs": {"name": "old", "listeners": [{"lbPort": 80, "lbProtocol": "http", "instancePort": 8080}], "instances": ["i-1"]}}]}}"#

    static let snapshot =
        #"{"sgscope": "snapshot", "version": 1, "captured": "2026-11-20T09:14:15Z", "sources": [{"account": "123456789012", "region": "us-east-1", "captured": "2026-11-20T09:14:15Z", "documents": [{"call": "ec2 describe-security-groups", "output": {"SecurityGroups": [{"GroupId": "sg-1", "GroupName": "web", "VpcId": "vpc-1", "OwnerId": "123456789012", "IpPermissions": [{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "IpRanges": [{"CidrIp": "0.0.0.0/0", "Description": "all"}], "Ipv6Ranges": [], "PrefixListIds": [{"PrefixListId": "pl-1"}], "UserIdGroupPairs": [{"GroupId": "sg-1", "UserId": "123456789012"}]}], "IpPermissionsEgress": []}]}}, {"call": "ec2 get-managed-prefix-list-entries", "id": "pl-1", "output": {"Entries": [{"Cidr": "10.0.0.0/8"}]}}], "missing": [{"call": "ec2 describe-network-interfaces", "reason": "access denied"}]}]}"#

    static let questionLines = [
        #"{"source": "alb", "destination": "rds", "protocol": "tcp", "port": 5432}"#,
        #"{"source": "internet", "destination": "10.0.1.5", "protocol": "icmp", "icmp_type": 8, "icmp_code": 0, "ip_version": 4}"#,
        #"{"source": "10.0.0.0/8", "destination": "::/0", "port": "8000-8100", "protocol": "17", "ip_version": 6}"#,
        #"{"source": "sg-1", "destination": "internet", "port": null}"#,
    ]

    static let questions = [
        "alb -> rds:5432", "internet -> chat-dev-alb-sg:80,443", "10.0.0.0/8 -> [2001:db8::1]:53/udp", "a -> b:icmp/3/4",
        "internet alb https", "vpc-1/10.0.1.5 redis 8000-8100/tcp", "ip-10-0-1-5.ec2.internal arn:aws:rds:us-east-1:1:db:x ping",
    ]

    static let logLines = [
        "2 123456789012 eni-1235b8ca123456789 172.31.16.139 172.31.16.21 20641 22 6 20 4249 1418530010 1418530070 ACCEPT OK",
        "2 123456789012 eni-1235b8ca123456789 172.31.9.69 172.31.9.12 49761 3389 6 20 4249 1418530010 1418530070 REJECT OK",
        "IP 10.0.10.5.51234 > 10.0.11.6.5432: Flags [S], seq 1, win 64240, length 0",
        "kernel: DROP IN=eth0 OUT= SRC=10.0.1.5 DST=10.0.1.6 LEN=60 PROTO=TCP SPT=51234 DPT=6379 SYN",
        "connect to rds.abc.us-east-1.rds.amazonaws.com port 5432 failed: Connection timed out",
        "dial tcp 10.0.11.24:6379: i/o timeout", "psql: could not connect to server \"[fd00::5]:5432\": Connection timed out",
        "Error: connect ETIMEDOUT 10.0.11.24:5432", "redis://user:secret@cache.abc.cache.amazonaws.com:6379/0",
        "https://internal-front-123.elb.amazonaws.com/health?x=1", "arn:aws:rds:us-east-1:123456789012:db:orders",
    ]
    /// Beginnings of what is known and refused.
    static let foreignTexts = [
        "SECURITYGROUPS\tthe front\tsg-1\tweb\n", "{'SecurityGroups': [{'GroupId': 'sg-1'}]}",
        "-----\n|  DescribeSecurityGroups  |\n",
        "aws_security_group.web: Refreshing state... [id=sg-1]\nTerraform will perform the following actions:\n",
        "# aws_security_group.web:\nresource \"aws_security_group\" \"web\" {\n}\n",
        "localhost | SUCCESS => {\"security_groups\": []}\n",
        "service: shop\nprovider:\n  name: aws\n", "apiVersion: ec2.aws.upbound.io/v1beta1\nkind: SecurityGroup\n",
        "{\"@level\":\"info\",\"@message\":\"x\",\"type\":\"version\"}\n",
    ]
}
