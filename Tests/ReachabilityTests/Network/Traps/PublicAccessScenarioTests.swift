import CoreModel
import Testing

@testable import Reachability

/// The six scenarios of AWS's own example of Block Public Access, with its four instances (T62).
///
/// Source: https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-example.html: A and B have public addresses in public subnets A
/// and B, in B stands the NAT gateway, C and D are in a private subnet, and D pings over IPv6 through an egress-only internet gateway.
@Suite("AWS's example of Block Public Access")
struct PublicAccessScenarioTests {
    private static let network = """
        vpc v 10.0.0.0/16 2001:db8:a::/56
        subnet public-a v 10.0.1.0/24
        subnet public-b v 10.0.2.0/24
        subnet private-c v 10.0.3.0/24 2001:db8:a:3::/64
        table rtb-public v public-a,public-b
          10.0.0.0/16 local
          2001:db8:a::/56 local
          0.0.0.0/0 igw-1
        table rtb-private v private-c
          10.0.0.0/16 local
          2001:db8:a::/56 local
          0.0.0.0/0 nat-1
          ::/0 eigw-1
        igw igw-1 v
        eigw eigw-1 v
        nat nat-1 public-b 10.0.2.30 198.51.100.30
        group instances
          in tcp 22 0.0.0.0/0
          in icmp - 0.0.0.0/0
          out all - 0.0.0.0/0
          out all - ::/0
        eni a public-a 10.0.1.85 198.51.100.10
        eni b public-b 10.0.2.98 198.51.100.20
        eni c private-c 10.0.3.180
        eni d private-c 10.0.3.59 2001:db8:a:3::59
        groups a instances
        groups b instances
        groups c instances
        groups d instances
        """

    /// A ping of A and of B, and pings by A, B, C and D: "+" where there is an answer.
    private static let pings = [
        "203.0.113.9 -> a icmp 8/0", "203.0.113.9 -> b icmp 8/0", "a -> 203.0.113.9 icmp 8/0", "b -> 203.0.113.9 icmp 8/0",
        "c -> 203.0.113.9 icmp 8/0", "d -> 2001:db8:ffff::1 58 128/0",
    ]

    @Test(
        "Each instance pings and is pinged as AWS shows it",
        arguments: [
            (1, "block off", "++++++"), (2, "block block-bidirectional", "------"), (3, "block block-ingress", "----++"),
            (4, "block block-ingress\nexclude public-a allow-bidirectional", "+-+-++"),
            (5, "block block-ingress\nexclude public-a allow-egress", "----++"),
            (6, "block block-bidirectional\nexclude public-a allow-egress", "------"),
            // Beside AWS's: the subnet that the NAT gateway is in, and the one that talks to the egress-only gateway.
            (7, "block block-bidirectional\nexclude public-b allow-egress", "----+-"),
            (8, "block block-bidirectional\nexclude private-c allow-egress", "-----+"),
            (9, "block block-bidirectional\nexclude public-b allow-bidirectional", "-+-++-"),
        ])
    func scenario(number: Int, block: String, answers: String) throws {
        let sketch = try NetworkSketch(Self.network + "\n" + block)
        let ways = try Self.pings.map(sketch.way)
        #expect(ways.map { $0.verdict == .allowed ? "+" : $0.verdict == .blocked ? "-" : "?" }.joined() == answers)
        for way in ways where way.verdict == .blocked {
            #expect(way.stages.filter { $0.outcome != .pass }.map(\.code) == ["VPC_BLOCK_PUBLIC_ACCESS_ENABLED"])
        }
        // C and D are pinged by nobody, with or without it.
        #expect(try sketch.way("203.0.113.9 -> c icmp 8/0").verdict == .blocked)
        #expect(try sketch.way("2001:db8:ffff::1 -> d 58 128/0").verdict == .blocked)
        // Nor is what stays within the VPC any matter of it.
        #expect(try sketch.way("a -> b tcp 22").verdict == .allowed)
    }
}
