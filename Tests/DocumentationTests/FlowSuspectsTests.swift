import Notes
import Reachability
import CoreModel
import Testing

@testable import Annotations
@testable import Documentation

@Suite("Whom a flow from any is asked about")
struct FlowSuspectsTests {
    @Test(
        "A flow that is documented as denied for any holds only where the engine blocks every group and the internet",
        arguments: [
            "in tcp 22 b", "in tcp 22 10.0.1.0/24", "in tcp 22 10.0.2.0/24", "in tcp 22 10.9.0.0/16", "in tcp 22 0.0.0.0/0",
            "in tcp 22 ::/0", "in tcp 22 2600::/64", "in tcp 22 pl-1", "in tcp 22 pl-2", "in tcp 22 other",
            "in tcp 22 b@pcx-1=deleted@stale",
            "in tcp 80 b", "in all - c", "in tcp 1-30 a", "in udp 22 0.0.0.0/0", "in tcp 22 192.168.0.0/16", "in tcp 22 d",
        ])
    func complete(rule: String) throws {
        let lab = try Lab(
            """
            vpc v 10.0.0.0/16 2600::/56
            vpc w 192.168.0.0/16
            group a v x
             \(rule)
            group b v x
             out tcp 22 10.0.0.0/16 x
            group c v x
             out all - 0.0.0.0/0 x
             out all - ::/0 x
            group d w x
             out all - 0.0.0.0/0 x
            group e unknown-vpc x
             out all - 0.0.0.0/0 x
            interface eni-1 v b 10.0.1.5
            interface eni-2 v c 10.0.2.6 2600::6
            list pl-1 office 10.0.2.0/24
            list pl-2 far
            """, notes: "flows: {denied: [{from: any, to: a, ports: 22}]}")
        let finding = FlowCheck(
            analyzer: lab.analyzer, annotations: lab.annotations, ends: DocumentedEnds(lab.annotations)
        ).finding(
            try #require(lab.annotations.notes?.flows.first))
        let target = Endpoint(.group(try #require(lab.inventory.group(id: "sg-a"))), asked: "a")
        let internet = Endpoint(.internet, asked: "internet")
        let everybody = [internet] + lab.inventory.loadedGroups.map { Endpoint(.group($0), asked: "") }
        let verdicts = try everybody.flatMap { source in
            try IPVersion.allCases.map { version in
                lab.analyzer.verdict(
                    try Question(from: source, to: target, port: try PortQuery(parsing: "22"), version: version))
            }
        }
        #expect((finding.status == .holds) == verdicts.allSatisfy { $0 == .blocked }, "\(finding.status) \(verdicts)")
    }
}
