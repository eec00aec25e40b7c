import Reachability
import CoreModel
import Support
import Testing

/// "An interface has the union of the rules of all its groups" and "rules only allow": more groups let more through.
@Suite("Laws: rules only allow")
struct LawFurtherGroupTests {
    @Test("A further group on an interface that has one never turns what is allowed into something else")
    func allowsMore() {
        var record = LawRecord()
        for seed in UInt64(3_100_000)..<3_100_120 {
            let (spec, _) = OracleInventories.make(seed: seed)
            var random = SeededRandom(seed: seed)
            let candidates = spec.interfaces.indices.filter { !spec.interfaces[$0].groups.isEmpty }
            if candidates.isEmpty { continue }
            let place = random.pick(candidates)
            let others = spec.groups.map(\.id).filter { !spec.interfaces[place].groups.contains($0) } + ["sg-of-another-account"]
            var more = spec
            more.interfaces[place].groups.append(random.pick(others))
            let (before, after) = (LawCase(spec), LawCase(more))
            for written in Self.questions(spec, asking: place) {
                record.hold(seed, more) { judge in
                    guard let was = before.verdict(written, judge) else { return nil }
                    guard was == .allowed, let now = after.verdict(written, judge), now != .allowed else { return (was, nil) }
                    return (was, "\(written) was allowed without \(more.interfaces[place].groups.last ?? ""), is \(now)")
                }
            }
        }
        record.check()
        #expect(record.least() > 200, "each verdict must be met")
    }

    /// Of an interface to every other one and from it, and to and from the internet.
    private static func questions(_ spec: OracleSpec, asking place: Int) -> [OracleQuestion] {
        let own = OracleQuestion.End.interfaces([spec.interfaces[place].id])
        let others = spec.interfaces.indices.filter { $0 != place }.map { other in
            OracleQuestion.End.interfaces([spec.interfaces[other].id])
        }
        return (others + [.internet]).flatMap { other in
            ["80", "443", "53/udp", "ping", "all"].flatMap { port in
                [IPVersion.v4, .v6].flatMap { version in
                    [
                        OracleQuestion(source: own, destination: other, port: port, version: version),
                        OracleQuestion(source: other, destination: own, port: port, version: version),
                    ]
                }
            }
        }
    }
}
