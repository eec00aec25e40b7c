import Foundation
import Testing

/// The program with an aws command that fails in the ways in which the real one does.
@Suite("An aws command that fails", .serialized)
struct AwsCommandTests {
    private static let groups = """
        "ec2 describe-security-groups") cat <<'END'
        {"SecurityGroups": [
          {"GroupId": "sg-1", "GroupName": "web", "OwnerId": "123456789012", "VpcId": "vpc-1", "IpPermissions": [],
           "IpPermissionsEgress": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}]}]},
          {"GroupId": "sg-2", "GroupName": "database", "OwnerId": "123456789012", "VpcId": "vpc-1", "IpPermissionsEgress": [],
           "IpPermissions": [{"IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432, "UserIdGroupPairs": [{"GroupId": "sg-1"}]}]}]}
        END
        ;;
        "ec2 describe-vpcs") echo '{"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}]}' ;;
        """

    @Test(
        "What is wrong for all calls is one line with its remedy, and exit 69",
        arguments: [
            (
                "Unable to locate credentials. You can configure credentials by running \"aws login\".",
                "no credentials: run aws configure"
            ),
            (
                "An error occurred (ExpiredToken) when calling the GetCallerIdentity operation: The security token included in the request is expired",
                "the token has expired: run aws sso login --profile prod"
            ),
            ("The config profile (prod) could not be found", "there is no profile prod"),
            (
                "An error occurred (InvalidClientTokenId) when calling the GetCallerIdentity operation: x",
                "does not accept the keys"
            ),
        ])
    func forAll(words: String, line: String) throws {
        let scratch = try Scratch()
        let environment = try AwsWorld.environment(
            scratch, cases: "*) cat >&2 <<'END'\n\(words)\nEND\nexit 254 ;;")
        let run = try ProgramRun(
            ["capture", "--profile", "prod", "--output", scratch.path("out.json")], environment: environment)
        #expect(run.status == 69)
        #expect(run.errors.split(separator: "\n").count == 1)
        #expect(run.errors.contains(line), "\(run.errors)")
        #expect(!FileManager.default.fileExists(atPath: scratch.path("out.json")))
    }

    @Test("Without an aws command the line says what to install")
    func noCommand() throws {
        let scratch = try Scratch()
        let run = try ProgramRun(["list", "--live"], environment: ["PATH": scratch.directory.path])
        #expect(run.status == 69)
        #expect(run.errors.contains("there is no aws command on the PATH: install the AWS CLI"), "\(run.errors)")
    }

    @Test(
        "What one call lacks is said with its remedy, and what would need it depends",
        arguments: [
            ("UnauthorizedOperation", "access denied: ec2:DescribeNetworkInterfaces is not allowed"),
            ("RequestLimitExceeded", "AWS throttles these calls"), ("InternalError", "server error"),
        ])
    func partial(code: String, words: String) throws {
        let scratch = try Scratch()
        let failing = "An error occurred (\(code)) when calling the DescribeNetworkInterfaces operation: no"
        let environment = try AwsWorld.environment(
            scratch, cases: Self.groups + "\n\"ec2 describe-network-interfaces\") echo '\(failing)' >&2; exit 254 ;;")
        let file = scratch.path("out.json")
        let run = try ProgramRun(["capture", "--output", file], environment: environment)
        #expect(run.status == 0)
        #expect(run.errors.contains("lacks aws ec2 describe-network-interfaces (123456789012 us-east-1): "), "\(run.errors)")
        #expect(run.errors.contains(words), "\(run.errors)")
        // Between groups nothing is missing; whether an address carries a group is not known.
        #expect(try ProgramRun(["why", "-i", file, "web", "database", "5432", "--layers", "security-groups"]).status == 0)
        let answer = try ProgramRun(["why", "-i", file, "10.0.1.5", "database", "5432", "--layers", "security-groups"])
        #expect(answer.status == 2, "\(answer.output)")

        // The same with the listing there, and empty: nobody has the address.
        let whole = try AwsWorld.environment(
            scratch, cases: Self.groups + "\n\"ec2 describe-network-interfaces\") echo '{\"NetworkInterfaces\": []}' ;;")
        #expect(try ProgramRun(["capture", "--output", file], environment: whole).status == 0)
        #expect(try ProgramRun(["why", "-i", file, "10.0.1.5", "database", "5432", "--layers", "security-groups"]).status == 1)
    }

    @Test("What AWS services manage is asked for; a command that does not know how is asked again without, and that is said")
    func managed() throws {
        let scratch = try Scratch()
        let newer = """
            "ec2 describe-network-interfaces"|"ec2 describe-instances") case "$*" in
              *--include-managed-resources*) ;;
              *) echo "it was not asked for" >&2; exit 254 ;;
              esac
              case "$2" in describe-instances) echo '{"Reservations": []}' ;; *) echo '{"NetworkInterfaces": []}' ;; esac ;;
            """
        let file = scratch.path("out.json")
        let first = try ProgramRun(
            ["capture", "--output", file], environment: try AwsWorld.environment(scratch, cases: Self.groups + "\n" + newer))
        #expect(first.status == 0)
        #expect(!first.errors.contains("lacks"), "\(first.errors)")

        let older = """
            "ec2 describe-network-interfaces") case "$*" in
              *--include-managed-resources*) echo "Unknown options: --include-managed-resources" >&2; exit 252 ;;
              esac
              echo '{"NetworkInterfaces": []}' ;;
            """
        let second = try ProgramRun(
            ["capture", "--output", file], environment: try AwsWorld.environment(scratch, cases: Self.groups + "\n" + older))
        #expect(second.status == 0)
        let line =
            "lacks aws ec2 describe-network-interfaces --include-managed-resources (123456789012 us-east-1): it is not known here"
        #expect(second.errors.contains(line), "\(second.errors)")
        // The listing is there and counts.
        #expect(try ProgramRun(["why", "-i", file, "10.0.1.5", "database", "5432", "--layers", "security-groups"]).status == 1)
        #expect(try ProgramRun(["why", "-i", file, "web", "database", "5432"]).errors.contains(line))
    }

    @Test("An answer that is no JSON is a failed call, not a damaged snapshot")
    func garbage() throws {
        let scratch = try Scratch()
        let environment = try AwsWorld.environment(
            scratch, cases: Self.groups + "\n\"ec2 describe-subnets\") echo '{\"Subnets\": [' ;;")
        let run = try ProgramRun(["capture", "--output", scratch.path("out.json")], environment: environment)
        #expect(run.status == 0)
        #expect(run.errors.contains("lacks aws ec2 describe-subnets"), "\(run.errors)")
        #expect(try ProgramRun(["list", "-i", scratch.path("out.json")]).output.contains("database"))
    }

    @Test("What AWS lists as stale covers nothing")
    func stale() throws {
        let scratch = try Scratch()
        let stale =
            #"{"StaleSecurityGroupSet": [{"GroupId": "sg-2", "StaleIpPermissions": [{"UserIdGroupPairs": [{"GroupId": "sg-1"}]}]}]}"#
        let environment = try AwsWorld.environment(
            scratch, cases: Self.groups + "\n\"ec2 describe-stale-security-groups\") echo '\(stale)' ;;")
        let question = ["why", "--live", "--layers", "security-groups", "web", "database", "5432"]
        #expect(try ProgramRun(question, environment: environment).status == 1)
        // Every listing of the network is there and empty, so where the two are nobody tells; what groups stop is stopped all the same.
        let whole = try ProgramRun(["why", "--live", "web", "database", "5432", "--format", "json"], environment: environment)
        #expect(try whole.objects.first?["groups_verdict"] as? String == "blocked" && whole.status != 0)
    }

    @Test("The README's policy allows exactly the calls that are made")
    func policy() throws {
        let scratch = try Scratch()
        let answers = """
            "ec2 describe-managed-prefix-lists") echo '{"PrefixLists": [{"PrefixListId": "pl-1"}]}' ;;
            "ec2 describe-transit-gateway-route-tables") echo '{"TransitGatewayRouteTables": [{"TransitGatewayRouteTableId": "tgw-rtb-1"}]}' ;;
            "directconnect describe-direct-connect-gateways") echo '{"directConnectGateways": [{"directConnectGatewayId": "dx"}]}' ;;
            "network-firewall list-firewalls") echo '{"Firewalls": [{"FirewallArn": "arn:firewall"}]}' ;;
            "elbv2 describe-load-balancers") echo '{"LoadBalancers": [{"LoadBalancerName": "wire", "LoadBalancerArn": "arn:lb", "Type": "network"}]}' ;;
            "elbv2 describe-listeners") echo '{"Listeners": [{"ListenerArn": "arn:l", "LoadBalancerArn": "arn:lb", "Protocol": "HTTPS"}]}' ;;
            "elbv2 describe-target-groups") echo '{"TargetGroups": [{"TargetGroupArn": "arn:tg", "TargetType": "ip"}]}' ;;
            "ecs list-clusters") echo '{"clusterArns": ["arn:cluster"]}' ;;
            "ecs list-tasks") echo '{"taskArns": ["arn:task"]}' ;;
            """
        let environment = try AwsWorld.environment(scratch, cases: Self.groups + "\n" + answers)
        let run = try ProgramRun(["capture", "--output", scratch.path("out.json")], environment: environment)
        #expect(run.status == 0, "\(run.errors)")
        let services = ["elbv2": "elasticloadbalancing", "elb": "elasticloadbalancing"]
        let calls = Set(try scratch.read("calls").split(separator: "\n")).subtracting([
            "sts get-caller-identity", "configure get",
        ])
        let made = calls.map { call in
            let parts = call.split(separator: " ")
            let operation = parts[1].split(separator: "-").map { $0 == "db" ? "DB" : $0.capitalized }.joined()
            return "\(services[String(parts[0])] ?? String(parts[0])):\(operation)"
        }
        let readme = try String(
            contentsOf: Places.tests.deletingLastPathComponent().appending(path: "README.md"), encoding: .utf8)
        let policy = try #require(readme.firstMatch(of: /<!-- policy -->\n```json\n([^`]*)```/)?.output.1)
        let object = try JSONSerialization.jsonObject(with: Data(policy.utf8)) as? [String: Any]
        let statement = try #require((object?["Statement"] as? [[String: Any]])?.first)
        #expect(statement["Action"] as? [String] == Set(made).sorted())
    }

    @Test("What is live counts where a file says something else, and the file's is said to be replaced")
    func merging() throws {
        let scratch = try Scratch()
        let old = try scratch.write(
            "old.json",
            #"{"SecurityGroups": [{"GroupId": "sg-2", "GroupName": "database", "VpcId": "vpc-1", "IpPermissions": [], "IpPermissionsEgress": []}]}"#
        )
        let environment = try AwsWorld.environment(scratch, cases: Self.groups)
        #expect(try ProgramRun(["why", "-i", old, "sg-1", "database", "5432"]).status != 0)
        let question = ["why", "--live", "--layers", "security-groups", "-i", old, "web", "database", "5432"]
        let run = try ProgramRun(question, environment: environment)
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        #expect(run.errors.contains("the rules of live AWS count"), "\(run.errors)")
    }
}
