import CoreModel
import Support
import Testing

@testable import Reachability

/// Of very many subnets some stand for those that nothing tells from them.
@Suite("Subnets that nothing tells apart")
struct AlikeMembersTests {
    /// A VPC of fourteen subnets, whose tables and ACLs are copies of a few, with an interface here and there.
    private static func text(_ random: inout SeededRandom) -> String {
        var lines = ["vpc v 10.0.0.0/16", "igw igw-1 v"]
        let subnets = (0..<14).map { "s\($0)" }
        lines += subnets.enumerated().map { "subnet \($1) v 10.0.\($0).0/24" }
        let ways = [
            ["10.0.0.0/16 local", "0.0.0.0/0 igw-1"], ["10.0.0.0/16 local", "0.0.0.0/0 nat-1"], ["10.0.0.0/16 local"],
            ["10.0.0.0/16 local", "10.0.9.0/24 eni-fw"],
        ]
        let entries = [
            ["in 100 allow all - 0.0.0.0/0", "out 100 allow all - 0.0.0.0/0"],
            ["in 100 allow all - 0.0.0.0/0", "out 90 deny tcp 1024-65535 10.0.8.0/22", "out 100 allow all - 0.0.0.0/0"],
            ["in 100 allow tcp 443 10.0.0.0/16", "out 100 allow all - 0.0.0.0/0"],
        ]
        // Some networks have no blemish: all that is asked passes there.
        let isClean = random.below(3) == 0
        func dealt(_ word: String, _ contents: [[String]]) -> [String] {
            var left = subnets
            var result: [String] = []
            for number in 0..<5 {
                let own = number == 4 ? left : (0..<min(3, left.count)).map { _ in left.remove(at: random.below(left.count)) }
                let content = isClean ? contents[0] : contents[random.below(contents.count)]
                result.append("\(word) \(word)-\(number) v \(own.joined(separator: ","))")
                result += content.map { "  \($0)" }
            }
            return result
        }
        lines += ["nat nat-1 s3 10.0.3.30 198.51.100.30", "eni eni-fw s9 10.0.9.4"]
        lines += dealt("table", ways) + dealt("acl", entries)
        for number in 0..<3 {
            let place = random.below(14)
            lines.append("eni web\(number) s\(place) 10.0.\(place).\(20 + number)")
            lines.append("groups web\(number) web")
        }
        for name in ["web", "nobody", "other"] {
            lines += ["group \(name) v", "  in tcp 443 10.0.0.0/16", "  in tcp 80 10.0.5.0/24", "  out all - 0.0.0.0/0"]
        }
        return lines.joined(separator: "\n")
    }

    private static let networks: [NetworkSketch] = {
        var random = SeededRandom(seed: 41)
        return (0..<6).compactMap { _ in try? NetworkSketch(text(&random)) }
    }()

    private static func ends(_ sketch: NetworkSketch) -> [End] {
        let groups = ["web", "nobody", "other"].compactMap { sketch.inventory.group(id: $0) }.map(End.group)
        return groups + [.internet] + ["10.0.8.0/21"].compactMap { try? .network(IPNetwork(parsing: $0)) }
    }

    @Test("What all pairs come to, and why, those that are walked for them come to")
    func representatives() throws {
        var (fewer, verdicts): (Int, Set<String>) = (0, [])
        #expect(Self.networks.count == 6)
        for sketch in Self.networks {
            for source in Self.ends(sketch) {
                for destination in Self.ends(sketch) {
                    for port in source.group == nil ? [443] : [443, 80] {
                        let asked = TrafficSet(try Traffic(.tcp, from: port, to: port).points)
                        let (all, some) = (
                            sketch.walker.ways(from: source, to: destination, asked, .v4, pairLimit: .max),
                            sketch.walker.ways(from: source, to: destination, asked, .v4, pairLimit: 0)
                        )
                        #expect(Self.kinds(all) == Self.kinds(some), "\(source) to \(destination) on \(port)")
                        #expect(all.hasPairsBeyond == some.hasPairsBeyond)
                        verdicts.formUnion(Self.kinds(all))
                        if some.entries.count < all.entries.count { fewer += 1 }
                    }
                }
            }
        }
        #expect(fewer > 20, "\(fewer)")
        #expect(verdicts.count > 8, "\(verdicts.count)")
    }

    /// The distinct ways, by what each stage comes to.
    private static func kinds(_ ways: Ways) -> Set<String> {
        Set(
            ways.entries.map { entry in
                entry.way.stages.map { "\($0.kind.rawValue) \($0.leg) \($0.outcome.rawValue) \($0.code ?? "")" }.joined(
                    separator: ", ")
            })
    }

    @Test("A survey of such a VPC says what why says, whatever was asked before")
    func survey() throws {
        var counts: [Verdict: Int] = [:]
        for sketch in Self.networks {
            let analyzer = Analyzer(sketch.inventory)
            let survey = NetworkSurvey(analyzer)
            let interfaces = sketch.inventory.interfaces.indices.map { End.interfaces([InterfaceIndex($0)]) }
            for source in Self.ends(sketch) + interfaces {
                for destination in Self.ends(sketch) {
                    guard let port = try? PortQuery(parsing: "443"),
                        let question = try? Question(from: Endpoint(source), to: Endpoint(destination), port: port)
                    else { continue }
                    let (told, own) = (survey.verdict(question).verdict, analyzer.wholeVerdict(question))
                    #expect(told == own, "\(source) to \(destination)")
                    counts[own, default: 0] += 1
                }
            }
        }
        #expect(counts.values.allSatisfy { $0 > 5 } && counts.count == 3, "\(counts)")
    }
}
