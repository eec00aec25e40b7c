import Example
import Foundation
import Notes
import NotesFile
import CoreModel
import Testing

@Suite("The example's environment")
struct NotesExampleRulesTests {
    /// A rule of the page: the group, the direction, the first port, the peer's name, the description.
    static let rules: Set<[String]> = [
        ["alb", "in", "443", "0.0.0.0/0", "HTTPS from internet"],
        ["alb", "in", "80", "0.0.0.0/0", "HTTP from internet (redirect to HTTPS)"],
        ["alb", "out", "-1", "0.0.0.0/0", "Allow all outbound"],
        ["ecs-api", "in", "3001", "alb", "HTTP from ALB"],
        ["ecs-api", "out", "-1", "0.0.0.0/0", "Allow outbound for AWS services and external APIs"],
        ["ecs-realtime", "in", "3002", "alb", "HTTP/WebSocket from ALB"],
        ["ecs-realtime", "out", "-1", "0.0.0.0/0", "Allow outbound for AWS services and external APIs"],
        ["ecs-workers", "out", "-1", "0.0.0.0/0", "Allow outbound for SQS, RDS, Redis, push services"],
        ["rds", "in", "5432", "ecs-api", "PostgreSQL from ECS API"],
        ["rds", "in", "5432", "ecs-realtime", "PostgreSQL from ECS Realtime"],
        ["rds", "in", "5432", "ecs-workers", "PostgreSQL from ECS Workers"],
        ["rds", "out", "-1", "0.0.0.0/0", "Allow all outbound"],
        ["redis", "in", "6379", "ecs-realtime", "Redis from ECS Realtime"],
        ["redis", "in", "6379", "ecs-api", "Redis from ECS API (for caching)"],
        ["redis", "in", "6379", "ecs-workers", "Redis from ECS Workers (for rate limiting/caching)"],
        ["redis", "out", "-1", "0.0.0.0/0", "Allow all outbound"],
    ]
    static let groups: [String: String] = [
        "alb": "Security group for Application Load Balancer",
        "ecs-api": "Security group for ECS API service",
        "ecs-realtime": "Security group for ECS Realtime service (Socket.IO)",
        "ecs-workers": "Security group for ECS Workers service (SQS consumers)",
        "rds": "Security group for RDS PostgreSQL",
        "redis": "Security group for ElastiCache Redis",
    ]

    @Test("its documents hold six groups, sixteen rules and eight interfaces, described as on the page")
    func documents() throws {
        let groups = try listing("describe-security-groups.json", "SecurityGroups")
        #expect(groups.count == 6)
        var names: [String: String] = [:]
        for group in groups {
            let name = try #require(group["GroupName"] as? String).replacing("chat-dev-", with: "").replacing("-sg", with: "")
            names[try #require(group["GroupId"] as? String)] = name
            #expect(group["Description"] as? String == Self.groups[name])
        }
        var fromGroups: [[String]] = []
        for group in groups {
            for (key, direction) in [("IpPermissions", "in"), ("IpPermissionsEgress", "out")] {
                for permission in try #require(group[key] as? [[String: Any]]) {
                    let port = "\(permission["FromPort"] as? Int ?? -1)"
                    let pairs = permission["UserIdGroupPairs"] as? [[String: Any]] ?? []
                    let ranges = permission["IpRanges"] as? [[String: Any]] ?? []
                    for peer in pairs + ranges {
                        let name = (peer["GroupId"] as? String).flatMap { names[$0] } ?? peer["CidrIp"] as? String
                        let id = try #require(group["GroupId"] as? String)
                        fromGroups.append([names[id] ?? "", direction, port, name ?? "", peer["Description"] as? String ?? ""])
                    }
                }
            }
        }
        #expect(fromGroups.count == 16)
        #expect(Set(fromGroups) == Self.rules)

        let rules = try listing("describe-security-group-rules.json", "SecurityGroupRules").map { rule in
            let peer = (rule["ReferencedGroupInfo"] as? [String: Any])?["GroupId"] as? String
            return [
                (rule["GroupId"] as? String).flatMap { names[$0] } ?? "", rule["IsEgress"] as? Bool == true ? "out" : "in",
                "\(rule["FromPort"] as? Int ?? -1)", peer.flatMap { names[$0] } ?? rule["CidrIpv4"] as? String ?? "",
                rule["Description"] as? String ?? "",
            ]
        }
        #expect(rules.count == 16)
        #expect(Set(rules) == Self.rules)
        #expect(try listing("describe-network-interfaces.json", "NetworkInterfaces").count == 8)
        #expect(try listing("describe-vpcs.json", "Vpcs").count == 1)
        #expect(try listing("describe-subnets.json", "Subnets").count == 4)
    }

    @Test("every rule of the example has a reason in the notes")
    func whys() throws {
        let notes = try NotesReader().read(ExampleEnvironment.notes.bytes, from: "sgscope.yaml")
        for rule in Self.rules {
            let group = try #require(NotesIndex(notes).group(id: "sg-1", name: "chat-dev-\(rule[0])-sg"))
            let traffic = rule[2] == "-1" ? Traffic.all : try Traffic(.tcp, from: Int(rule[2]), to: Int(rule[2]))
            let peer = NotesIndex(notes).group(id: "sg-1", name: "chat-dev-\(rule[3])-sg")?.title ?? rule[3]
            let direction: Direction = rule[1] == "in" ? .ingress : .egress
            let found = group.notes(direction: direction, traffic: traffic, peerNames: [peer])
            #expect(!found.isEmpty, "\(rule)")
            #expect(found.contains { !$0.reasons.isEmpty } || !group.reasons.isEmpty, "\(rule)")
        }
        let database = try #require(notes.group(titled: "RDS SG"))
        let why = database.why(direction: .ingress, traffic: try Traffic(.tcp, from: 5432, to: 5432), peerNames: ["ECS API SG"])
        #expect(why == "The API queries the database. PostgreSQL's standard port, to named services only, one rule each.")
    }

    @Test("what is embedded stays small enough to compile quickly")
    func size() {
        let bytes = ExampleEnvironment.documents.map(\.bytes.count).reduce(ExampleEnvironment.notes.bytes.count, +)
        #expect(bytes < 100_000)
    }

    private func listing(_ file: String, _ key: String) throws -> [[String: Any]] {
        let document = try #require(ExampleEnvironment.documents.first { $0.name == file })
        let object = try JSONSerialization.jsonObject(with: Data(document.bytes)) as? [String: Any]
        return try #require(object?[key] as? [[String: Any]])
    }
}
