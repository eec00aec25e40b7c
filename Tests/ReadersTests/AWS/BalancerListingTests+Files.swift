import CoreModel
import Testing

@testable import Readers

/// Of which thing an answer is that does not say it, and what a part of an answer tells.
extension BalancerListingTests {
    static let health =
        #"{"TargetHealthDescriptions": [{"Target": {"Id": "i-1", "Port": 80}, "TargetHealth": {"State": "healthy"}}]}"#
    private static let groups =
        #"{"TargetGroups": [{"TargetGroupArn": "arn:aws:elasticloadbalancing:eu-west-1:111111111111:targetgroup/web/1a", "TargetGroupName": "web", "TargetType": "instance"}, {"TargetGroupArn": "arn:aws:elasticloadbalancing:eu-west-2:111111111111:targetgroup/web/2b", "TargetGroupName": "web", "TargetType": "instance"}, {"TargetGroupArn": "arn:aws:elasticloadbalancing:eu-west-1:111111111111:targetgroup/api/3c", "TargetGroupName": "api", "TargetType": "ip"}]}"#

    @Test(
        "An answer without its ARN is of what the file's name calls by its name or by the last part of its ARN",
        arguments: [
            ("describe-target-health.api.json", "api/3c", nil), ("elbv2.describe-target-health.api.json", "api/3c", nil),
            ("describe-target-health.2b.json", "web/2b", nil), ("eu-west-1/describe-target-health.web.json", "web/1a", nil),
            ("111111111111/eu-west-2/describe-target-health.web.json", "web/2b", nil),
            ("describe-target-health.web.json", nil, "There are 2 of that name"),
            ("222222222222/eu-west-1/describe-target-health.api.json", nil, "which no input lists"),
            ("describe-target-health.other.json", nil, "which no input lists"),
            ("describe-target-health.json", nil, "of a target group, of which one?"),
            ("health of api.json", nil, "as in describe-target-health.NAME.json"),
        ] as [(String, String?, String?)])
    func names(name: String, group: String?, sentence: String?) throws {
        // The targets come before the groups that they are of.
        let inventory = try JoiningListingTests.files([(name, Self.health), ("groups.json", Self.groups)])
        let told = inventory.topology.targetGroups.filter { $0.targetKnowledge.isComplete }.map { inventory[$0.id] }
        #expect(told.map { $0.split(separator: "/").suffix(2).joined(separator: "/") } == (group.map { [$0] } ?? []))
        #expect(inventory.topology.targetGroups.count == 3)
        let notices = inventory.notices + inventory.topology.notices
        #expect(
            notices.filter { $0.hasPrefix(name) && $0.contains(sentence ?? "") }.count == (sentence == nil ? 0 : 1), "\(notices)")
    }

    @Test("A group that only a listener forwards to is found by its name too")
    func forwarded() throws {
        let inventory = try JoiningListingTests.files([
            ("describe-target-health.web.json", Self.health), ("listeners.json", Self.listeners),
        ])
        #expect(
            BalancerLines.groups(inventory) == ["group targetgroup/web/73e2d6bc24d8a067 unknown targets all i-1 :80 healthy"])
    }

    @Test("Attributes, listeners of none and those of a classic load balancer are told by the file's name")
    func otherNames() throws {
        let inventory = try JoiningListingTests.files([
            ("a/describe-load-balancers.json", Self.balancers),
            ("a/describe-listeners.wire.json", #"{"Listeners": []}"#),
            (
                "a/describe-load-balancer-attributes.5d1b75f4f1cee11e.json",
                #"{"Attributes": [{"Key": "load_balancing.cross_zone.enabled", "Value": "true"}]}"#
            ),
            (
                "a/describe-target-group-attributes.api.json",
                #"{"Attributes": [{"Key": "preserve_client_ip.enabled", "Value": "false"}]}"#
            ), ("a/groups.json", Self.groups),
            (
                "a/elb.describe-load-balancer-attributes.front.json",
                #"{"LoadBalancerAttributes": {"CrossZoneLoadBalancing": {"Enabled": true}}}"#
            ),
            (
                "a/elb.json",
                #"{"LoadBalancerDescriptions": [{"LoadBalancerName": "front", "VPCId": "vpc-a", "ListenerDescriptions": [], "Instances": []}]}"#
            ),
        ])
        #expect(
            BalancerLines.all(inventory).filter { !$0.contains("targetgroup/web") } == [
                "balancer loadbalancer/app/front/50dc6c495c0c9188 front application vpc-a active works not internal subnets subnet-a1,subnet-b1 groups sg-alb listeners not told",
                "balancer loadbalancer/net/wire/5d1b75f4f1cee11e wire network vpc-a active_impaired works internal subnets subnet-a1 groups  crossing listeners all",
                "balancer front front classic vpc-a groups? crossing listeners all",
                "group targetgroup/api/3c api address not preserving targets not told",
            ])
        // An empty list of such a name is anybody's.
        for list in ["Listeners", "Rules"] {
            #expect(throws: ReadError.self) { try JoiningListingTests.files([("a.json", #"{"\#(list)": []}"#)]) }
        }
        for other in [
            #"{"Listeners": [{"ListenerArn": "arn:aws:globalaccelerator::1:x", "PortRanges": []}]}"#,
            #"{"Rules": [{"Name": "x", "Arn": "arn:aws:events:x"}]}"#, #"{"Attributes": [{"Key": "color", "Value": "red"}]}"#,
        ] { #expect(throws: ReadError.self, "\(other)") { try JoiningListingTests.files([("a.json", other)]) } }
    }

    @Test("Classic load balancers of one name are told apart by their regions, and by their VPCs")
    func classics() throws {
        func classic(_ vpc: String) -> String {
            #"{"LoadBalancerDescriptions": [{"LoadBalancerName": "old", "VPCId": "\#(vpc)", "ListenerDescriptions": []}]}"#
        }
        let crossing = #"{"LoadBalancerAttributes": {"CrossZoneLoadBalancing": {"Enabled": true}}}"#
        let inventory = try JoiningListingTests.files([
            ("eu-west-1/elb.describe-load-balancer-attributes.old.json", crossing), ("eu-west-1/elb.json", classic("vpc-1")),
            ("eu-west-2/elb.json", classic("vpc-2")), ("elb.describe-load-balancer-attributes.old.json", crossing),
        ])
        #expect(
            BalancerLines.all(inventory) == [
                "balancer old old classic vpc-1 eu-west-1 groups? crossing listeners all",
                "balancer old old classic vpc-2 eu-west-2 groups? listeners all",
            ])
        let notices = inventory.topology.notices
        #expect(notices.contains { $0.hasPrefix("elb.describe") && $0.contains("There are 2 of that name") }, "\(notices)")
    }

    @Test("Batfish's way to keep listeners, attributes and targets is read")
    func wrapped() throws {
        let inventory = try JoiningListingTests.files([
            (
                "a.json",
                #"{"LoadBalancerListeners": [{"LoadBalancerArn": "\#(Self.wire)", "Listeners": []}, {"LoadBalancerArn": "\#(Self.front)", "Listeners": [{"ListenerArn": "\#(Self.https)", "LoadBalancerArn": "\#(Self.front)", "Port": 443, "Protocol": "HTTPS", "DefaultActions": []}]}]}"#
            ),
            (
                "b.json",
                #"{"LoadBalancerAttributes": [{"LoadBalancerArn": "\#(Self.wire)", "Attributes": [{"Key": "load_balancing.cross_zone.enabled", "Value": "false"}]}]}"#
            ),
            (
                "c.json",
                #"{"LoadBalancerTargetHealth": [{"TargetGroupArn": "\#(Self.api)", "TargetHealthDescriptions": [{"Target": {"Id": "10.0.3.30", "Port": 9000}, "TargetHealth": {"State": "healthy"}}]}, {"TargetGroupArn": "\#(Self.web)", "TargetHealthDescriptions": []}]}"#
            ),
            // And so is one answer beside its ARN.
            ("d.json", #"{"TargetGroupArn": "\#(Self.lambda)", "TargetHealthDescriptions": []}"#),
        ])
        #expect(
            BalancerLines.all(inventory) == [
                "balancer loadbalancer/net/wire/5d1b75f4f1cee11e unknown groups? not crossing listeners all",
                "balancer loadbalancer/app/front/50dc6c495c0c9188 unknown groups? listeners all",
                "listener listener/app/front/50dc6c495c0c9188/f2f7dc8efc522ab2 443 HTTPS tcp rules not told",
                "group targetgroup/api/6d0ecf831eec9f09 unknown targets all 10.0.3.30 :9000 healthy",
                "group targetgroup/web/73e2d6bc24d8a067 unknown targets all",
                "group targetgroup/hook/1f2e3d4c5b6a7988 unknown targets all",
            ])
    }

    @Test(
        "One page of several, a bare list and rules without the default one are no whole listing",
        arguments: [
            (listeners.dropLast() + #", "NextMarker": "x"}"#, "listeners some", true),
            (listeners.dropLast() + #", "NextToken": "x"}"#, "listeners some", true),
            (rules.dropLast() + #", "NextMarker": "x"}"#, "rules some", true),
            (String(listeners.dropFirst(14).dropLast()), "listeners some", false),
            (String(rules.dropFirst(10).dropLast()), "rules some", false),
            (rules.replacing(#""IsDefault": true"#, with: #""IsDefault": false"#), "rules some", false),
            (rules.replacing(#", "IsDefault": true"#, with: ""), "rules all", false), (rules, "rules all", false),
        ] as [(String, String, Bool)])
    func parts(text: String, knowledge: String, isSaid: Bool) throws {
        let inventory = try JoiningListingTests.files([("a.json", text)])
        let lines = BalancerLines.balancers(inventory)
        #expect(lines.contains { $0.contains(knowledge) }, "\(lines)")
        #expect(inventory.notices.contains { $0.contains("one page of several (Next") } == isSaid)
    }

    @Test("A later whole listing of listeners keeps the rules of those that still stand")
    func later() throws {
        let one = Self.listeners.replacing(#""Port": 443"#, with: #""Port": 8443"#)
        let onlyFirst = try #require(one.range(of: #", {"ListenerArn""#))
        let inventory = try JoiningListingTests.files([
            ("1.json", Self.listeners), ("2.json", Self.rules), ("3.json", one[..<onlyFirst.lowerBound] + "]}"),
        ])
        #expect(
            BalancerLines.balancers(inventory).dropFirst() == [
                "listener listener/app/front/50dc6c495c0c9188/f2f7dc8efc522ab2 8443 HTTPS tcp rules all to targetgroup/api/6d0ecf831eec9f09, to targetgroup/web/73e2d6bc24d8a067, to targetgroup/web/73e2d6bc24d8a067 by default"
            ])
    }
}
