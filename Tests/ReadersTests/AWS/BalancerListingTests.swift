import CoreModel
import Testing

@testable import Readers

/// What the listings of load balancers, listeners, rules, target groups and targets tell (aws-network 1.8, 2.1 and 5.5).
@Suite("Listings of load balancers")
struct BalancerListingTests {
    typealias Answer = JoiningListingTests.Answer

    private static let arn = "arn:aws:elasticloadbalancing:eu-west-1:111111111111"
    static let front = "\(arn):loadbalancer/app/front/50dc6c495c0c9188"
    static let wire = "\(arn):loadbalancer/net/wire/5d1b75f4f1cee11e"
    static let https = "\(arn):listener/app/front/50dc6c495c0c9188/f2f7dc8efc522ab2"
    static let web = "\(arn):targetgroup/web/73e2d6bc24d8a067"
    static let api = "\(arn):targetgroup/api/6d0ecf831eec9f09"
    static let lambda = "\(arn):targetgroup/hook/1f2e3d4c5b6a7988"

    static let balancers =
        #"{"LoadBalancers": [{"LoadBalancerArn": "\#(front)", "DNSName": "front-424835706.eu-west-1.elb.amazonaws.com", "CanonicalHostedZoneId": "Z2P70J7EXAMPLE", "CreatedTime": "2026-03-25T21:26:12.920Z", "LoadBalancerName": "front", "Scheme": "internet-facing", "VpcId": "vpc-a", "State": {"Code": "active"}, "Type": "application", "AvailabilityZones": [{"ZoneName": "eu-west-1a", "SubnetId": "subnet-a1", "LoadBalancerAddresses": []}, {"ZoneName": "eu-west-1b", "SubnetId": "subnet-b1", "LoadBalancerAddresses": []}], "SecurityGroups": ["sg-alb"], "IpAddressType": "ipv4"}, {"LoadBalancerArn": "\#(wire)", "DNSName": "wire-5d1b75f4f1cee11e.elb.eu-west-1.amazonaws.com", "LoadBalancerName": "wire", "Scheme": "internal", "VpcId": "vpc-a", "State": {"Code": "active_impaired"}, "Type": "network", "AvailabilityZones": [{"ZoneName": "eu-west-1a", "SubnetId": "subnet-a1", "LoadBalancerAddresses": [{"PrivateIPv4Address": "10.0.1.9"}]}], "IpAddressType": "ipv4"}]}"#

    static let listeners =
        #"{"Listeners": [{"ListenerArn": "\#(https)", "LoadBalancerArn": "\#(front)", "Port": 443, "Protocol": "HTTPS", "SslPolicy": "ELBSecurityPolicy-2016-08", "Certificates": [{"CertificateArn": "arn:aws:acm:eu-west-1:111111111111:certificate/secret-certificate"}], "DefaultActions": [{"Type": "authenticate-oidc", "Order": 1, "AuthenticateOidcConfig": {"ClientId": "secret-client"}}, {"Type": "forward", "Order": 2, "TargetGroupArn": "\#(web)", "ForwardConfig": {"TargetGroups": [{"TargetGroupArn": "\#(web)", "Weight": 1}], "TargetGroupStickinessConfig": {"Enabled": false}}}]}, {"ListenerArn": "\#(arn):listener/app/front/50dc6c495c0c9188/0467ef3c8400ae65", "LoadBalancerArn": "\#(front)", "Port": 80, "Protocol": "HTTP", "DefaultActions": [{"Type": "redirect", "RedirectConfig": {"Protocol": "HTTPS", "Port": "443", "StatusCode": "HTTP_301"}}]}]}"#

    static let rules =
        #"{"Rules": [{"RuleArn": "\#(arn):listener-rule/app/front/50dc6c495c0c9188/f2f7dc8efc522ab2/9683b2d02a6cabee", "Priority": "10", "Conditions": [{"Field": "http-header", "HttpHeaderConfig": {"HttpHeaderName": "X-Origin", "Values": ["secret-header"]}}], "Actions": [{"Type": "forward", "ForwardConfig": {"TargetGroups": [{"TargetGroupArn": "\#(api)", "Weight": 8}, {"TargetGroupArn": "\#(web)", "Weight": 2}]}}], "IsDefault": false}, {"RuleArn": "\#(arn):listener-rule/app/front/50dc6c495c0c9188/f2f7dc8efc522ab2/fd906cf3d7a9d36d", "Priority": "default", "Conditions": [], "Actions": [{"Type": "forward", "TargetGroupArn": "\#(web)"}], "IsDefault": true}]}"#

    static let answers = [
        Answer(
            "ec2 describe-network-interfaces",
            #"{"NetworkInterfaces": [{"NetworkInterfaceId": "eni-f1", "SubnetId": "subnet-a1", "VpcId": "vpc-a", "PrivateIpAddress": "10.0.1.7", "PrivateIpAddresses": [{"PrivateIpAddress": "10.0.1.7"}], "Groups": [{"GroupId": "sg-alb"}], "Description": "ELB app/front/50dc6c495c0c9188", "RequesterId": "amazon-elb"}, {"NetworkInterfaceId": "eni-old", "SubnetId": "subnet-a1", "VpcId": "vpc-a", "PrivateIpAddress": "10.0.1.8", "PrivateIpAddresses": [{"PrivateIpAddress": "10.0.1.8"}], "Groups": [{"GroupId": "sg-old"}], "Description": "ELB front", "RequesterId": "amazon-elb"}, {"NetworkInterfaceId": "eni-w1", "SubnetId": "subnet-a1", "VpcId": "vpc-a", "InterfaceType": "network_load_balancer", "PrivateIpAddress": "10.0.1.9", "PrivateIpAddresses": [{"PrivateIpAddress": "10.0.1.9"}], "Groups": [], "Description": "ELB net/wire/5d1b75f4f1cee11e", "RequesterId": "amazon-elb"}]}"#
        ),
        Answer("elbv2 describe-load-balancers", balancers),
        Answer(
            "elb describe-load-balancers",
            #"{"LoadBalancerDescriptions": [{"LoadBalancerName": "front", "DNSName": "front-1.eu-west-1.elb.amazonaws.com", "VPCId": "vpc-a", "Subnets": ["subnet-a1"], "AvailabilityZones": ["eu-west-1a"], "Scheme": "internet-facing", "SecurityGroups": ["sg-old"], "SourceSecurityGroup": {"OwnerAlias": "111111111111", "GroupName": "old"}, "ListenerDescriptions": [{"Listener": {"Protocol": "HTTP", "LoadBalancerPort": 80, "InstanceProtocol": "HTTP", "InstancePort": 8080}, "PolicyNames": []}, {"Listener": {"Protocol": "SSL", "LoadBalancerPort": 443, "InstanceProtocol": "TCP", "InstancePort": 8443}, "PolicyNames": []}], "Instances": [{"InstanceId": "i-0c1"}, {"InstanceId": "i-0c2"}]}]}"#
        ),
        Answer(
            "elbv2 describe-target-groups",
            #"{"TargetGroups": [{"TargetGroupArn": "\#(web)", "TargetGroupName": "web", "Protocol": "HTTP", "Port": 8080, "VpcId": "vpc-a", "TargetType": "instance", "LoadBalancerArns": ["\#(front)"], "IpAddressType": "ipv4"}, {"TargetGroupArn": "\#(api)", "TargetGroupName": "api", "Protocol": "TCP", "Port": 9000, "VpcId": "vpc-a", "TargetType": "ip", "LoadBalancerArns": []}, {"TargetGroupArn": "\#(lambda)", "TargetGroupName": "hook", "TargetType": "lambda", "LoadBalancerArns": []}]}"#
        ), Answer("elbv2 describe-listeners", of: front, listeners),
        Answer(
            "elbv2 describe-listeners", of: wire,
            #"{"Listeners": [{"ListenerArn": "\#(arn):listener/net/wire/5d1b75f4f1cee11e/aa11", "LoadBalancerArn": "\#(wire)", "Port": 9000, "Protocol": "TCP_UDP", "DefaultActions": [{"Type": "forward", "TargetGroupArn": "\#(api)"}]}]}"#
        ), Answer("elbv2 describe-rules", of: https, rules),
        Answer(
            "elbv2 describe-load-balancer-attributes", of: wire,
            #"{"Attributes": [{"Key": "deletion_protection.enabled", "Value": "false"}, {"Key": "load_balancing.cross_zone.enabled", "Value": "true"}]}"#
        ),
        Answer(
            "elb describe-load-balancer-attributes", of: "front",
            #"{"LoadBalancerAttributes": {"CrossZoneLoadBalancing": {"Enabled": false}, "AccessLog": {"Enabled": false}, "ConnectionSettings": {"IdleTimeout": 60}}}"#
        ),
        Answer(
            "elbv2 describe-target-health", of: web,
            #"{"TargetHealthDescriptions": [{"Target": {"Id": "i-0a1", "Port": 8080}, "HealthCheckPort": "8080", "TargetHealth": {"State": "healthy"}}, {"Target": {"Id": "i-0a2", "Port": 8081}, "TargetHealth": {"State": "unhealthy", "Reason": "Target.Timeout"}}]}"#
        ),
        Answer(
            "elbv2 describe-target-health", of: api,
            #"{"TargetHealthDescriptions": [{"Target": {"Id": "10.0.3.30", "Port": 9000, "AvailabilityZone": "eu-west-1a"}, "TargetHealth": {"State": "healthy"}}, {"Target": {"Id": "192.168.7.7", "Port": 9000, "AvailabilityZone": "all"}, "TargetHealth": {"State": "unused"}}]}"#
        ),
        Answer(
            "elbv2 describe-target-health", of: lambda,
            #"{"TargetHealthDescriptions": [{"Target": {"Id": "arn:aws:lambda:eu-west-1:111111111111:function:hook"}, "TargetHealth": {"State": "unavailable"}}]}"#
        ),
        Answer(
            "elbv2 describe-target-group-attributes", of: web,
            #"{"Attributes": [{"Key": "stickiness.enabled", "Value": "false"}, {"Key": "load_balancing.cross_zone.enabled", "Value": "use_load_balancer_configuration"}]}"#
        ),
        Answer(
            "elbv2 describe-target-group-attributes", of: api,
            #"{"Attributes": [{"Key": "load_balancing.cross_zone.enabled", "Value": "false"}, {"Key": "preserve_client_ip.enabled", "Value": "true"}]}"#
        ),
    ]

    static let lines = [
        "balancer loadbalancer/app/front/50dc6c495c0c9188 front application vpc-a active works not internal subnets subnet-a1,subnet-b1 groups sg-alb listeners all",
        "listener listener/app/front/50dc6c495c0c9188/f2f7dc8efc522ab2 443 HTTPS tcp rules all to targetgroup/api/6d0ecf831eec9f09, to targetgroup/web/73e2d6bc24d8a067, to targetgroup/web/73e2d6bc24d8a067 by default",
        "listener listener/app/front/50dc6c495c0c9188/0467ef3c8400ae65 80 HTTP tcp rules not told answers by default",
        "balancer loadbalancer/net/wire/5d1b75f4f1cee11e wire network vpc-a active_impaired works internal subnets subnet-a1 groups  crossing listeners all",
        "listener listener/net/wire/5d1b75f4f1cee11e/aa11 9000 TCP_UDP tcp,udp rules all to targetgroup/api/6d0ecf831eec9f09 by default",
        "balancer front front classic vpc-a 111111111111 eu-west-1 not internal subnets subnet-a1 groups sg-old not crossing instances i-0c1,i-0c2 listeners all",
        "listener 80 80 HTTP tcp rules all to port 8080", "listener 443 443 SSL tcp rules all to port 8443",
        "group targetgroup/web/73e2d6bc24d8a067 web instance vpc-a HTTP 8080 targets all i-0a1 healthy, i-0a2 :8081 unhealthy",
        "group targetgroup/api/6d0ecf831eec9f09 api address vpc-a TCP 9000 preserving not crossing targets all 10.0.3.30 eu-west-1a healthy, 192.168.7.7 all unused",
        "group targetgroup/hook/1f2e3d4c5b6a7988 hook function targets all hook unavailable",
    ]

    @Test("Every member that decides is read")
    func members() throws {
        let inventory = try Fixtures.read(JoiningListingTests.snapshot(Self.answers))
        #expect(BalancerLines.all(inventory) == Self.lines)
        #expect(inventory.notices.isEmpty, "\(inventory.notices)")
    }

    @Test("The answers may come in any order")
    func order() throws {
        let backwards = try Fixtures.read(JoiningListingTests.snapshot(Self.answers.reversed()))
        let forwards = try Fixtures.read(JoiningListingTests.snapshot(Self.answers))
        #expect(Set(BalancerLines.all(backwards)) == Set(BalancerLines.all(forwards)))
    }

    @Test("A snapshot with stand-ins tells all of it, and nothing by name")
    func redacted() throws {
        var whole = JoiningListingTests.snapshot(Self.answers)
        whole.sources[0].missing = [
            .init(
                call: "elbv2 describe-rules", id: "\(Self.arn):listener/app/front/50dc6c495c0c9188/0467ef3c8400ae65", reason: "no"
            )
        ]
        let plain = try Fixtures.read(whole)
        var standIns = StandIns()
        standIns.learn("111111111111", .account)
        standIns.learn(plain)
        standIns.assign()
        let shared = try whole.redacted()
        let read = try Fixtures.read(shared)
        #expect(BalancerLines.all(read) == BalancerLines.all(plain.redacted(standIns)))
        #expect(BalancerLines.all(read).count == Self.lines.count)
        // What a load balancer's interfaces are stays told.
        func nodes(_ inventory: Inventory) -> [String] {
            inventory.topology.loadBalancers.flatMap { balancer in
                inventory.interfaces(calledExactly: inventory[balancer.id]).map { "\(balancer.kind) \($0)" }
            }
        }
        #expect(nodes(read) == nodes(plain) && nodes(plain).count == 2)
        let text = String(decoding: try shared.bytes(), as: UTF8.self)
        for secret in [
            "front", "wire", "\"web\"", "\"api\"", "hook", "50dc6c495c0c9188", "5d1b75f4f1cee11e", "f2f7dc8efc522ab2",
            "73e2d6bc24d8a067", "9683b2d02a6cabee", "111111111111", "i-0a1", "i-0c2", "10.0.3.30", "192.168.7.7", "10.0.1.9",
            "sg-alb", "subnet-a1", "vpc-a", "secret", "elb.amazonaws.com", "Z2P70J7EXAMPLE",
        ] { #expect(!text.contains(secret), "\(secret)") }
        #expect(
            text.contains(":loadbalancer/app/service")
                && shared.sources[0].missing.allSatisfy { $0.id?.contains("hidden") == false })
    }

    @Test(
        "What is refused is open, not absent",
        arguments: [
            ("elbv2 describe-listeners", front, "balancer \(front) unknown groups? listeners some"),
            ("elbv2 describe-rules", https, "listener \(https) rules some"),
        ])
    func refused(call: String, id: String, line: String) throws {
        var snapshot = JoiningListingTests.snapshot([])
        snapshot.sources[0].missing = [.init(call: call, id: id, reason: "access denied")]
        let expected = line.replacing("\(Self.arn):", with: "")
        #expect(BalancerLines.all(try Fixtures.read(snapshot)).contains(expected))
        // Another input that has it tells it.
        let both = try InputReader().read([
            .memory(name: "snapshot", bytes: try snapshot.bytes()), .memory(name: "l.json", bytes: Array(Self.listeners.utf8)),
            .memory(name: "r.json", bytes: Array(Self.rules.utf8)),
        ]).inventory
        #expect(both.topology.loadBalancers.map(\.listenerKnowledge) == [.complete])
        #expect(both.topology.loadBalancers.first?.listeners.first?.ruleKnowledge == .complete)
    }
}
