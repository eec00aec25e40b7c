import CoreModel
import Testing
import Words

@testable import Reachability

/// What answers say of what stands behind a load balancer, and what would let it get there.
@Suite("Behind a load balancer")
struct BehindTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let question: String
        let summary: String
        let fixes: [String]
        let network: Balanced
        /// A part of a remark that has to be there.
        var remark: String?

        init(_ question: String, _ summary: String, fixes: [String] = [], _ network: Balanced, remark: String? = nil) {
            (self.question, self.summary, self.fixes, self.network) = (question, summary, fixes, network)
            self.remark = remark
        }

        var testDescription: String { summary }
    }

    private static let client = "203.0.113.9"

    static let cases: [Case] = [
        Case(
            "internet alb 80",
            "Allowed: lb lets everything in from 0.0.0.0/0, and it comes in by igw-1 to alb's listener 80; behind it its target of tg on 8080.",
            .alb),
        Case(
            "internet alb 443",
            "Blocked: load balancer alb listens on 80, you asked tcp 443; the security groups would let it through.", .alb),
        Case(
            "internet alb 80",
            "Allowed to alb's listener 80, but it does not reach its target: strict lets tcp 8080 in only from open, not from load balancer alb.",
            fixes: ["strict: ingress tcp 8080 from lb"], .alb.letting(in: "open")),
        Case(
            "internet alb 80",
            "Allowed to alb's listener 80, but it does not reach its target: strict lets load balancer alb in on tcp 3000; you asked tcp 8080.",
            fixes: ["strict: ingress tcp 8080 from lb"], .alb.letting(in: "lb", "tcp 3000"),
            remark: "if app listens on 3000, not on 8080: aws elbv2 register-targets"),
        Case(
            "internet alb 80",
            "Allowed to alb's listener 80, but it does not reach its target: network ACL acl-a2 lets only tcp 443 in from 0.0.0.0/0.",
            fixes: ["ACL acl-a2: in 110 allow tcp 8080 from 10.0.1.0/24"],
            .alb.allowing("a2", "in 100 allow tcp 443 0.0.0.0/0", Sample.out)),
        Case(
            "internet nlb 80",
            "Allowed to nlb's listener 80, but it does not reach its target: strict lets tcp 8080 in only from 10.0.0.0/16, not from load balancer nlb; it sees the internet.",
            fixes: ["strict: ingress tcp 8080 from 0.0.0.0/0"], .nlb.with(\.groups, "").letting(in: "10.0.0.0/16")),
        Case(
            "internet nlb 80",
            "Allowed to nlb's listener 80, but it does not reach its target: strict lets tcp 8080 in only from open, not from load balancer nlb; it sees the internet.",
            fixes: ["strict: ingress tcp 8080 from lb"], .nlb.letting(in: "open"), remark: "nlb keeps the client's address"),
        Case(
            "internet nlb 80",
            "Allowed to nlb's listener 80, but it does not reach its target: network ACL acl-a2 lets in only from 10.0.0.0/16.",
            fixes: ["ACL acl-a2: in 110 allow tcp 8080 from 0.0.0.0/0"],
            .nlb.allowing("a2", "in 100 allow all - 10.0.0.0/16", Sample.out)),
        Case(
            "web2 nlb 80",
            "Allowed to nlb's listener 80, and behind it to its target: target group tg has no target in the zone of the node in a1, and cross-zone is off.",
            fixes: ["load balancer nlb: cross-zone on"],
            Balanced.nlb.with(\.nodes, ["node", "node2"]).with(\.targets, "targets tg instance v TCP 8080 db")),
        Case(
            "internet alb 80",
            "Allowed: lb lets everything in from 0.0.0.0/0, and it comes in by igw-1; load balancer alb answers it itself.",
            .alb.with(\.listeners, ["80 HTTP answer"])),
        Case(
            "internet alb 80", "Allowed to alb's listener 80, but it has no target to send to: target group tg has no target.",
            .alb.with(\.targets, "targets tg instance v HTTP 8080 -")),
        Case(
            "internet alb 80",
            "Allowed to alb's listener 80; what it reaches depends: the targets of tg are not all in the input.",
            .alb.and("untold tg")),
    ]

    @Test("The sentence, the fixes and what else to know", arguments: cases)
    func words(_ own: Case) throws {
        let sketch = try NetworkSketch(own.network.text)
        let analyzer = Analyzer(sketch.inventory)
        let words = own.question.split(separator: " ").map(String.init)
        let question = try analyzer.question(from: words[0], to: words[1], port: words[2])
        let text = AnswerText(analyzer.answer(question, .everything), of: analyzer)
        #expect(text.summary == own.summary)
        #expect(text.summary.count <= 160)
        #expect(text.way?.behind?.fixes.map(\.line) ?? [] == own.fixes)
        if let remark = own.remark { #expect(text.remarks.contains { $0.contains(remark) }, "\(text.remarks)") }
    }
}
