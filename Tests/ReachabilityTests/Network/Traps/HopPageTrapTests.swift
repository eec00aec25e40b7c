import Annotations
import CoreModel
import Documentation
import Testing
import Words

@testable import Reachability

/// The pages behind the ladders of every trap of the network: what is decided on them is what the way says.
@Suite("The pages of hops, in every trap of the network")
struct HopPageTrapTests {
    /// An environment, and what is asked in it.
    private static let all =
        Trap.all.map { ($0.text, $0.question, "\($0)") } + BalancerTrap.all.map { ($0.text, $0.question, "\($0)") }

    /// A question of either table of traps: "app -> 10.1.1.4 tcp 443", "web2 nlb 80"; nil where no analyzer reads it.
    private static func question(_ text: String, _ analyzer: Analyzer) -> Question? {
        let words = text.split(separator: " ").map(String.init).filter { $0 != "->" }
        guard words.count > 2 else { return nil }
        let ports = words.count > 3 ? ["\(words[3])/\(words[2])", "\(words[2])/\(words[3])"] : [words[2]]
        return ports.lazy.compactMap { try? analyzer.question(from: words[0], to: words[1], port: $0) }.first
    }

    @Test(
        "Every row has a page; on those of ACLs and tables as much is decided as there is to decide, and every kind of hop is met"
    )
    func pages() throws {
        var kinds: [String: Int] = [:]
        var (transit, loads) = (0, 0)
        for (text, question, name) in Self.all {
            let inventory = try NetworkSketch(text).inventory
            let analyzer = Analyzer(inventory)
            guard let asked = Self.question(question, analyzer) else { continue }
            let answer = analyzer.answer(asked, AnswerScope(looksAtNetwork: true, isOneWay: false, isFull: false))
            let source = HopPage.Source(analyzer, Annotations(inventory, notes: nil), GroupReferences(inventory))
            for leg in 0...1 {
                guard let own = AnswerText(answer, of: analyzer).ladder(leg) else { continue }
                loads += leg
                for (place, row) in own.way.ladder.enumerated() {
                    let page = try #require(HopPage(leg: leg, row: place, of: answer, source, width: 76, ascii: true), "\(name)")
                    #expect(!page.title.isEmpty && !page.rows.isEmpty, "\(name): \(page.title)")
                    kinds[own.word(row), default: 0] += 1
                    for stage in [row.there, row.back].compactMap({ $0 }).map({ own.way.stages[$0] }) {
                        switch stage.reason {
                        case .acl, .route, .blackhole, .filtered, .disagreement: break
                        case .transitRoute, .transitBlackhole, .severalAttachments: transit += 1
                        default: continue
                        }
                        let decided = Set(page.rows.compactMap(\.decides))
                        let isPart = stage.outcome == .depends && decided.isSuperset(of: [.pass, .fail])
                        #expect(
                            decided.contains(stage.outcome) || isPart,
                            "\(name): \(page.title) decides \(decided), not \(stage.outcome)")
                    }
                }
            }
        }
        for kind in ["group", "acl", "table", "igw", "eigw", "nat", "pcx", "tgw", "vpn", "vpce", "lb"] {
            #expect(kinds[kind, default: 0] > 0, "no \(kind)")
        }
        #expect(transit > 5 && loads > 5)
    }
}
