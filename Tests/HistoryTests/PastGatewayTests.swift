import CoreModel
import History
import Reachability
import Testing

/// Gateways and subnets that went since: what calls tell of them is taken back, and what they do not tell is open.
@Suite("Gateways and subnets of an earlier time")
struct PastGatewayTests {
    private static let nat = "nat-574e3700d76a79a01"
    private static let igw = "igw-688a54cc179b8d5a9"
    private static let vpc = "vpc-39fe02a08398529e4"
    private static let attachment = "{\"internetGatewayId\": \"\(igw)\", \"vpcId\": \"\(vpc)\"}"

    private static func verdict(_ timeLine: TimeLine, at second: Int, _ question: String) throws -> Verdict {
        let analyzer = Analyzer(timeLine.past(at: Trail.time(second)).inventory)
        let parts = try QuestionText(parsing: question)
        return analyzer.wholeVerdict(try analyzer.question(from: parts.source, to: parts.destination, port: parts.port))
    }

    @Test(
        "What rested on a NAT gateway that was deleted since depends, and a sentence says why",
        arguments: ["{\"natGatewayId\": \"\(nat)\"}", "{\"DeleteNatGatewayRequest\": {\"NatGatewayId\": \"\(nat)\"}}"])
    func deletedNat(request: String) throws {
        let now = try Trail.example().applying([.network(.off(Self.nat))])
        let timeLine = try Trail().adding("DeleteNatGateway", request, at: 10).timeLine(now)
        let question = "api -> internet:443"
        #expect(try [9, 10].map { try Self.verdict(timeLine, at: $0, question) } == [.depends, .blocked])
        let past = timeLine.past(at: Trail.time(9))
        #expect(past.opened == ["DeleteNatGateway"] && past.unfollowed.isEmpty)
        #expect(PastText(past).warnings.contains { $0.contains("what rests on it depends: DeleteNatGateway") })
    }

    @Test func `an internet gateway is attached before it was detached and deleted, and not before it was attached`() throws {
        let question = "internet -> alb:443"
        let now = try Trail.example()
        let gone = try Trail().adding("DetachInternetGateway", Self.attachment, at: 10)
            .adding("DeleteInternetGateway", "{\"internetGatewayId\": \"\(Self.igw)\"}", at: 20)
            .timeLine(now.applying([.network(.off(Self.igw))]))
        #expect(try [9, 10, 20].map { try Self.verdict(gone, at: $0, question) } == [.allowed, .blocked, .blocked])
        #expect(gone.past(at: Trail.time(9)).opened.isEmpty)
        let came = try Trail().adding("AttachInternetGateway", Self.attachment, at: 10).timeLine(now)
        #expect(try [9, 10].map { try Self.verdict(came, at: $0, question) } == [.blocked, .allowed])
    }

    @Test func `where a subnet was deleted since, subnets of then are not all told`() throws {
        let timeLine = try Trail().adding("DeleteSubnet", "{\"subnetId\": \"subnet-gone\"}", at: 10).timeLine()
        let (before, after) = (timeLine.past(at: Trail.time(9)), timeLine.past(at: Trail.time(10)))
        #expect(before.opened == ["DeleteSubnet"] && after.opened.isEmpty)
        let vpc = try #require(before.inventory.vpcs.first?.id)
        #expect(before.inventory.coverage(of: .subnets, inVpc: vpc) != .complete)
        #expect(after.inventory.coverage(of: .subnets, inVpc: vpc) == timeLine.inventory.coverage(of: .subnets, inVpc: vpc))
    }
}
