import Foundation
import Readers
import Testing

@testable import Live

/// What the `aws` command's last words mean, and what its calls need.
@Suite("The aws command")
struct LiveTests {
    @Test(
        "Its last words become one line with a remedy",
        arguments: [
            (#"Unable to locate credentials. You can configure credentials by running "aws login"."#, AwsFault.noCredentials),
            ("\nAn error occurred (RequestExpired) when calling the DescribeVpcs operation: Request has expired.", .expired),
            ("An error occurred (ExpiredToken) when calling the GetCallerIdentity operation: The security token ...", .expired),
            ("Error when retrieving token from sso: Token has expired and refresh failed", .expired),
            ("Error loading SSO Token: Token for prod does not exist", .expired),
            (
                "The SSO session associated with this profile has expired or is otherwise invalid. To refresh this SSO session run aws sso login with the corresponding profile.",
                .expired
            ),
            (
                "aws: [ERROR]: An error occurred (UnauthorizedOperation) when calling the DescribeVpcs operation: You are not authorized to perform this operation. User: arn:aws:sts::123456789012:assumed-role/a/b is not authorized to perform: ec2:DescribeVpcs",
                .denied(action: "ec2:DescribeVpcs")
            ),
            (
                "An error occurred (AccessDeniedException) when calling the ListFunctions operation: ...",
                .denied(action: "ec2:DescribeVpcs")
            ),
            (
                "An error occurred (RequestLimitExceeded) when calling the DescribeVpcs operation (reached max retries: 4): Request limit exceeded.",
                .throttled
            ),
            ("An error occurred (ThrottlingException) when calling the ListTasks operation: Rate exceeded", .throttled),
            ("An error occurred (InvalidClientTokenId) when calling the GetCallerIdentity operation: ...", .wrongCredentials),
            ("An error occurred (AuthFailure) when calling the DescribeVpcs operation: ...", .wrongCredentials),
            ("An error occurred (OptInRequired) when calling the DescribeVpcs operation: ...", .disabledRegion),
            ("An error occurred (500) when calling the DescribeVpcs operation (reached max retries: 4): ...", .serverError),
            ("An error occurred (InternalError) when calling the DescribeVpcs operation: ...", .serverError),
            (#"You must specify a region. You can also configure your region by running "aws configure"."#, .noRegion),
            ("Provided region_name 'us nowhere' doesn't match a supported format.", .wrongRegion),
            ("The config profile (nope) could not be found", .noProfile),
            (
                #"Could not connect to the endpoint URL: "https://ec2.us-nowhere-9.amazonaws.com/""#,
                .unreachable(address: "https://ec2.us-nowhere-9.amazonaws.com/")
            ),
            (#"Read timeout on endpoint URL: "https://ec2.eu-west-1.amazonaws.com/""#, .timedOut(seconds: nil)),
            (#"Connect timeout on endpoint URL: "https://ec2.eu-west-1.amazonaws.com/""#, .timedOut(seconds: nil)),
            (
                "Unable to parse response (syntax error: line 1, column 0), invalid XML received. Further retries may succeed:\nb'hello'",
                .garbage
            ),
            // What is left of a KeyError, where the answer was XML of somebody else.
            ("'DescribeDBInstancesResult'", .garbage),
            ("SSL validation failed for https://ec2.eu-west-1.amazonaws.com/ [SSL: CERTIFICATE_VERIFY_FAILED]", .untrusted),
            ("usage: aws [options]\naws: error: argument operation: Invalid choice, valid choices are:", .tooOld),
            (
                "usage: Note: AWS CLI version 2, ...\n\nUnknown options: --include-managed-resources", .unknownArgument
            ),
            ("aws: [ERROR]: Unknown options: --include-managed-resources", .unknownArgument),
            (
                "An error occurred (UnknownParameter) when calling the DescribeNetworkInterfaces operation: ...", .unknownArgument
            ),
            ("Enter MFA code for arn:aws:iam::1:mfa/x: EOF when reading a line", .asksForCode),
            ("\nSomething new went wrong\nand more", .other("Something new went wrong")),
            ("", .other("the aws command failed and said nothing")),
        ] as [(String, AwsFault)])
    func faults(text: String, fault: AwsFault) {
        let call = AwsCall(service: "ec2", operation: "describe-vpcs", action: "ec2:DescribeVpcs")
        let read = AwsFault(standardError: text, of: call)
        #expect(read == fault)
        let line = read.text(profile: "prod", region: "eu-west-1")
        #expect(!line.isEmpty && !line.contains("\n"))
    }

    @Test("A fault of the credentials says what to type for the profile")
    func remedies() {
        #expect(AwsFault.expired.text(profile: "prod", region: nil).contains("aws sso login --profile prod"))
        #expect(AwsFault.disabledRegion.text(profile: nil, region: "me-south-1").contains("me-south-1"))
    }

    @Test("The time is that of ISO 8601 in UTC")
    func time() throws {
        let text = LiveReader.now()
        let date = try #require(try? Date(text, strategy: .iso8601))
        #expect(abs(date.timeIntervalSinceNow) < 5)
    }

    @Test("What AWS services manage is asked for, and where the command does not know how, the rest is, and the snapshot says so")
    func managed() throws {
        let asking = AwsCall.first.filter { $0.newer == ["--include-managed-resources"] }.map(\.operation)
        #expect(asking == ["describe-network-interfaces", "describe-instances"])
        var plan = LivePlan()
        plan.add([
            LiveScope(command: AwsCommand(timeout: 1), source: Snapshot.Source(captured: "2026-11-20T09:14:15Z"))
        ])
        var made: [LivePlan.Step] = []
        while let step = plan.start() {
            made.append(step)
            plan.end(step, step.call.newer.isEmpty ? .success(Array("{}".utf8)) : .failure(.unknownArgument))
        }
        let interfaces = made.filter { $0.call.operation == "describe-network-interfaces" }
        #expect(interfaces.map(\.call.newer) == [["--include-managed-resources"], []])
        let source = try #require(plan.scopes.first?.source)
        #expect(source.documents.contains { $0.call == "ec2 describe-network-interfaces" })
        #expect(
            source.missing.map(\.call) == [
                "ec2 describe-instances --include-managed-resources",
                "ec2 describe-network-interfaces --include-managed-resources",
            ])
        // Refused without the argument, it is missing.
        let plain = try #require(interfaces.last)
        plan.end(plain, .failure(.unknownArgument))
        #expect(plan.scopes.first?.source.missing.contains { $0.call == "ec2 describe-network-interfaces" } == true)
        #expect(plan.start() == nil)
    }

    @Test("Tasks are asked for a hundred at a time, and without their environment")
    func tasks() {
        let list = AwsCall(service: "ecs", operation: "list-tasks", list: "taskArns", arguments: ["--cluster", "c"], id: "c")
        let next = list.next { _ in (0..<250).map { "arn:task/\($0)" } }
        #expect(next.map { $0.arguments.filter { $0.hasPrefix("arn:") }.count } == [100, 100, 50])
        #expect(next.allSatisfy { $0.arguments.contains { $0.contains("attachments") && !$0.contains("overrides") } })
    }

    @Test("A VPN connection is asked for without its secrets")
    func vpnSecrets() throws {
        let call = try #require(AwsCall.first.first { $0.operation == "describe-vpn-connections" })
        let query = try #require(call.arguments.last)
        #expect(call.arguments.first == "--query" && query.hasPrefix("{VpnConnections: VpnConnections[].{"))
        for member in [
            "VpnConnectionId", "VpnGatewayId", "TransitGatewayId", "CustomerGatewayId", "StaticRoutesOnly", "Routes", "Status",
        ] { #expect(query.contains("\(member): \(member)"), "\(member)") }
        for secret in ["CustomerGatewayConfiguration", "PreSharedKey", "TunnelOptions", "Options: Options,", "OutsideIpAddress"] {
            #expect(!query.contains(secret), "\(secret)")
        }
    }

    @Test(
        "What an answer tells by its id alone is asked of each",
        arguments: [
            (
                "describe-transit-gateway-route-tables",
                [
                    "search-transit-gateway-routes --transit-gateway-route-table-id x --filters Name=state,Values=active,blackhole",
                    "get-transit-gateway-route-table-associations --transit-gateway-route-table-id x",
                    "get-transit-gateway-route-table-propagations --transit-gateway-route-table-id x",
                ]
            ),
            (
                "describe-direct-connect-gateways",
                ["describe-direct-connect-gateway-associations --direct-connect-gateway-id x"]
            ), ("list-firewalls", ["describe-firewall --firewall-arn x"]), ("describe-prefix-lists", []),
        ] as [(String, [String])])
    func following(operation: String, expected: [String]) throws {
        let call = try #require(AwsCall.first.first { $0.operation == operation })
        let next = call.next { key in key == nil ? [] : ["x", "y"] }
        let ofFirst = next.filter { $0.id == "x" }
        #expect(ofFirst.map { ([$0.operation] + $0.arguments).joined(separator: " ") } == expected)
        #expect(next.count == 2 * expected.count && next.allSatisfy { $0.action != nil })
    }

    /// The calls after an answer, as the command takes them; "x" and "y" are its things, with a word each.
    private static func following(_ service: String, _ operation: String, _ words: [String]) throws -> [String] {
        let call = try #require(
            AwsCall.first.first { $0.service == service && $0.operation == operation }
                ?? AwsCall(service: service, operation: operation, list: "Listeners", id: "b"))
        let next = call.next { key in
            ["Type", "Protocol", "TargetType"].contains(key)
                ? words : key == nil ? [] : Array(["x", "y"].prefix(max(1, words.count)))
        }
        #expect(next.allSatisfy { $0.action?.hasPrefix("elasticloadbalancing:Describe") == true && $0.id != nil })
        return next.map {
            ([$0.service, $0.operation] + $0.arguments.filter { !$0.contains("query") && !$0.hasPrefix("{") }).joined(
                separator: " ")
        }
    }

    @Test("Of load balancers and target groups only that is asked which their kind leaves open")
    func balancing() throws {
        #expect(
            try Self.following("elbv2", "describe-load-balancers", ["application", "network"]) == [
                "elbv2 describe-listeners --load-balancer-arn x", "elbv2 describe-listeners --load-balancer-arn y",
                "elbv2 describe-load-balancer-attributes --load-balancer-arn y",
            ])
        #expect(
            try Self.following("elbv2", "describe-load-balancers", ["gateway"]) == [
                "elbv2 describe-listeners --load-balancer-arn x"
            ])
        // Where the kinds are not told, everything is asked.
        #expect(try Self.following("elbv2", "describe-load-balancers", []).count == 2)
        #expect(
            try Self.following("elb", "describe-load-balancers", []) == [
                "elb describe-load-balancer-attributes --load-balancer-name x"
            ])
        #expect(try Self.following("elbv2", "describe-listeners", ["HTTPS", "TCP"]) == ["elbv2 describe-rules --listener-arn x"])
        #expect(
            try Self.following("elbv2", "describe-target-groups", ["ip", "lambda"]) == [
                "elbv2 describe-target-health --target-group-arn x",
                "elbv2 describe-target-group-attributes --target-group-arn x",
                "elbv2 describe-target-health --target-group-arn y",
            ])
    }

    @Test("What identifies users and what a rule waits for is not asked")
    func balancerSecrets() throws {
        let balancers = try #require(AwsCall.first.first { $0.service == "elbv2" && $0.operation == "describe-load-balancers" })
        let listeners = try #require(balancers.next { $0 == "LoadBalancerArn" ? ["b"] : [] }.first)
        let rules = try #require(listeners.next { $0 == "ListenerArn" ? ["l"] : [] }.first)
        #expect(listeners.operation == "describe-listeners" && rules.operation == "describe-rules")
        for call in [listeners, rules] {
            let query = try #require(call.arguments.last)
            for member in ["Type", "TargetGroupArn", "ForwardConfig"] { #expect(query.contains("\(member): \(member)")) }
            for secret in ["Conditions", "AuthenticateOidcConfig", "FixedResponseConfig"] { #expect(!query.contains(secret)) }
        }
    }

    @Test("A call about one table that is refused is missing with the table's id, and the others stand")
    func refused() throws {
        var plan = LivePlan()
        plan.add([LiveScope(command: AwsCommand(timeout: 1), source: Snapshot.Source(captured: "2026-11-20T09:14:15Z"))])
        while let step = plan.start() {
            switch step.call.operation {
            case "describe-transit-gateway-route-tables":
                plan.end(
                    step, .success(Array(#"{"TransitGatewayRouteTables": [{"TransitGatewayRouteTableId": "tgw-rtb-1"}]}"#.utf8)))
            case "search-transit-gateway-routes", "describe-vpc-endpoints":
                plan.end(step, .failure(.denied(action: step.call.action ?? "")))
            case "get-transit-gateway-route-table-associations": plan.end(step, .success(Array(#"{"Associations": []}"#.utf8)))
            default: plan.end(step, .success(Array("{}".utf8)))
            }
        }
        let source = try #require(plan.scopes.first?.source)
        #expect(
            source.missing.map { [$0.call, $0.id ?? ""] } == [
                ["ec2 describe-vpc-endpoints", ""], ["ec2 search-transit-gateway-routes", "tgw-rtb-1"],
            ])
        let inventory = try InputReader().read([
            .memory(name: "live AWS", bytes: try Snapshot(sources: [source]).bytes())
        ]).inventory
        let table = try #require(inventory.topology.transitGatewayTables.first)
        #expect(table.routeKnowledge == .absent && table.associationKnowledge == .complete)
        #expect(inventory.topology.listings.contains { $0.kind == .endpoints && $0.isRefused })
    }
}
